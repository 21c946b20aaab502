using System.Text.Json.Nodes;
using BitbucketConnections.Catalog;
using BitbucketConnections.Sandbox.Tests.Support;
using static BitbucketConnections.Sandbox.Tests.Support.PipelineJson;

namespace BitbucketConnections.Sandbox.Tests;

/// <summary>Every action type of the catalog is accepted with its required parts, and rejected without them with AWS's messages.</summary>
public sealed class ActionCatalogTests : IDisposable
{
    private readonly TestSandbox _sandbox = new();

    public static IEnumerable<TheoryDataRow<string, string, string>> Types() =>
        ActionCatalog.All.Select(type => new TheoryDataRow<string, string, string>(type.Category, type.Owner, type.Provider));

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [MemberData(nameof(Types))]
    public async Task An_action_with_its_required_keys_is_accepted(string category, string owner, string provider)
    {
        var answer = await CreateAsync(Action(Find(category, owner, provider)), category);

        Assert.Equal((200, ""), (answer.Status, answer.Status == 200 ? "" : answer.Body));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public async Task An_action_without_a_required_key_is_rejected(string category, string owner, string provider)
    {
        var type = Find(category, owner, provider);
        foreach (var key in type.Keys.Where(key => key.IsRequired))
        {
            var action = Action(type);
            (key.IsActionMember ? action : action["configuration"]!.AsObject()).Remove(key.Name);

            var answer = await CreateAsync(action, category);

            Assert.Equal(
                ("InvalidActionDeclarationException", $"Action configuration for action 'Tested' is missing required configuration '{key}'"),
                (answer.ErrorType, answer.ErrorMessage));
        }
    }

    [Theory]
    [MemberData(nameof(Types))]
    public async Task An_action_with_too_few_or_too_many_artifacts_is_rejected(string category, string owner, string provider)
    {
        var type = Find(category, owner, provider);
        foreach (var (kind, count) in new[] { ("input", type.Inputs), ("output", type.Outputs) })
        {
            var tooMany = Action(type);
            tooMany[kind + "Artifacts"] = Artifacts(count.Maximum + 1);
            Assert.Equal(
                $"Action Tested declares {count.Maximum + 1} {kind} artifacts which is more than the maximum count ({count.Maximum})",
                (await CreateAsync(tooMany, category)).ErrorMessage);
            if (count.Minimum > 0)
            {
                var tooFew = Action(type);
                tooFew[kind + "Artifacts"] = Artifacts(count.Minimum - 1);
                Assert.Equal(
                    $"Action Tested declares {count.Minimum - 1} {kind} artifacts which is less than the minimum count ({count.Minimum})",
                    (await CreateAsync(tooFew, category)).ErrorMessage);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Types))]
    public async Task An_unknown_key_is_rejected_if_AWS_lists_the_keys(string category, string owner, string provider)
    {
        var action = Action(Find(category, owner, provider));
        action["configuration"]!["NoSuchKey"] = "x";

        var answer = await CreateAsync(action, category);

        Assert.Equal(
            owner == "AWS" ? "Action configuration for action 'Tested' contains unknown configuration 'NoSuchKey'" : null,
            answer.Status == 200 ? null : answer.ErrorMessage);
    }

    [Theory]
    [MemberData(nameof(Types))]
    public async Task A_V2_action_is_rejected_in_a_V1_pipeline(string category, string owner, string provider)
    {
        var answer = await CreateAsync(Action(Find(category, owner, provider)), category, "V1");

        Assert.Equal(
            $"{category}/{provider}" is "Compute/Commands" or "Build/ECRBuildAndPublish" or "Deploy/EKS" or "Deploy/EC2" or "Deploy/Lambda" or "Invoke/CodePipeline" or "Invoke/InspectorScan"
                ? $"{provider} Action can only be used with V2 pipelines."
                : null,
            answer.Status == 200 ? null : answer.ErrorMessage);
    }

    [Theory]
    [InlineData("Build", "AWS", "Commands", "1")]
    [InlineData("Build", "AWS", "CodeBuild", "2")]
    [InlineData("Test", "ThirdParty", "GhostInspector", "1")]
    [InlineData("Build", "Custom", "Jenkins", "1")]
    public async Task An_action_type_that_is_not_in_the_catalog_is_rejected(string category, string owner, string provider, string version)
    {
        var action = Action(Find("Build", "AWS", "CodeBuild"));
        action["actionTypeId"] = new JsonObject { ["category"] = category, ["owner"] = owner, ["provider"] = provider, ["version"] = version };

        Assert.Equal(
            $"ActionType (Category: '{category}', Provider: '{provider}', Owner: '{owner}', Version: '{version}') in action 'Tested' is not available in region 'US_EAST_1'",
            (await CreateAsync(action, category)).ErrorMessage);
    }

    [Fact]
    public async Task A_secret_in_a_configuration_is_returned_as_asterisks()
    {
        var action = Action(Find("Source", "ThirdParty", "GitHub"));
        action["configuration"]!["OAuthToken"] = "s3cr3t";

        var created = await CreateAsync(action, "Source");
        var read = await _sandbox.CallAsync(TestSandbox.CodePipeline, "GetPipeline", new JsonObject { ["name"] = "demo" });

        Assert.All([created.Body, read.Body], body => Assert.DoesNotContain("s3cr3t", body, StringComparison.Ordinal));
        Assert.Contains("\"OAuthToken\":\"****\"", read.Body, StringComparison.Ordinal);
    }

    private static ActionTypeFacts Find(string category, string owner, string provider) => ActionCatalog.Find(category, owner, provider, "1")!;

    private static JsonObject Action(ActionTypeFacts type)
    {
        var action = new JsonObject
        {
            ["name"] = "Tested",
            ["actionTypeId"] = new JsonObject { ["category"] = type.Category, ["owner"] = type.Owner, ["provider"] = type.Provider, ["version"] = "1" },
            ["configuration"] = new JsonObject(),
            ["inputArtifacts"] = Artifacts(type.Inputs.Minimum, "SourceArtifact"),
            ["outputArtifacts"] = Artifacts(type.Outputs.Minimum),
        };
        foreach (var key in type.Keys.Where(key => key.IsRequired))
        {
            (key.IsActionMember ? action : action["configuration"]!)[key.Name] = key.IsActionMember ? new JsonArray("make") : "value";
        }

        return action;
    }

    private static JsonArray Artifacts(int count, string first = "Made0") =>
        new([.. Enumerable.Range(0, count).Select(i => Artifact(i == 0 ? first : $"Made{i}"))]);

    private async Task<Answer> CreateAsync(JsonObject action, string category, string pipelineType = "V2")
    {
        var pipeline = Valid(_sandbox.Info);
        pipeline["pipelineType"] = pipelineType;
        pipeline["stages"]![category == "Source" ? 0 : 1]!["actions"]!.AsArray().Add((JsonNode)action.DeepClone());
        return await _sandbox.CallAsync(TestSandbox.CodePipeline, "CreatePipeline", new JsonObject { ["pipeline"] = pipeline });
    }
}
