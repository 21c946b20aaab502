using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Formats;

namespace BitbucketConnections.Sandbox.Pipelines.Declarations;

/// <summary>
/// Reads a pipeline declaration. It keeps the JSON as sent, so members that the sandbox does not know
/// are not lost.
/// </summary>
internal sealed class PipelineDeclaration
{
    /// <summary>Initializes a new instance of the <see cref="PipelineDeclaration"/> class.</summary>
    /// <param name="json">The validated declaration.</param>
    public PipelineDeclaration(JsonObject json)
    {
        Json = json;
        Stages = [.. json.Objects("stages").Select(stage => new DeclaredStage(stage))];
    }

    /// <summary>Gets the JSON.</summary>
    public JsonObject Json { get; }

    /// <summary>Gets the name.</summary>
    public string Name => Json.Text("name")!;

    /// <summary>Gets the ARN of the service role.</summary>
    public string RoleArn => Json.Text("roleArn")!;

    /// <summary>Gets the type. The default is V2, as in the console.</summary>
    public string PipelineType => Json.Text("pipelineType") ?? "V2";

    /// <summary>Gets the execution mode.</summary>
    public string ExecutionMode => Json.Text("executionMode") ?? "SUPERSEDED";

    /// <summary>Gets a value indicating whether it is a V1 pipeline.</summary>
    public bool IsV1 => PipelineType == "V1";

    /// <summary>Gets the stages.</summary>
    public IReadOnlyList<DeclaredStage> Stages { get; }

    /// <summary>Finds the index of a stage.</summary>
    /// <param name="stageName">The stage.</param>
    /// <returns>The zero-based index; -1 if the stage is not found.</returns>
    public int PlaceOf(string stageName)
    {
        for (var i = 0; i < Stages.Count; i++)
        {
            if (Stages[i].Name == stageName)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Gets all actions in the order declared.</summary>
    public IEnumerable<DeclaredAction> Actions => Stages.SelectMany(stage => stage.Actions);

    /// <summary>Gets the triggers.</summary>
    public IEnumerable<JsonObject> Triggers => Json.Objects("triggers");

    /// <summary>Gets the variables.</summary>
    public IEnumerable<JsonObject> Variables => Json.Objects("variables");
}
