using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Amazon.CodePipeline;
using Amazon.CodePipeline.Model;
using Amazon.Runtime;
using BitbucketConnections.Engine.Clients;
using BitbucketConnections.Engine.Declarations;
using BitbucketConnections.Engine.Policies;

namespace BitbucketConnections.Engine.Tests;

/// <summary>Each action and rule type of the catalog runs with the policy that the module writes for it, and with none of its permissions less.</summary>
[Collection("environment")]
public sealed class SingleRightTests : IDisposable
{
    private readonly RoleHarness _iam = new();
    private readonly LastAnswer _answer = new();
    private readonly PipelineDocumentClient _client;

    public SingleRightTests() => _client = new PipelineDocumentClient(
        new BasicAWSCredentials(_iam.Fixture.Sandbox.Info.AccessKey, _iam.Fixture.Sandbox.Info.SecretKey),
        new AmazonCodePipelineConfig { ServiceURL = _iam.Fixture.Sandbox.Info.EndpointUrl.ToString(), AuthenticationRegion = "us-east-1", MaxErrorRetry = 0, HttpClientFactory = _answer });

    public void Dispose()
    {
        _client.Dispose();
        _iam.Dispose();
    }

    [Fact]
    public async Task Every_form_of_a_type_runs_with_its_policy_and_fails_without_any_one_of_its_permissions()
    {
        var (wrong, removed) = (new List<string>(), 0);
        var role = await _iam.CreateRoleAsync("worker");
        var connection = await _iam.Session.Connections.CreateAsync(new ConnectionRequest { ConnectionName = "c" }, TestContext.Current.CancellationToken);
        _iam.Fixture.Sandbox.CompleteConnection(connection.ConnectionArn);

        // The values of the forms are not those that a rule could check.
        _iam.Fixture.Sandbox.SetRuleOutcome(new SandboxRuleOutcome());
        var number = 0;
        foreach (var form in CatalogUsers.All(connection.ConnectionArn))
        {
            var pipeline = form.Pipeline("single-" + number++) with { RoleArn = role };
            var statements = ServiceRolePolicy.Statements(new ServiceRolePolicyRequest { Definition = pipeline, AccountId = CatalogUsers.Account });
            await PutAsync(statements);
            if (await FailureAsync(pipeline) is { } failure)
            {
                wrong.Add($"{form} with its policy: {failure}");
            }

            foreach (var (action, resources) in Demanded(form, pipeline.Name))
            {
                removed++;
                await PutAsync(PolicyRights.Where(statements, right => right.Action != action || !resources.Contains(right.Resource)));
                var refusal = await FailureAsync(pipeline);
                if (refusal is null || !IsRefusal(form, action, refusal))
                {
                    wrong.Add($"{form} without {action} on {string.Join(", ", resources)}: {refusal ?? "succeeded"}");
                }
            }
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{number} forms, {removed} permissions.");
        Assert.Equal(string.Empty, string.Join("\n", wrong));
        Assert.True(removed > 250, $"Only {removed} permissions were removed.");
    }

    // For each permission and element of a list: the action, and all resources of which it needs one.
    private static IEnumerable<(string Action, HashSet<string> Resources)> Demanded(CatalogUsers.Form form, string pipelineName) =>
        from rights in form.Needed(pipelineName)
        from index in Enumerable.Range(0, rights.Resources.Max(texts => texts.Count))
        let resources = rights.Resources.Select(texts => texts[Math.Min(index, texts.Count - 1)])
            .SelectMany(text => text.Contains(":codestar-connections:", StringComparison.Ordinal) ? [text, text.Replace(":codestar-connections:", ":codeconnections:", StringComparison.Ordinal)] : new[] { text })
        from action in rights.Facts.Actions.Except(rights.Facts.Occasional)
        select (action, resources.ToHashSet(StringComparer.Ordinal));

    private static bool IsRefusal(CatalogUsers.Form form, string action, string message) => form.Type switch
    {
        "Source/CodeStarSourceConnection" => message.StartsWith("Unable to use Connection: ", StringComparison.Ordinal),
        "Deploy/S3" when action.StartsWith("s3:", StringComparison.Ordinal) =>
            message.StartsWith($"You do not have sufficient permissions to call s3.{char.ToLowerInvariant(action[3])}{action[4..]} for the deployment bucket, ", StringComparison.Ordinal),
        _ => message.StartsWith("User: arn:aws:sts::123456789012:assumed-role/worker/", StringComparison.Ordinal)
            && message.Contains($" is not authorized to perform: {action} on resource: ", StringComparison.Ordinal)
            && message.Contains(" because no identity-based policy allows the ", StringComparison.Ordinal),
    };

    private async Task PutAsync(IReadOnlyList<PolicyStatement> statements)
    {
        // A statement that lost one resource of several is two statements.
        var unique = statements.Select((statement, index) => statement.WithSid(statement.Sid + index));
        await _iam.PutAsync("worker", "policy", PolicyJson.Write(unique));
    }

    /// <returns>The message of the failed action or rule; null if none failed.</returns>
    private async Task<string?> FailureAsync(Pipeline pipeline)
    {
        await _client.CreateDocumentAsync(RecordWriter.Write(pipeline), null, TestContext.Current.CancellationToken);
        await _client.GetPipelineStateAsync(new GetPipelineStateRequest { Name = pipeline.Name }, TestContext.Current.CancellationToken);
        var state = JsonNode.Parse(_answer.Body);
        await _client.DeletePipelineAsync(new DeletePipelineRequest { Name = pipeline.Name }, TestContext.Current.CancellationToken);
        return Errors(state).FirstOrDefault()?["message"]?.GetValue<string>();
    }

    private static IEnumerable<JsonObject> Errors(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => member is { Key: "errorDetails", Value: JsonObject error } ? [error] : Errors(member.Value)),
        JsonArray items => items.SelectMany(Errors),
        _ => [],
    };
}
