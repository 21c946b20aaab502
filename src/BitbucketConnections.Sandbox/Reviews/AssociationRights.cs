using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Protocols;

namespace BitbucketConnections.Sandbox.Reviews;

/// <summary>The rights that the operations of CodeGuru Reviewer need.</summary>
internal static class AssociationRights
{
    private const string Service = "codeguru-reviewer";

    /// <summary>Gets the table.</summary>
    public static RightsTable Table { get; } = new()
    {
        { "AssociateRepository", Associate },
        { "DescribeRepositoryAssociation", (call, input) => [On(call, input.Text("AssociationArn")!)] },
        { "DisassociateRepository", (call, input) => [On(call, input.Text("AssociationArn")!)] },
        { "ListRepositoryAssociations", (_, _) => [new CallerRight(Service + ":ListRepositoryAssociations", "*")] },
        { "TagResource", (call, input) => [On(call, input.Text("resourceArn")!).WithRequestTags(AssociationTags.Of(input))] },
        { "UntagResource", (call, input) => [On(call, input.Text("resourceArn")!).WithTagKeys(input.Texts("TagKeys"))] },
        { "ListTagsForResource", (call, input) => [On(call, input.Text("resourceArn")!)] },
    };

    // The caller passes the connection to the service.
    private static IEnumerable<CallerRight> Associate(ServiceCall call, JsonObject input)
    {
        yield return new CallerRight(Service + ":AssociateRepository", "*").WithRequestTags(AssociationTags.Of(input));
        foreach (var connection in RequestedRepository.ConnectionProviders.Select(provider => input["Repository"]![provider]?.Text("ConnectionArn")))
        {
            if (connection is not null && Arn.TryParse(connection, out var arn))
            {
                yield return new CallerRight(arn.Service + ":PassConnection", connection).With(arn.Service + ":PassedToService", Service + ".amazonaws.com");
            }
        }
    }

    private static CallerRight On(ServiceCall call, string arn) =>
        new CallerRight($"{Service}:{call.Operation}", arn).WithResourceTags(RequestedAssociation.Find(call, arn)?.Tags);
}
