using BitbucketConnections.Sandbox.Shapes;

namespace BitbucketConnections.Sandbox.Connections;

/// <summary>The inputs of the connection APIs, with the constraints of their service models.</summary>
internal sealed class ConnectionShapes
{
    private const string AnyArn = "arn:aws(-[\\w]+)*:.+:.+:[0-9]{12}:.+";

    private static readonly StringShape s_connectionArn = new(0, 256, AnyArn);
    private static readonly StringShape s_resourceArn = new(1, 1011, AnyArn);
    private static readonly StringShape s_tagKey = new(1, 128, ".*");
    private static readonly ListShape s_tags = new(
        new StructureShape { { "Key", s_tagKey, true }, { "Value", new StringShape(0, 256, ".*"), true } }, 0, 200);

    /// <summary>Initializes a new instance of the <see cref="ConnectionShapes"/> class.</summary>
    /// <param name="service">The service segment of the API's ARNs.</param>
    public ConnectionShapes(string service)
    {
        var isSuccessor = service == ConnectionRules.CodeConnectionsService;
        var providers = isSuccessor
            ? StringShape.Enum("Bitbucket", "GitHub", "GitHubEnterpriseServer", "GitLab", "GitLabSelfManaged", "AzureDevOps")
            : StringShape.Enum("Bitbucket", "GitHub", "GitHubEnterpriseServer", "GitLab", "GitLabSelfManaged");
        var hostPrefix = isSuccessor ? "(codestar-connections|codeconnections)" : "codestar-connections";
        var hostArn = new StringShape(0, 256, $"arn:aws(-[\\w]+)*:{hostPrefix}:.+:[0-9]{{12}}:host\\/.+");
        Create = new StructureShape
        {
            { "ProviderType", providers },
            { "ConnectionName", new StringShape(1, 32, "[\\s\\S]*"), true },
            { "Tags", s_tags },
            { "HostArn", hostArn },
        };
        List = new StructureShape
        {
            { "ProviderTypeFilter", providers },
            { "HostArnFilter", hostArn },
            { "MaxResults", new IntegerShape(0, 100) },
            { "NextToken", new StringShape(1, 1024, "^.*$") },
        };
    }

    /// <summary>Gets the input of CreateConnection.</summary>
    public StructureShape Create { get; }

    /// <summary>Gets the input of ListConnections.</summary>
    public StructureShape List { get; }

    /// <summary>Gets the input of GetConnection and DeleteConnection.</summary>
    public StructureShape ByArn { get; } = new() { { "ConnectionArn", s_connectionArn, true } };

    /// <summary>Gets the input of ListTagsForResource.</summary>
    public StructureShape ByResource { get; } = new() { { "ResourceArn", s_resourceArn, true } };

    /// <summary>Gets the input of TagResource.</summary>
    public StructureShape Tag { get; } = new() { { "ResourceArn", s_resourceArn, true }, { "Tags", s_tags, true } };

    /// <summary>Gets the input of UntagResource.</summary>
    public StructureShape Untag { get; } = new()
    {
        { "ResourceArn", s_resourceArn, true },
        { "TagKeys", new ListShape(s_tagKey, 0, 200), true },
    };
}
