using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.AwsClients.Tests;

namespace BitbucketConnections.Engine.Tests;

/// <summary>Tests that a change keeps all other members of a pipeline, including members that are not in the model.</summary>
[Collection("environment")]
public sealed class DocumentRoundTripTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Changes => ["branch", "trigger", "clear", "role", "mode", "variables", "stage"];

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Only_the_requested_members_are_changed(string change)
    {
        var original = Document();
        var current = (JsonObject)original.DeepClone();
        using var server = new LoopbackServer(request => new Answer(Respond(request, ref current), 200));
        using var environment = new EnvironmentScope();
        var session = new AwsEngine().Open(
            new SessionSettings { Region = "us-east-1", AccessKey = "AKID", SecretKey = "s", EndpointUrl = new Uri(server.Url) }, new RecordingSink());
        var expected = (JsonObject)original.DeepClone();
        expected["version"] = 8;
        var changes = Make(change, expected);

        var plan = await session.Editor.PlanAsync("demo", changes, Token);
        await session.Editor.ApplyAsync(plan, Token);

        Assert.NotEmpty(plan.Differences);
        AssertSame(expected, current);
    }

    [Fact]
    public async Task Creation_and_export_keep_all_members()
    {
        var original = Document();
        var current = new JsonObject();
        using var server = new LoopbackServer(request => new Answer(Respond(request, ref current), 200));
        using var environment = new EnvironmentScope();
        var session = new AwsEngine().Open(
            new SessionSettings { Region = "us-east-1", AccessKey = "AKID", SecretKey = "s", EndpointUrl = new Uri(server.Url) }, new RecordingSink());
        var definition = session.Wizard.ReadJson(original.ToJsonString());

        var created = await session.Pipelines.CreateAsync(new Unchecked(definition), Token);
        var exported = JsonNode.Parse(session.Exporter.Export(created, PipelineExportFormat.Json).Text)!["pipeline"]!.AsObject();

        AssertSame(original, current);
        AssertSame(original, exported);
    }

    [Fact]
    public void The_document_has_every_member_and_an_unknown_member_in_each_object()
    {
        var text = Document().ToJsonString();

        foreach (var member in new[] { "blockers", "onFailure", "retryConfiguration", "onSuccess", "beforeEntry", "rules", "outputVariables", "environmentVariables", "timeoutInMinutes", "filePaths", "pullRequest", "artifactStores", "encryptionKey" })
        {
            Assert.Contains($"\"{member}\":", text, StringComparison.Ordinal);
        }

        Assert.True(text.Split("\"strangerMember\"").Length > 30);
    }

    private static void AssertSame(JsonObject expected, JsonObject actual) =>
        Assert.True(JsonNode.DeepEquals(Ordered(expected), Ordered(actual)), $"Expected {expected.ToJsonString()}\nbut it is {actual.ToJsonString()}");

    // The values of the samples break rules. This test checks only what is sent.
    private sealed class Unchecked(Pipeline definition) : CheckedDefinition(definition, []);

    private static string Respond(RecordedRequest request, ref JsonObject current)
    {
        if (request.Headers["X-Amz-Target"].EndsWith("CreatePipeline", StringComparison.Ordinal))
        {
            current = (JsonObject)JsonNode.Parse(request.Body)!["pipeline"]!.DeepClone();
            return new JsonObject { ["pipeline"] = current.DeepClone() }.ToJsonString();
        }

        if (request.Headers["X-Amz-Target"].EndsWith("UpdatePipeline", StringComparison.Ordinal))
        {
            current = (JsonObject)JsonNode.Parse(request.Body)!["pipeline"]!.DeepClone();
            current["version"] = 8;
            return new JsonObject { ["pipeline"] = current.DeepClone() }.ToJsonString();
        }

        if (request.Headers["X-Amz-Target"].EndsWith("GetConnection", StringComparison.Ordinal))
        {
            return """{"Connection":{"ConnectionName":"x","ConnectionArn":"arn:aws:codestar-connections:us-east-1:123456789012:connection/x","ProviderType":"Bitbucket","ConnectionStatus":"AVAILABLE"}}""";
        }

        var metadata = new JsonObject { ["pipelineArn"] = "arn:aws:codepipeline:us-east-1:123456789012:demo", ["created"] = 1501626591.112, ["updated"] = 1501626591.112 };
        return new JsonObject { ["pipeline"] = current.DeepClone(), ["metadata"] = metadata }.ToJsonString();
    }

    private static PipelineChanges Make(string change, JsonObject expected)
    {
        switch (change)
        {
            case "branch":
                expected["stages"]![0]!["actions"]![0]!["configuration"]!["BranchName"] = "develop";
                return new PipelineChanges { Branch = "develop" };
            case "trigger":
                expected["triggers"] = new JsonArray(JsonNode.Parse(
                    """{"providerType":"CodeStarSourceConnection","gitConfiguration":{"sourceActionName":"Source","push":[{"branches":{"includes":["main"]}}]}}"""));
                return new PipelineChanges { Trigger = new PipelineTrigger { SourceActionName = "x", Push = [new TriggerPushFilter { Branches = new TriggerPatterns { Includes = ["main"] } }] } };
            case "clear":
                expected["triggers"] = new JsonArray();
                return new PipelineChanges { ClearTrigger = true };
            case "role":
                expected["roleArn"] = "arn:aws:iam::123456789012:role/other";
                return new PipelineChanges { RoleArn = "arn:aws:iam::123456789012:role/other" };
            case "mode":
                expected["executionMode"] = "QUEUED";
                return new PipelineChanges { ExecutionMode = "QUEUED" };
            case "variables":
                expected["variables"] = new JsonArray(new JsonObject { ["name"] = "Stage", ["defaultValue"] = "test" });
                return new PipelineChanges { Variables = [new PipelineVariable { Name = "Stage", DefaultValue = "test" }] };
            default:
                expected["stages"]!.AsArray().Add(JsonNode.Parse(
                    """{"name":"Ask","actions":[{"name":"Ask","actionTypeId":{"category":"Approval","owner":"AWS","provider":"Manual","version":"1"}}]}"""));
                return new PipelineChanges
                {
                    StageChanges =
                    [
                        new StageChange
                        {
                            Kind = StageChangeKind.Add,
                            StageName = "Ask",
                            Stage = new PipelineStage { Name = "Ask", Actions = [new PipelineAction { Name = "Ask", ActionTypeId = new ActionTypeId { Category = "Approval", Owner = "AWS", Provider = "Manual", Version = "1" } }] },
                        },
                    ],
                };
        }
    }

    // Every member of the model, with values that make the first action a connection source.
    internal static JsonObject Document()
    {
        var document = (JsonObject)ServiceModel.Load("codepipeline").Sample("PipelineDeclaration");
        document["name"] = "demo";
        document["executionMode"] = "SUPERSEDED";
        document["pipelineType"] = "V2";
        document["triggers"]![0]!["gitConfiguration"]!["sourceActionName"] = "Source";
        var action = document["stages"]![0]!["actions"]![0]!;
        action["name"] = "Source";
        action["actionTypeId"]!["category"] = "Source";
        action["actionTypeId"]!["provider"] = "CodeStarSourceConnection";
        action["configuration"] = new JsonObject { ["ConnectionArn"] = "arn:aws:codestar-connections:us-east-1:123456789012:connection/x", ["FullRepositoryId"] = "ws/repo", ["BranchName"] = "main", ["NewKey"] = "x" };
        AddStrangers(document, isMap: false);
        return document;
    }

    private static void AddStrangers(JsonNode? node, bool isMap)
    {
        if (node is JsonArray list)
        {
            foreach (var item in list)
            {
                AddStrangers(item, isMap: false);
            }
        }
        else if (node is JsonObject part)
        {
            foreach (var (name, value) in part.ToList())
            {
                AddStrangers(value, name is "configuration" or "artifactStores");
            }

            if (!isMap)
            {
                part["strangerMember"] = new JsonObject { ["deep"] = new JsonArray(1, "two", null) };
            }
        }
    }

    internal static JsonNode? Ordered(JsonNode? node) => node switch
    {
        JsonObject part => new JsonObject(part.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => new KeyValuePair<string, JsonNode?>(member.Key, Ordered(member.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Ordered)]),
        _ => node?.DeepClone(),
    };
}
