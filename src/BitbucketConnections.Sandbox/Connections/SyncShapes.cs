using BitbucketConnections.Sandbox.Shapes;

namespace BitbucketConnections.Sandbox.Connections;

/// <summary>The inputs of the operations on sync configurations and their states, with the constraints of their service models.</summary>
internal sealed class SyncShapes
{
    private static readonly StringShape s_branch = new(1, 255, "^.*$");
    private static readonly StringShape s_configFile = new();
    private static readonly StringShape s_resourceName = new(1, 100, "^[0-9A-Za-z]+[0-9A-Za-z_\\\\-]*$");
    private static readonly StringShape s_role = new(1, 1024, "arn:aws(-[\\w]+)*:iam::\\d{12}:role/[a-zA-Z_0-9+=,.@\\-_/]+");
    private static readonly StringShape s_syncType = StringShape.Enum("CFN_STACK_SYNC");
    private static readonly StringShape s_switch = StringShape.Enum("ENABLED", "DISABLED");
    private static readonly StringShape s_trigger = StringShape.Enum("ANY_CHANGE", "FILE_CHANGE");

    /// <summary>Initializes a new instance of the <see cref="SyncShapes"/> class.</summary>
    /// <param name="service">The service segment of the API's ARNs.</param>
    public SyncShapes(string service)
    {
        Create = Configuration(service, isNew: true);
        Update = Configuration(service, isNew: false);
    }

    /// <summary>Gets the input of CreateSyncConfiguration.</summary>
    public StructureShape Create { get; }

    /// <summary>Gets the input of UpdateSyncConfiguration.</summary>
    public StructureShape Update { get; }

    /// <summary>Gets the input of the operations on the sync configuration of a resource.</summary>
    public StructureShape ByResource { get; } = new() { { "SyncType", s_syncType, true }, { "ResourceName", s_resourceName, true } };

    /// <summary>Gets the input of ListSyncConfigurations.</summary>
    public StructureShape List { get; } = new()
    {
        { "MaxResults", ConnectionShapes.PageSize },
        { "NextToken", RepositoryLinkShapes.NextToken },
        { "RepositoryLinkId", RepositoryLinkShapes.Id, true },
        { "SyncType", s_syncType, true },
    };

    /// <summary>Gets the input of ListRepositorySyncDefinitions.</summary>
    public StructureShape ByRepository { get; } = new() { { "RepositoryLinkId", RepositoryLinkShapes.Id, true }, { "SyncType", s_syncType, true } };

    /// <summary>Gets the input of GetRepositorySyncStatus.</summary>
    public StructureShape ByBranch { get; } = new()
    {
        { "Branch", s_branch, true },
        { "RepositoryLinkId", RepositoryLinkShapes.Id, true },
        { "SyncType", s_syncType, true },
    };

    /// <summary>Gets the input of UpdateSyncBlocker.</summary>
    public StructureShape Blocker { get; } = new()
    {
        { "Id", new StringShape(1, 50), true },
        { "SyncType", s_syncType, true },
        { "ResourceName", s_resourceName, true },
        { "ResolvedReason", new StringShape(1, 250), true },
    };

    private static StructureShape Configuration(string service, bool isNew)
    {
        var shape = new StructureShape
        {
            { "Branch", s_branch, isNew },
            { "ConfigFile", s_configFile, isNew },
            { "RepositoryLinkId", RepositoryLinkShapes.Id, isNew },
            { "ResourceName", s_resourceName, true },
            { "RoleArn", s_role, isNew },
            { "SyncType", s_syncType, true },
            { "PublishDeploymentStatus", s_switch },
            { "TriggerResourceUpdateOn", s_trigger },
        };
        if (service == ConnectionRules.CodeConnectionsService)
        {
            shape.Add("PullRequestComment", s_switch);
        }

        return shape;
    }
}
