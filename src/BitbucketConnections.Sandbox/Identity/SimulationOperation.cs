using System.Linq;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using BitbucketConnections.Policies;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Protocols;
using BitbucketConnections.Sandbox.Protocols.Query;
using BitbucketConnections.Sandbox.Shapes;
using static BitbucketConnections.Sandbox.Protocols.Query.QueryOperation;

namespace BitbucketConnections.Sandbox.Identity;

/// <summary>
/// Handles SimulatePrincipalPolicy: the policies and the boundary of a user or role, as they are in effect, and those of the request. There is no service control policy.
/// </summary>
internal static class SimulationOperation
{
    private const string AnyResource = "*";

    /// <summary>Creates the operation.</summary>
    /// <returns>The operation.</returns>
    public static QueryOperation Make() => new("SimulatePrincipalPolicy", s_shape, Answer);

    private static readonly StringShape s_resource = new(1, 2048);

    private static readonly StructureShape s_shape = new()
    {
        { "PolicySourceArn", IamShapes.PolicyArn, true },
        { "ActionNames", new ListShape(new StringShape(3, 128)), true },
        { "ResourceArns", new ListShape(s_resource) },
        { "ResourcePolicy", IamShapes.Document },
        { "ResourceOwner", s_resource },
        { "CallerArn", s_resource },
        { "PolicyInputList", new ListShape(IamShapes.Document) },
        { "PermissionsBoundaryPolicyInputList", new ListShape(IamShapes.Document) },
        { "PolicyExclusionList", new UnsupportedShape() },
        { "ResourceHandlingOption", new UnsupportedShape() },
        {
            "ContextEntries",
            new ListShape(new StructureShape
            {
                { "ContextKeyName", new StringShape(5, 256) },
                { "ContextKeyValues", new ListShape(new StringShape()) },
                { "ContextKeyType", StringShape.Enum("string", "stringList", "numeric", "numericList", "boolean", "booleanList", "ip", "ipList", "binary", "binaryList", "date", "dateList") },
            })
        },
        { "Marker", IamShapes.Marker },
        { "MaxItems", IamShapes.MaxItems },
    };

    private static object[] Answer(ServiceCall call, JsonObject input)
    {
        var source = input.Text("PolicySourceArn")!;
        var simulation = SimulationInput.Of(input, source, PoliciesOf(call, source));
        var resources = input.Texts("ResourceArns").ToList();
        var pairs = (from action in input.Texts("ActionNames")
                     from resource in resources.Count > 0 ? resources : [AnyResource]
                     select new Pair(action, resource)).ToList();
        return IamListPage.Write(call, input, "EvaluationResults", pairs, pair => $"{pair.Action} {pair.Resource}", pair => Write(Decide(call, input, simulation, pair), pair));
    }

    private static CallerPolicies PoliciesOf(ServiceCall call, string arn)
    {
        if (arn == Callers.CallerArn.Of(call.Partition, call.AccountId, null, null))
        {
            return CallerPolicies.Everything;
        }

        // A session is not an entity (recorded by users of the simulator).
        if (!Arn.TryParse(arn, out var parsed) || parsed.Service != "iam" || !(parsed.Resource.StartsWith("role/", System.StringComparison.Ordinal) || parsed.Resource.StartsWith("user/", System.StringComparison.Ordinal)))
        {
            throw new AwsErrorException("InvalidInput", $"Invalid Entity Arn: {arn} does not clearly define entity type and name.");
        }

        IdentityRecord? record = parsed.AccountId != call.AccountId ? null
            : parsed.Resource.StartsWith("role/", System.StringComparison.Ordinal) ? RoleStore.FindByArn(call.State, arn)
            : call.Account.Part<UserStore>().ByName.Values.FirstOrDefault(user => user.Arn == arn);
        return record is not null ? CallerPolicies.Of(record, call.State) : throw new AwsErrorException("NoSuchEntity", $"The entity {arn} cannot be found.", 404);
    }

    private static IamDecision Decide(ServiceCall call, JsonObject input, SimulationInput simulation, Pair pair)
    {
        var request = new IamRequest(IamPrincipal.Identity(simulation.Caller), pair.Action, pair.Resource).WithRequest(call.Now, call.Region);
        foreach (var entry in input.Objects("ContextEntries").Where(entry => entry.Text("ContextKeyName") is not null))
        {
            var values = entry.Texts("ContextKeyValues").ToList();
            _ = entry.Text("ContextKeyType")?.EndsWith("List", System.StringComparison.Ordinal) == true || values.Count != 1
                ? request.WithList(entry.Text("ContextKeyName")!, values)
                : request.With(entry.Text("ContextKeyName")!, values[0]);
        }

        return IamEvaluator.Evaluate(request, simulation.PoliciesFor(pair.Resource));
    }

    private static XElement Write(IamDecision decision, Pair pair) => Element(
        "member",
        Element("EvalActionName", pair.Action),
        Element("EvalResourceName", pair.Resource),
        Element("EvalDecision", decision.Outcome switch { IamOutcome.Allowed => "allowed", IamOutcome.ExplicitDeny => "explicitDeny", _ => "implicitDeny" }));

    private sealed record Pair(string Action, string Resource);
}
