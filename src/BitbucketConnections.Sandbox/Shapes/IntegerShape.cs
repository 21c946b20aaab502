using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Protocols;

namespace BitbucketConnections.Sandbox.Shapes;

/// <summary>An integer with its range.</summary>
internal sealed class IntegerShape : Shape
{
    private readonly int? _minimum;
    private readonly int? _maximum;

    /// <summary>Initializes a new instance of the <see cref="IntegerShape"/> class.</summary>
    /// <param name="minimum">The lowest value.</param>
    /// <param name="maximum">The highest value.</param>
    public IntegerShape(int? minimum = null, int? maximum = null)
    {
        _minimum = minimum;
        _maximum = maximum;
    }

    /// <inheritdoc/>
    public override void Check(JsonNode value, string path, ShapeViolations violations)
    {
        Require(value, JsonValueKind.Number, path);
        var number = Read(value, path);
        if (number > _maximum)
        {
            violations.Add(value, path, "Member must have value less than or equal to " + _maximum.Value.ToString(CultureInfo.InvariantCulture));
        }

        if (number < _minimum)
        {
            violations.Add(value, path, "Member must have value greater than or equal to " + _minimum.Value.ToString(CultureInfo.InvariantCulture));
        }
    }

    // For a number as large as 1e999, .NET returns infinity but .NET Framework fails.
    private static double Read(JsonNode value, string path) =>
        value.AsValue().TryGetValue(out double number) && number is >= int.MinValue and <= int.MaxValue
            ? number
            : throw new AwsErrorException("SerializationException", $"The number at '{path}' is out of range of int.");
}
