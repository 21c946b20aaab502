using System;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Formats;

namespace BitbucketConnections.Sandbox.Pipelines.Declarations;

/// <summary>A rule of a stage condition.</summary>
internal sealed class DeclaredRule
{
    /// <summary>Initializes a new instance of the <see cref="DeclaredRule"/> class.</summary>
    /// <param name="json">The rule.</param>
    public DeclaredRule(JsonObject json)
    {
        Json = json;
        var action = (JsonObject)json.DeepClone();
        action["actionTypeId"] = new JsonObject { ["category"] = "Rule", ["owner"] = "AWS", ["provider"] = Provider, ["version"] = "1" };
        Action = new DeclaredAction(action);
    }

    /// <summary>Gets the JSON.</summary>
    public JsonObject Json { get; }

    /// <summary>Gets the rule as an action: it has the same members, and its type where an action has its own.</summary>
    public DeclaredAction Action { get; }

    /// <summary>Gets the name.</summary>
    public string Name => Json.Text("name")!;

    /// <summary>Gets the provider, such as <c>VariableCheck</c>.</summary>
    public string Provider => Json["ruleTypeId"]!.Text("provider")!;

    /// <summary>Gets the declared time limit, or null.</summary>
    public TimeSpan? Timeout => Json.Number("timeoutInMinutes") is { } minutes ? TimeSpan.FromMinutes(minutes) : null;
}
