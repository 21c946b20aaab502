using BitbucketConnections.Sandbox.Shapes;

namespace BitbucketConnections.Sandbox.Reviews;

/// <summary>The inputs of CodeGuru Reviewer, with the constraints of the service model.</summary>
internal static class AssociationShapes
{
    private static readonly StringShape s_arn = new(
        1, 1600, "^arn:aws[^:\\s]*:codeguru-reviewer:[^:\\s]+:[\\d]{12}:association:[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}$");

    private static readonly StringShape s_name = new(1, 100, "^\\S[\\w.-]*$");
    private static readonly StringShape s_owner = new(1, 100, "^\\S(.*\\S)?$");
    private static readonly StringShape s_tagKey = new(1, 128);
    private static readonly MapShape s_tags = new(s_tagKey, new StringShape(null, 256), 50, 1);

    private static readonly StructureShape s_thirdParty = new()
    {
        { "Name", s_name, true },
        { "ConnectionArn", new StringShape(0, 256, "arn:aws(-[\\w]+)*:.+:.+:[0-9]{12}:.+"), true },
        { "Owner", s_owner, true },
    };

    /// <summary>Gets the input of AssociateRepository.</summary>
    public static StructureShape Associate { get; } = new()
    {
        {
            "Repository",
            new StructureShape
            {
                { "CodeCommit", new StructureShape { { "Name", s_name, true } } },
                { "Bitbucket", s_thirdParty },
                { "GitHubEnterpriseServer", s_thirdParty },
                { "S3Bucket", new StructureShape { { "Name", s_name, true }, { "BucketName", new StringShape(3, 63, "^\\S(.*\\S)?$"), true } } },
            },
            true
        },
        { "ClientRequestToken", new StringShape(1, 64, "^[\\w-]+$") },
        { "Tags", s_tags },
        {
            "KMSKeyDetails",
            new StructureShape
            {
                { "KMSKeyId", new StringShape(1, 2048, "[a-zA-Z0-9-]+") },
                { "EncryptionOption", StringShape.Enum("AWS_OWNED_CMK", "CUSTOMER_MANAGED_CMK") },
            }
        },
    };

    /// <summary>Gets the input of DescribeRepositoryAssociation and DisassociateRepository.</summary>
    public static StructureShape ByArn { get; } = new() { { "AssociationArn", s_arn, true } };

    /// <summary>Gets the input of ListRepositoryAssociations.</summary>
    public static StructureShape List { get; } = new()
    {
        { "ProviderTypes", new ListShape(StringShape.Enum("CodeCommit", "GitHub", "Bitbucket", "GitHubEnterpriseServer", "S3Bucket"), 1, 3) },
        { "States", new ListShape(StringShape.Enum("Associated", "Associating", "Failed", "Disassociating", "Disassociated"), 1, 5) },
        { "Names", new ListShape(s_name, 1, 3) },
        { "Owners", new ListShape(s_owner, 1, 3) },
        { "MaxResults", new IntegerShape(1, 100) },
        { "NextToken", new StringShape(1, 2048) },
    };

    /// <summary>Gets the input of ListTagsForResource.</summary>
    public static StructureShape ByResource { get; } = new() { { "resourceArn", s_arn, true } };

    /// <summary>Gets the input of TagResource.</summary>
    public static StructureShape Tag { get; } = new() { { "resourceArn", s_arn, true }, { "Tags", s_tags, true } };

    /// <summary>Gets the input of UntagResource.</summary>
    public static StructureShape Untag { get; } = new() { { "resourceArn", s_arn, true }, { "TagKeys", new ListShape(s_tagKey, 1, 50), true } };
}
