using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Formats;

namespace BitbucketConnections.Sandbox.Pipelines.Declarations;

/// <summary>A stage of a declaration.</summary>
internal sealed class DeclaredStage
{
    private static readonly string[] s_conditions = ["beforeEntry", "onSuccess", "onFailure"];

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

    /// <summary>Gets the rules of its conditions.</summary>
    public IEnumerable<JsonObject> Rules => s_conditions
        .SelectMany(kind => Json[kind]?.Objects("conditions") ?? [])
        .SelectMany(condition => condition.Objects("rules"));

    /// <summary>Gets the actions grouped by run order. Actions with the same run order run together.</summary>
    public IEnumerable<IGrouping<int, DeclaredAction>> Steps => Actions.GroupBy(action => action.RunOrder).OrderBy(step => step.Key);
}
