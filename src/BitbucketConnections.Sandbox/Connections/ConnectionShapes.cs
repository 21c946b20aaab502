using BitbucketConnections.Sandbox.Shapes;

namespace BitbucketConnections.Sandbox.Connections;

/// <summary>The inputs of the connection APIs, with the constraints of their service models.</summary>
internal sealed class ConnectionShapes
{
    private const string AnyArn = "arn:aws(-[\\w]+)*:.+:.+:[0-9]{12}:.+";

    private static readonly StringShape s_resourceArn = new(1, 1011, AnyArn);
    private static readonly StringShape s_tagKey = new(1, 128, ".*");

    /// <summary>Initializes a new instance of the <see cref="ConnectionShapes"/> class.</summary>
    /// <param name="service">The service segment of the API's ARNs.</param>
    public ConnectionShapes(string service)
    {
        var providers = Providers(service);
        var hostArn = HostArn(service);
        Create = new StructureShape
        {
            { "ProviderType", providers },
            { "ConnectionName", new StringShape(1, 32, "[\\s\\S]*"), true },
            { "Tags", Tags },
            { "HostArn", hostArn },
        };
        List = new StructureShape
        {
            { "ProviderTypeFilter", providers },
            { "HostArnFilter", hostArn },
            { "MaxResults", PageSize },
            { "NextToken", NextToken },
        };
    }

    /// <summary>Gets the ARN of a connection.</summary>
    public static StringShape ConnectionArn { get; } = new(0, 256, AnyArn);

    /// <summary>Gets the tags of a resource.</summary>
    public static ListShape Tags { get; } = new(
        new StructureShape { { "Key", s_tagKey, true }, { "Value", new StringShape(0, 256, ".*"), true } }, 0, 200);

    /// <summary>Gets the size of a page.</summary>
    public static IntegerShape PageSize { get; } = new(0, 100);

    /// <summary>Gets the token of the next page of connections or hosts.</summary>
    public static StringShape NextToken { get; } = new(1, 1024, "^.*$");

    /// <summary>Gets the input of CreateConnection.</summary>
    public StructureShape Create { get; }

    /// <summary>Gets the input of ListConnections.</summary>
    public StructureShape List { get; }

    /// <summary>Gets the input of GetConnection and DeleteConnection.</summary>
    public StructureShape ByArn { get; } = new() { { "ConnectionArn", ConnectionArn, true } };

    /// <summary>Gets the input of ListTagsForResource.</summary>
    public StructureShape ByResource { get; } = new() { { "ResourceArn", s_resourceArn, true } };

    /// <summary>Gets the input of TagResource.</summary>
    public StructureShape Tag { get; } = new() { { "ResourceArn", s_resourceArn, true }, { "Tags", Tags, true } };

    /// <summary>Gets the input of UntagResource.</summary>
    public StructureShape Untag { get; } = new()
    {
        { "ResourceArn", s_resourceArn, true },
        { "TagKeys", new ListShape(s_tagKey, 0, 200), true },
    };

    /// <summary>Creates the shape of a provider.</summary>
    /// <param name="service">The service segment of the API's ARNs.</param>
    /// <returns>The shape.</returns>
    public static StringShape Providers(string service) => service == ConnectionRules.CodeConnectionsService
        ? StringShape.Enum("Bitbucket", "GitHub", "GitHubEnterpriseServer", "GitLab", "GitLabSelfManaged", "AzureDevOps")
        : StringShape.Enum("Bitbucket", "GitHub", "GitHubEnterpriseServer", "GitLab", "GitLabSelfManaged");

    /// <summary>Creates the shape of the ARN of a host. The newer API accepts hosts of both APIs.</summary>
    /// <param name="service">The service segment of the API's ARNs.</param>
    /// <returns>The shape.</returns>
    public static StringShape HostArn(string service) => new(
        0, 256, $"arn:aws(-[\\w]+)*:{(service == ConnectionRules.CodeConnectionsService ? "(codestar-connections|codeconnections)" : "codestar-connections")}:.+:[0-9]{{12}}:host\\/.+");
}
