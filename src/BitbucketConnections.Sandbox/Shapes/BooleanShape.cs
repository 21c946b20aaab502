using System.Text.Json;
using System.Text.Json.Nodes;

namespace BitbucketConnections.Sandbox.Shapes;

/// <summary>A boolean.</summary>
internal sealed class BooleanShape : Shape
{
    /// <inheritdoc/>
    public override void Check(JsonNode value, string path, ShapeViolations violations)
    {
        if (value.GetValueKind() != JsonValueKind.False)
        {
            Require(value, JsonValueKind.True, path);
        }
    }
}
