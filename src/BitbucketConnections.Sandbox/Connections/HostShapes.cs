using BitbucketConnections.Sandbox.Shapes;

namespace BitbucketConnections.Sandbox.Connections;

/// <summary>The inputs of the operations on hosts, with the constraints of their service models.</summary>
internal sealed class HostShapes
{
    private static readonly StringShape s_endpoint = new(1, 512, ".*");
    private static readonly StructureShape s_vpc = new()
    {
        { "VpcId", new StringShape(12, 21, "vpc-\\w{8}(\\w{9})?"), true },
        { "SubnetIds", new ListShape(new StringShape(15, 24, "subnet-\\w{8}(\\w{9})?"), 1, 10), true },
        { "SecurityGroupIds", new ListShape(new StringShape(11, 20, "sg-\\w{8}(\\w{9})?"), 1, 10), true },
        { "TlsCertificate", new StringShape(1, 16384, "[\\s\\S]*") },
    };

    /// <summary>Initializes a new instance of the <see cref="HostShapes"/> class.</summary>
    /// <param name="service">The service segment of the API's ARNs.</param>
    public HostShapes(string service)
    {
        var arn = ConnectionShapes.HostArn(service);
        Create = new StructureShape
        {
            { "Name", new StringShape(1, 64, ".*"), true },
            { "ProviderType", ConnectionShapes.Providers(service), true },
            { "ProviderEndpoint", s_endpoint, true },
            { "VpcConfiguration", s_vpc },
            { "Tags", ConnectionShapes.Tags },
        };
        Update = new StructureShape { { "HostArn", arn, true }, { "ProviderEndpoint", s_endpoint }, { "VpcConfiguration", s_vpc } };
        ByArn = new StructureShape { { "HostArn", arn, true } };
    }

    /// <summary>Gets the input of CreateHost.</summary>
    public StructureShape Create { get; }

    /// <summary>Gets the input of UpdateHost.</summary>
    public StructureShape Update { get; }

    /// <summary>Gets the input of GetHost and DeleteHost.</summary>
    public StructureShape ByArn { get; }

    /// <summary>Gets the input of ListHosts.</summary>
    public StructureShape List { get; } = new() { { "MaxResults", ConnectionShapes.PageSize }, { "NextToken", ConnectionShapes.NextToken } };
}
