using System.Text.Json;
using System.Text.Json.Nodes;

namespace BitbucketConnections.Sandbox.Json;

/// <summary>A boolean.</summary>
internal sealed class BooleanShape : Shape
{
    /// <inheritdoc/>
    public override void Check(JsonNode value, string path, Violations violations)
    {
        if (value.GetValueKind() != JsonValueKind.False)
        {
            Require(value, JsonValueKind.True, path);
        }
    }
}
