using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Formats;

namespace BitbucketConnections.Sandbox.Connections;

/// <summary>The VPC of a host, as it was sent. The sandbox has no VPCs.</summary>
internal sealed class HostVpc
{
    /// <summary>Gets the id of the VPC.</summary>
    public required string Id { get; init; }

    /// <summary>Gets the ids of the subnets.</summary>
    public List<string> Subnets { get; } = [];

    /// <summary>Gets the ids of the security groups.</summary>
    public List<string> SecurityGroups { get; } = [];

    /// <summary>Gets the certificate, or null.</summary>
    public string? Certificate { get; init; }

    /// <summary>Reads the VPC of an input.</summary>
    /// <param name="input">The input of CreateHost or UpdateHost.</param>
    /// <returns>The VPC; null if the input has none.</returns>
    public static HostVpc? Read(JsonObject input)
    {
        if (input["VpcConfiguration"] is not JsonObject sent)
        {
            return null;
        }

        var vpc = new HostVpc { Id = sent.Text("VpcId")!, Certificate = sent.Text("TlsCertificate") };
        vpc.Subnets.AddRange(sent.Texts("SubnetIds"));
        vpc.SecurityGroups.AddRange(sent.Texts("SecurityGroupIds"));
        return vpc;
    }

    /// <summary>Writes the VPC.</summary>
    /// <returns>The structure.</returns>
    public JsonObject Write()
    {
        var output = new JsonObject { ["VpcId"] = Id, ["SubnetIds"] = List(Subnets), ["SecurityGroupIds"] = List(SecurityGroups) };
        if (Certificate is not null)
        {
            output["TlsCertificate"] = Certificate;
        }

        return output;
    }

    private static JsonArray List(List<string> ids) => new([.. ids.Select(id => JsonValue.Create(id))]);
}
