using System.Text.Json.Nodes;

namespace BitbucketConnections.Sandbox.Tests.Support;

/// <summary>A valid pipeline declaration. Tests violate one rule at a time.</summary>
internal static class PipelineJson
{
    public static JsonObject Valid(SandboxInfo info, string name = "demo", string? connectionArn = null) => new()
    {
        ["name"] = name,
        ["roleArn"] = info.ServiceRoleArn,
        ["artifactStore"] = new JsonObject { ["type"] = "S3", ["location"] = info.ArtifactBucket },
        ["stages"] = new JsonArray(
            Stage("Source", Source("Source", connectionArn ?? $"arn:aws:codestar-connections:{info.Region}:{info.AccountId}:connection/none")),
            Stage("Build", Build("Build", info.BuildProject))),
    };

    public static JsonObject Stage(string name, params JsonObject[] actions) => new() { ["name"] = name, ["actions"] = new JsonArray([.. actions]) };

    public static JsonObject Source(string name, string connectionArn, string artifact = "SourceArtifact") => new()
    {
        ["name"] = name,
        ["actionTypeId"] = Type("Source", "CodeStarSourceConnection"),
        ["configuration"] = new JsonObject
        {
            ["FullRepositoryId"] = "example-ws/demo-repo",
            ["ConnectionArn"] = connectionArn,
            ["BranchName"] = "main",
        },
        ["outputArtifacts"] = new JsonArray(Artifact(artifact)),
    };

    public static JsonObject Build(string name, string project = "sandbox-build", string input = "SourceArtifact") => new()
    {
        ["name"] = name,
        ["actionTypeId"] = Type("Build", "CodeBuild"),
        ["configuration"] = new JsonObject { ["ProjectName"] = project },
        ["inputArtifacts"] = new JsonArray(Artifact(input)),
    };

    public static JsonObject Approval(string name) => new() { ["name"] = name, ["actionTypeId"] = Type("Approval", "Manual") };

    public static JsonObject Type(string category, string provider, string owner = "AWS", string version = "1") =>
        new() { ["category"] = category, ["owner"] = owner, ["provider"] = provider, ["version"] = version };

    public static JsonObject Artifact(string name) => new() { ["name"] = name };

    public static JsonObject Trigger(string action, JsonObject? git = null)
    {
        var configuration = git ?? [];
        configuration["sourceActionName"] = action;
        return new JsonObject { ["providerType"] = "CodeStarSourceConnection", ["gitConfiguration"] = configuration };
    }
}
