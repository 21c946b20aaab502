namespace BitbucketConnections.Policies;

/// <summary>The kinds of problems in a policy document, in the order in which IAM reports them.</summary>
public enum IamPolicyProblemKind
{
    /// <summary>An element is unknown, missing or of the wrong type.</summary>
    Syntax,

    /// <summary>A value that IAM's older parser rejects: an effect in the wrong case, a date, or an ARN with too few segments.</summary>
    Legacy,

    /// <summary>A Sid has characters other than ASCII letters and digits.</summary>
    SidCharacters,

    /// <summary>Two statements have the same Sid.</summary>
    SidDuplicate,

    /// <summary>A statement has a principal, and this kind of policy does not allow one.</summary>
    PrincipalProhibited,

    /// <summary>A statement has no principal, and this kind of policy requires one.</summary>
    PrincipalMissing,

    /// <summary>A statement has <c>NotPrincipal</c>, and this kind of policy does not allow it.</summary>
    NotPrincipalProhibited,

    /// <summary>A statement allows, with <c>NotPrincipal</c>.</summary>
    NotPrincipalAllows,

    /// <summary>A principal is not valid. The value is <c>"TYPE":"value"</c>.</summary>
    PrincipalInvalid,

    /// <summary>A statement has a resource, and this kind of policy does not allow one.</summary>
    ResourceProhibited,

    /// <summary>A statement has no actions.</summary>
    ActionMissing,

    /// <summary>A resource is not an ARN and not <c>*</c>.</summary>
    ResourceNotArn,

    /// <summary>The partition of a resource does not exist. The value is the partition, the detail is the whole ARN.</summary>
    ResourcePartition,

    /// <summary>The ARN of a resource has no service.</summary>
    ResourceService,

    /// <summary>The ARN of an IAM resource or a bucket has a Region.</summary>
    ResourceRegion,

    /// <summary>The ARN of an IAM resource has an unknown resource type.</summary>
    ResourcePath,

    /// <summary>An action has no service prefix.</summary>
    ActionWithoutService,

    /// <summary>An action has more than one colon.</summary>
    ActionColons,

    /// <summary>The service prefix of an action has characters that are not allowed.</summary>
    ActionService,

    /// <summary>An action of a trust policy does not assume a role.</summary>
    ActionNotAssume,

    /// <summary>A statement has no resources, and this kind of policy requires them.</summary>
    ResourceMissing,
}

/// <summary>A problem in a policy document. The checks report only the first one, as IAM does.</summary>
public sealed class IamPolicyProblem
{
    /// <summary>Initializes a new instance of the <see cref="IamPolicyProblem"/> class.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="value">The value with the problem; empty if the problem is in no single value.</param>
    /// <param name="detail">More about the value, if the kind has it.</param>
    public IamPolicyProblem(IamPolicyProblemKind kind, string value = "", string detail = "")
    {
        Kind = kind;
        Value = value;
        Detail = detail;
    }

    /// <summary>Gets the kind.</summary>
    public IamPolicyProblemKind Kind { get; }

    /// <summary>Gets the value with the problem; empty if the problem is in no single value.</summary>
    public string Value { get; }

    /// <summary>Gets more about the value; empty if the kind has nothing more.</summary>
    public string Detail { get; }

    /// <inheritdoc/>
    public override string ToString() => Value.Length == 0 ? Kind.ToString() : $"{Kind}: {Value}";
}
