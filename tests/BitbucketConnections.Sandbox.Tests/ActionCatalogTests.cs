using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Pipelines;
using BitbucketConnections.Sandbox.Tests.Support;
using static BitbucketConnections.Sandbox.Tests.Support.PipelineJson;

namespace BitbucketConnections.Sandbox.Tests;

/// <summary>Every action type in every category: taken with what it needs, refused without.</summary>
public sealed class ActionCatalogTests : IDisposable
{
    private readonly TestSandbox _sandbox = new();

    public static TheoryData<string, string> Types
    {
        get
        {
            var types = new TheoryData<string, string>();
            foreach (var type in ActionCatalog.All)
            {
                foreach (var category in type.Categories)
                {
                    types.Add(category, type.Provider);
                }
            }

            return types;
        }
    }

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [MemberData(nameof(Types))]
    public async Task An_action_with_what_it_needs_is_taken(string category, string provider)
    {
        var answer = await CreateAsync(Action(Find(category, provider), category), category);

        Assert.Equal((200, ""), (answer.Status, answer.Status == 200 ? "" : answer.Body));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public async Task An_action_without_a_required_key_is_refused(string category, string provider)
    {
        var type = Find(category, provider);
        foreach (var key in type.RequiredKeys)
        {
            var action = Action(type, category);
            action["configuration"]!.AsObject().Remove(key);

            var answer = await CreateAsync(action, category);

            Assert.Equal(
                ("InvalidActionDeclarationException", $"Action configuration for action 'Tested' is missing required configuration '{key}'"),
                (answer.ErrorType, answer.ErrorMessage));
        }
    }

    [Theory]
    [MemberData(nameof(Types))]
    public async Task An_action_with_too_few_or_too_many_artifacts_is_refused(string category, string provider)
    {
        var type = Find(category, provider);
        foreach (var (kind, (minimum, maximum)) in new[] { ("input", type.Inputs), ("output", type.Outputs) })
        {
            var tooMany = Action(type, category);
            tooMany[kind + "Artifacts"] = Artifacts(maximum + 1);
            Assert.Equal(
                $"Action Tested declares {maximum + 1} {kind} artifacts which is more than the maximum count ({maximum})",
                (await CreateAsync(tooMany, category)).ErrorMessage);
            if (minimum > 0)
            {
                var tooFew = Action(type, category);
                tooFew[kind + "Artifacts"] = Artifacts(minimum - 1);
                Assert.Equal(
                    $"Action Tested declares {minimum - 1} {kind} artifacts which is less than the minimum count ({minimum})",
                    (await CreateAsync(tooFew, category)).ErrorMessage);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Types))]
    public async Task What_only_V2_has_is_refused_in_V1(string category, string provider)
    {
        var answer = await CreateAsync(Action(Find(category, provider), category), category, "V1");

        Assert.Equal(
            provider is "Commands" or "ECRBuildAndPublish" or "EKS" ? $"{provider} Action can only be used with V2 pipelines." : null,
            answer.Status == 200 ? null : answer.ErrorMessage);
    }

    private static ActionType Find(string category, string provider) => ActionCatalog.Find(category, "AWS", provider, "1")!;

    private static JsonObject Action(ActionType type, string category)
    {
        var configuration = new JsonObject();
        foreach (var key in type.RequiredKeys)
        {
            configuration[key] = "value";
        }

        return new JsonObject
        {
            ["name"] = "Tested",
            ["actionTypeId"] = PipelineJson.Type(category, type.Provider),
            ["configuration"] = configuration,
            ["inputArtifacts"] = Artifacts(type.Inputs.Minimum, "SourceArtifact"),
            ["outputArtifacts"] = Artifacts(type.Outputs.Minimum),
        };
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
