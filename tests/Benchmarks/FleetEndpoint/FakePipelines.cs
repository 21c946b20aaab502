using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace BitbucketConnections.Benchmarks;

/// <summary>Numbered pipelines with the first connection as their source. An update is kept.</summary>
internal sealed class FakePipelines(int count)
{
    private readonly ConcurrentDictionary<string, string> _updated = new();

    /// <summary>Answers an operation; null for one that is not here. No pipeline has an execution.</summary>
    public string? Answer(string operation, JsonNode request) => operation switch
    {
        "ListPipelines" => Paging.Page(
            count, (string?)request["nextToken"], ("pipelines", "nextToken"), number => new JsonObject { ["name"] = $"p{number:D5}", ["version"] = 1, ["pipelineType"] = "V2" }).ToJsonString(),
        "GetPipeline" => Get((string)request["name"]!),
        "UpdatePipeline" => Update(request["pipeline"]!),
        "GetPipelineState" => new JsonObject { ["pipelineName"] = (string)request["name"]!, ["pipelineVersion"] = 1, ["stageStates"] = new JsonArray() }.ToJsonString(),
        "ListPipelineExecutions" => new JsonObject { ["pipelineExecutionSummaries"] = new JsonArray() }.ToJsonString(),
        _ => null,
    };

    // Texts, because most calls are for a pipeline, and this program must not be what a benchmark measures.
    private string Get(string name) => $$$"""
        {"pipeline":{{{(_updated.TryGetValue(name, out var updated) ? updated : Declaration(name))}}},
        "metadata":{"pipelineArn":"arn:aws:codepipeline:us-east-1:123456789012:{{{name}}}","created":1700000000.0,"updated":1700000000.0}}
        """;

    private string Update(JsonNode declaration)
    {
        declaration["version"] = (int)declaration["version"]! + 1;
        var updated = declaration.ToJsonString();
        _updated[(string)declaration["name"]!] = updated;
        return $$$"""{"pipeline":{{{updated}}}}""";
    }

    private static string Declaration(string name) => $$$"""
        {"name":"{{{name}}}","roleArn":"{{{FakeRole.Arn}}}","artifactStore":{"type":"S3","location":"my-artifacts"},"version":1,"executionMode":"SUPERSEDED","pipelineType":"V2",
        "stages":[{"name":"Source","actions":[{"name":"Source","actionTypeId":{"category":"Source","owner":"AWS","provider":"CodeStarSourceConnection","version":"1"},"runOrder":1,
        "configuration":{"ConnectionArn":"{{{FakeConnections.ArnStart}}}000000000000","FullRepositoryId":"ws/repo","BranchName":"main","OutputArtifactFormat":"CODE_ZIP","DetectChanges":"true"},
        "outputArtifacts":[{"name":"SourceArtifact"}],"inputArtifacts":[],"namespace":"SourceVariables"}]},
        {"name":"Build","actions":[{"name":"Build","actionTypeId":{"category":"Build","owner":"AWS","provider":"CodeBuild","version":"1"},"runOrder":1,"configuration":{"ProjectName":"my-build"},
        "outputArtifacts":[{"name":"BuildArtifact"}],"inputArtifacts":[{"name":"SourceArtifact"}],"namespace":"BuildVariables"}]}]}
        """;
}
