using BitbucketConnections.Sandbox.Shapes;

namespace BitbucketConnections.Sandbox.Identity;

/// <summary>The parameters of the operations on the policies of roles or users.</summary>
internal sealed class PolicyShapes
{
    private static readonly StringShape s_policyName = new(1, 128, "[\\w+=,.@-]+");
    private static readonly StringShape s_pathPrefix = new(1, 512, "((/[A-Za-z0-9\\.,\\+@=_-]+)*)/");

    /// <summary>Initializes a new instance of the <see cref="PolicyShapes"/> class.</summary>
    /// <param name="nameMember">The member with the name of the role or user.</param>
    /// <param name="name">Its shape in the operations on inline policies.</param>
    /// <param name="attachedName">Its shape in the operations on managed policies.</param>
    public PolicyShapes(string nameMember, StringShape name, StringShape attachedName)
    {
        Put = new StructureShape { { nameMember, name, true }, { "PolicyName", s_policyName, true }, { "PolicyDocument", IamShapes.Document, true } };
        ByName = new StructureShape { { nameMember, name, true }, { "PolicyName", s_policyName, true } };
        List = new StructureShape { { nameMember, name, true }, { "Marker", IamShapes.Marker }, { "MaxItems", IamShapes.MaxItems } };
        ByArn = new StructureShape { { nameMember, attachedName, true }, { "PolicyArn", IamShapes.PolicyArn, true } };
        ListAttached = new StructureShape
        {
            { nameMember, attachedName, true },
            { "PathPrefix", s_pathPrefix },
            { "Marker", IamShapes.Marker },
            { "MaxItems", IamShapes.MaxItems },
        };
    }

    /// <summary>Gets the parameters that add an inline policy.</summary>
    public StructureShape Put { get; }

    /// <summary>Gets the parameters of the operations on one inline policy.</summary>
    public StructureShape ByName { get; }

    /// <summary>Gets the parameters that list inline policies.</summary>
    public StructureShape List { get; }

    /// <summary>Gets the parameters that attach and detach managed policies.</summary>
    public StructureShape ByArn { get; }

    /// <summary>Gets the parameters that list managed policies.</summary>
    public StructureShape ListAttached { get; }
}
