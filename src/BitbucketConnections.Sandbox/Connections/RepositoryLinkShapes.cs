using BitbucketConnections.Sandbox.Shapes;

namespace BitbucketConnections.Sandbox.Connections;

/// <summary>The inputs of the operations on repository links, with the constraints of their service models.</summary>
internal static class RepositoryLinkShapes
{
    private static readonly StringShape s_key = new(1, 1024, "arn:aws(-[\\w]+)*:kms:[a-z\\-0-9]+:\\d{12}:key/[a-zA-Z0-9\\-]+");

    /// <summary>Gets the id of a link.</summary>
    public static StringShape Id { get; } = new(null, null, "^[0-9a-fA-F]{8}\\b-[0-9a-fA-F]{4}\\b-[0-9a-fA-F]{4}\\b-[0-9a-fA-F]{4}\\b-[0-9a-fA-F]{12}$");

    /// <summary>Gets the token of the next page in the lists of Git sync.</summary>
    public static StringShape NextToken { get; } = new(1, 2048, "^.*$");

    /// <summary>Gets the input of CreateRepositoryLink.</summary>
    public static StructureShape Create { get; } = new()
    {
        { "ConnectionArn", ConnectionShapes.ConnectionArn, true },
        { "OwnerId", new StringShape(1, 255, "^.*$"), true },
        { "RepositoryName", new StringShape(1, 128, "^.*$"), true },
        { "EncryptionKeyArn", s_key },
        { "Tags", ConnectionShapes.Tags },
    };

    /// <summary>Gets the input of GetRepositoryLink and DeleteRepositoryLink.</summary>
    public static StructureShape ById { get; } = new() { { "RepositoryLinkId", Id, true } };

    /// <summary>Gets the input of ListRepositoryLinks.</summary>
    public static StructureShape List { get; } = new() { { "MaxResults", ConnectionShapes.PageSize }, { "NextToken", NextToken } };

    /// <summary>Gets the input of UpdateRepositoryLink.</summary>
    public static StructureShape Update { get; } = new()
    {
        { "ConnectionArn", ConnectionShapes.ConnectionArn },
        { "EncryptionKeyArn", s_key },
        { "RepositoryLinkId", Id, true },
    };
}
