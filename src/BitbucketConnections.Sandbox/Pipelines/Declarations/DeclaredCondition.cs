using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Formats;

namespace BitbucketConnections.Sandbox.Pipelines.Declarations;

/// <summary>A condition of a stage. The model allows one for each gate.</summary>
internal sealed class DeclaredCondition
{
    /// <summary>Initializes a new instance of the <see cref="DeclaredCondition"/> class.</summary>
    /// <param name="json">The condition.</param>
    public DeclaredCondition(JsonObject json)
    {
        Result = json.Text("result") ?? "FAIL";
        Rules = [.. json.Objects("rules").Select(rule => new DeclaredRule(rule))];
    }

    /// <summary>Gets the result, such as <c>ROLLBACK</c>. The default is <c>FAIL</c>.</summary>
    public string Result { get; }

    /// <summary>Gets the rules.</summary>
    public IReadOnlyList<DeclaredRule> Rules { get; }
}
