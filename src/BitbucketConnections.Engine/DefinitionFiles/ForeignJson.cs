using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace BitbucketConnections.Engine.DefinitionFiles;

/// <summary>Recognizes JSON of AWS and of other tools that contains no definition of a pipeline.</summary>
internal static class ForeignJson
{
    // The member that only this kind has, and what the file is.
    private static readonly (string Member, string What)[] s_kinds =
    [
        ("stageStates", "the state of a pipeline (get-pipeline-state), not its definition"),
        ("pipelines", "a list of pipelines (list-pipelines), without their definitions"),
        ("pipelineExecution", "an execution of a pipeline, not its definition"),
        ("pipelineExecutionSummaries", "a list of executions of a pipeline, not its definition"),
        ("pipelineExecutionId", "an execution of a pipeline, not its definition"),
        ("actionExecutionDetails", "a list of action executions of a pipeline, not its definition"),
        ("ruleExecutionDetails", "a list of rule executions of a pipeline, not its definition"),
        ("connection", "a connection (get-connection), not a pipeline"),
        ("connections", "a list of connections (list-connections), not a pipeline"),
        ("connectionArn", "a connection, not a pipeline"),
        ("terraform_version", "the state or plan of Terraform"),
        ("resource", "Terraform's JSON"),
        ("statement", "an IAM policy, not a pipeline"),
    ];

    private static readonly string[] s_names = ["pipelineName", "name"];

    /// <summary>Gets the error of JSON that contains no definition.</summary>
    /// <param name="root">The JSON.</param>
    /// <returns>The error; null if the JSON is of no known kind.</returns>
    public static ServiceException? Recognize(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var members = root.EnumerateObject().GroupBy(member => member.Name, StringComparer.OrdinalIgnoreCase).ToDictionary(same => same.Key, same => same.Last().Value, StringComparer.OrdinalIgnoreCase);
        var what = s_kinds.Where(kind => members.ContainsKey(kind.Member)).Select(kind => kind.What).FirstOrDefault()
            ?? (members.ContainsKey("name") && members.ContainsKey("version") && members.ContainsKey("created") ? "an entry of a list of pipelines (list-pipelines), without the definition" : null);
        return what is null ? null : DefinitionFileErrors.Foreign(what, name: NameIn(members));
    }

    // The name is shown only if it can be one, because the file may contain anything.
    private static string? NameIn(Dictionary<string, JsonElement> members) => s_names
        .Select(member => members.TryGetValue(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null)
        .FirstOrDefault(name => name is not null && PipelineNameRules.CheckName("pipeline", "InvalidPipelineName", name) is null);
}
