using System.Text.Json.Nodes;
using BitbucketConnections.Catalog;
using BitbucketConnections.Sandbox.Tests.Support;
using static BitbucketConnections.Sandbox.Tests.Support.TestSandbox;

namespace BitbucketConnections.Sandbox.Tests;

/// <summary>ListActionTypes and GetActionType, which answer from the catalog.</summary>
public sealed class ActionTypeTests : IDisposable
{
    private readonly TestSandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task The_list_has_all_types_of_the_catalog_with_their_keys_and_artifacts()
    {
        var types = (await ListAsync([])).ToDictionary(type => $"{type["id"]!["owner"]} {type["id"]!["category"]}/{type["id"]!["provider"]} {type["id"]!["version"]}");

        Assert.Equal(29, types.Count);
        foreach (var facts in ActionCatalog.All)
        {
            var type = types[$"{facts.Owner} {facts.Category}/{facts.Provider} {facts.Version}"];
            Assert.Equal(
                facts.ConfigurationKeys.Select(key => (key.Name, key.IsRequired, key.IsSecret)),
                type["actionConfigurationProperties"]!.AsArray().Select(key => (key!["name"]!.GetValue<string>(), key["required"]!.GetValue<bool>(), key["secret"]!.GetValue<bool>())));
            Assert.Equal((facts.Inputs.Minimum, facts.Inputs.Maximum, facts.Outputs.Minimum, facts.Outputs.Maximum), Artifacts(type));
        }
    }

    [Theory]
    [InlineData("AWS", 28)]
    [InlineData("ThirdParty", 1)]
    [InlineData("Custom", 0)]
    public async Task The_list_is_filtered_by_owner(string owner, int count)
    {
        var types = await ListAsync(new JsonObject { ["actionOwnerFilter"] = owner });

        Assert.Equal(count, types.Count);
        Assert.All(types, type => Assert.Equal(owner, type["id"]!["owner"]!.GetValue<string>()));
    }

    [Fact]
    public async Task The_list_is_that_of_the_Region_of_the_call_or_of_the_filter()
    {
        bool HasConnectionSource(IEnumerable<JsonNode> types) => types.Any(type => type["id"]!["provider"]!.GetValue<string>() == "CodeStarSourceConnection");

        Assert.True(HasConnectionSource(await ListAsync([])));
        Assert.False(HasConnectionSource(await ListAsync([], "ap-east-1")));
        Assert.False(HasConnectionSource(await ListAsync(new JsonObject { ["regionFilter"] = "ap-east-1" })));
        Assert.True(HasConnectionSource(await ListAsync(new JsonObject { ["regionFilter"] = "eu-west-1" }, "ap-east-1")));
    }

    [Fact]
    public async Task A_type_has_the_links_that_were_recorded()
    {
        var types = await ListAsync(new JsonObject { ["regionFilter"] = "eu-west-1" });
        const string connection = "https://eu-west-1.console.aws.amazon.com/codesuite/settings/connections/redirect?connectionArn={Config:ConnectionArn}";

        Assert.Equal(
            $$"""{"entityUrlTemplate":"{{connection}}&referenceType=BRANCH&FullRepositoryId={Config:FullRepositoryId}&Branch={Config:BranchName}","revisionUrlTemplate":"{{connection}}&referenceType=COMMIT&FullRepositoryId={Config:FullRepositoryId}&Commit={RevisionId}"}""",
            Settings(types, "CodeStarSourceConnection").Replace("\\u0026", "&", StringComparison.Ordinal));
        Assert.Contains("\"executionUrlTemplate\":\"https://console.aws.amazon.com/codebuild/home?region=eu-west-1#/builds/{ExternalExecutionId}/view/new\"", Settings(types, "CodeBuild"), StringComparison.Ordinal);
        Assert.Equal("{}", Settings(types, "GitHub"));
    }

    [Theory]
    [InlineData("""{"nextToken":"x"}""", "InvalidNextTokenException", "The nextToken value 'x' is not valid. Specify a valid nextToken value, and then try again.")]
    [InlineData("""{"actionOwnerFilter":"Me"}""", "ValidationException", "1 validation error detected: Value at 'actionOwnerFilter' failed to satisfy constraint: Member must satisfy enum value set: [AWS, ThirdParty, Custom]")]
    [InlineData("""{"regionFilter":"eu"}""", "ValidationException", "1 validation error detected: Value at 'regionFilter' failed to satisfy constraint: Member must have length greater than or equal to 4")]
    public async Task An_invalid_filter_or_token_is_rejected(string input, string code, string message) =>
        Assert.Equal((code, message), await _sandbox.RefusedAsync(CodePipeline, "ListActionTypes", JsonNode.Parse(input)!.AsObject()));

    [Fact]
    public async Task A_type_is_found_by_its_id()
    {
        var type = (await _sandbox.CheckedAsync(CodePipeline, "GetActionType", Id("Source", "AWS", "CodeStarSourceConnection")))["actionType"]!;

        Assert.Equal("""{"category":"Source","owner":"AWS","provider":"CodeStarSourceConnection","version":"1"}""", type["id"]!.ToJsonString());
        Assert.Equal((0, 0, 1, 1), Artifacts(type));
        Assert.Equal(
            [("ConnectionArn", false), ("FullRepositoryId", false), ("BranchName", false), ("OutputArtifactFormat", true), ("DetectChanges", true)],
            type["properties"]!.AsArray().Select(key => (key!["name"]!.GetValue<string>(), key["optional"]!.GetValue<bool>())));
        Assert.Equal("""{"type":"JobWorker","configuration":{"jobWorkerExecutorConfiguration":{}}}""", type["executor"]!.ToJsonString());
    }

    [Fact]
    public async Task A_secret_key_is_not_echoed()
    {
        var type = (await _sandbox.CheckedAsync(CodePipeline, "GetActionType", Id("Source", "ThirdParty", "GitHub")))["actionType"]!;

        Assert.Equal(["OAuthToken"], type["properties"]!.AsArray().Where(key => key!["noEcho"]!.GetValue<bool>()).Select(key => key!["name"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("Source", "AWS", "None", "1", "us-east-1")]
    [InlineData("Build", "AWS", "CodeStarSourceConnection", "1", "us-east-1")]
    [InlineData("Source", "ThirdParty", "CodeStarSourceConnection", "1", "us-east-1")]
    [InlineData("Source", "AWS", "CodeStarSourceConnection", "2", "us-east-1")]
    [InlineData("Source", "AWS", "CodeStarSourceConnection", "1", "ap-east-1")]
    public async Task Another_type_is_not_found(string category, string owner, string provider, string version, string region)
    {
        var (code, message) = await _sandbox.RefusedAsync(CodePipeline, "GetActionType", Id(category, owner, provider, version), region);

        Assert.Equal(("ActionTypeNotFoundException", "The specified action type cannot be found."), (code, message));
    }

    [Theory]
    [InlineData("Source", "Custom", "Mine", "owner", "regular expression pattern: AWS|ThirdParty")]
    [InlineData("None", "AWS", "Mine", "category", "enum value set: [Source, Build, Deploy, Test, Invoke, Approval, Compute]")]
    public async Task An_invalid_id_is_rejected(string category, string owner, string provider, string member, string constraint) => Assert.Equal(
        ("ValidationException", $"1 validation error detected: Value at '{member}' failed to satisfy constraint: Member must satisfy {constraint}"),
        await _sandbox.RefusedAsync(CodePipeline, "GetActionType", Id(category, owner, provider)));

    private static JsonObject Id(string category, string owner, string provider, string version = "1") =>
        new() { ["category"] = category, ["owner"] = owner, ["provider"] = provider, ["version"] = version };

    private static string Settings(IEnumerable<JsonNode> types, string provider) => types.First(type => type["id"]!["provider"]!.GetValue<string>() == provider)["settings"]!.ToJsonString();

    private static (int MinimumIn, int MaximumIn, int MinimumOut, int MaximumOut) Artifacts(JsonNode type)
    {
        int Of(string details, string count) => type[details]![count]!.GetValue<int>();
        return (
            Of("inputArtifactDetails", "minimumCount"), Of("inputArtifactDetails", "maximumCount"), Of("outputArtifactDetails", "minimumCount"), Of("outputArtifactDetails", "maximumCount"));
    }

    private async Task<List<JsonNode>> ListAsync(JsonObject input, string? region = null)
    {
        var answer = await _sandbox.CallAsync(CodePipeline, "ListActionTypes", input, region);

        // AWS was recorded to return more keys and more artifacts than its model allows.
        Assert.All(ModelOutput.Differences(CodePipeline, "ListActionTypes", answer.Json), difference => Assert.Matches("(actionConfigurationProperties|maximumCount) has [0-9]+$", difference));
        return [.. answer.Json["actionTypes"]!.AsArray().Select(type => type!)];
    }
}
