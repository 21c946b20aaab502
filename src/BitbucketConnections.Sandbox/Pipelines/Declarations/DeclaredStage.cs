using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Formats;

namespace BitbucketConnections.Sandbox.Pipelines.Declarations;

/// <summary>A stage of a declaration.</summary>
internal sealed class DeclaredStage
{
    private static readonly string[] s_gates = [ConditionGates.BeforeEntry, ConditionGates.OnSuccess, ConditionGates.OnFailure];

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
    public IEnumerable<DeclaredRule> Rules => s_gates.Select(Condition).OfType<DeclaredCondition>().SelectMany(condition => condition.Rules);

    /// <summary>Gets the actions grouped by run order. Actions with the same run order run together.</summary>
    public IEnumerable<IGrouping<int, DeclaredAction>> Steps => Actions.GroupBy(action => action.RunOrder).OrderBy(step => step.Key);

    /// <summary>Gets the condition of a gate.</summary>
    /// <param name="gate">A name of <see cref="ConditionGates"/>.</param>
    /// <returns>The condition, or null.</returns>
    public DeclaredCondition? Condition(string gate) => Json[gate]?.Objects("conditions").Select(json => new DeclaredCondition(json)).FirstOrDefault();
}
