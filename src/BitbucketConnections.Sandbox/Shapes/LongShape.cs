using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Protocols;

namespace BitbucketConnections.Sandbox.Shapes;

/// <summary>A 64-bit integer with its lowest value.</summary>
internal sealed class LongShape : Shape
{
    private readonly long _minimum;

    /// <summary>Initializes a new instance of the <see cref="LongShape"/> class.</summary>
    /// <param name="minimum">The lowest value.</param>
    public LongShape(long minimum) => _minimum = minimum;

    /// <inheritdoc/>
    public override void Check(JsonNode value, string path, ShapeViolations violations)
    {
        Require(value, JsonValueKind.Number, path);
        if (!value.AsValue().TryGetValue(out long number))
        {
            throw new AwsErrorException("SerializationException", $"The number at '{path}' is out of range of long.");
        }

        if (number < _minimum)
        {
            violations.Add(value, path, "Member must have value greater than or equal to " + _minimum.ToString(CultureInfo.InvariantCulture));
        }
    }
}
