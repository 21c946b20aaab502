using System.Text.Json.Nodes;

namespace BitbucketConnections.Sandbox.Shapes;

/// <summary>A member of AWS's model that the sandbox does not have. A request with it is refused: a member is never ignored silently.</summary>
internal sealed class UnsupportedShape : Shape
{
    /// <inheritdoc/>
    public override void Check(JsonNode value, string path, ShapeViolations violations) =>
        violations.Add(value is JsonValue ? value : null, path, "Member must be null, because the sandbox does not have it");
}
