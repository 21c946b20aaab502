using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Json;

namespace BitbucketConnections.Sandbox.Pipelines;

/// <summary>
/// Reads a pipeline declaration. The declaration stays the JSON it came as, so that members this sandbox does not know
/// survive.
/// </summary>
internal sealed class Declaration
{
    /// <summary>Initializes a new instance of the <see cref="Declaration"/> class.</summary>
    /// <param name="json">The declaration, its shape checked.</param>
    public Declaration(JsonObject json)
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

    /// <summary>Gets the type; V2 when none is given, as the console's default.</summary>
    public string PipelineType => Json.Text("pipelineType") ?? "V2";

    /// <summary>Gets the execution mode.</summary>
    public string ExecutionMode => Json.Text("executionMode") ?? "SUPERSEDED";

    /// <summary>Gets a value indicating whether it is a V1 pipeline.</summary>
    public bool IsV1 => PipelineType == "V1";

    /// <summary>Gets the stages.</summary>
    public IReadOnlyList<DeclaredStage> Stages { get; }

    /// <summary>Finds the place of a stage.</summary>
    /// <param name="stageName">The stage.</param>
    /// <returns>The place from 0; -1 when there is none.</returns>
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

/// <summary>A stage of a declaration.</summary>
internal sealed class DeclaredStage
{
    /// <summary>Initializes a new instance of the <see cref="DeclaredStage"/> class.</summary>
    /// <param name="json">The stage.</param>
    public DeclaredStage(JsonObject json)
    {
        Json = json;
        Actions = [.. json.Objects("actions").Select(action => new DeclaredAction(action))];
    }

    /// <summary>Gets the JSON.</summary>
    public JsonObject Json { get; }

    /// <summary>Gets the name.</summary>
    public string Name => Json.Text("name")!;

    /// <summary>Gets the actions in the order declared.</summary>
    public IReadOnlyList<DeclaredAction> Actions { get; }

    /// <summary>Gets the actions in the order they run: those of one run order at once.</summary>
    public IEnumerable<IGrouping<int, DeclaredAction>> Steps => Actions.GroupBy(action => action.RunOrder).OrderBy(step => step.Key);
}

/// <summary>An action of a declaration.</summary>
internal sealed class DeclaredAction
{
    /// <summary>Initializes a new instance of the <see cref="DeclaredAction"/> class.</summary>
    /// <param name="json">The action.</param>
    public DeclaredAction(JsonObject json) => Json = json;

    /// <summary>Gets the JSON.</summary>
    public JsonObject Json { get; }

    /// <summary>Gets the name.</summary>
    public string Name => Json.Text("name")!;

    /// <summary>Gets the category.</summary>
    public string Category => Type.Text("category")!;

    /// <summary>Gets the provider.</summary>
    public string Provider => Type.Text("provider")!;

    /// <summary>Gets the owner.</summary>
    public string Owner => Type.Text("owner")!;

    /// <summary>Gets the version of the action type.</summary>
    public string Version => Type.Text("version")!;

    /// <summary>Gets the run order, from 1.</summary>
    public int RunOrder => Json.Number("runOrder") ?? 1;

    /// <summary>Gets the Region; null for the pipeline's.</summary>
    public string? Region => Json.Text("region");

    /// <summary>Gets a value indicating whether it is a source action.</summary>
    public bool IsSource => Category == "Source";

    /// <summary>Gets a value indicating whether it is a connection source action.</summary>
    public bool IsConnectionSource => IsSource && Provider == PipelineSource.Provider;

    /// <summary>Gets a value indicating whether it is a manual approval.</summary>
    public bool IsApproval => Category == "Approval";

    /// <summary>Gets how long a manual approval waits, in minutes; null for the quota of 7 days.</summary>
    public int? TimeoutInMinutes => Json.Number("timeoutInMinutes");

    /// <summary>Gets the names of the input artifacts.</summary>
    public IReadOnlyList<string> Inputs => [.. Json.Objects("inputArtifacts").Select(artifact => artifact.Text("name")!)];

    /// <summary>Gets the names of the output artifacts.</summary>
    public IReadOnlyList<string> Outputs => [.. Json.Objects("outputArtifacts").Select(artifact => artifact.Text("name")!)];

    /// <summary>Gets the configuration keys.</summary>
    public IEnumerable<string> ConfigurationKeys => Json["configuration"] is JsonObject map ? map.Select(entry => entry.Key) : [];

    private JsonNode Type => Json["actionTypeId"]!;

    /// <summary>Gets a configuration value.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The value, or null.</returns>
    public string? Configuration(string key) => Json["configuration"]?.Text(key);
}
