using Amazon.Runtime;

namespace Amazon.CodePipeline;

/// <summary>The values of approval status; a value that AWS added later is kept as it is.</summary>
public class ApprovalStatus : ConstantClass
{
    /// <summary>The value <c>Approved</c>.</summary>
    public static readonly ApprovalStatus Approved = new("Approved");

    /// <summary>The value <c>Rejected</c>.</summary>
    public static readonly ApprovalStatus Rejected = new("Rejected");

    /// <summary>Initializes a new instance of the <see cref="ApprovalStatus"/> class.</summary>
    /// <param name="value">The value on the wire.</param>
    public ApprovalStatus(string value)
        : base(value)
    {
    }

    /// <summary>Converts a value on the wire.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator ApprovalStatus?(string? value) => value is null ? null : FindValue(value);

    /// <summary>Finds the constant of a value, or makes one for a value that AWS added later.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The constant.</returns>
    public static ApprovalStatus FindValue(string value) => FindValue<ApprovalStatus>(value);
}
