using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Shapes;

namespace BitbucketConnections.Sandbox.Protocols.Query;

/// <summary>An integer of the query protocol, where every value is text.</summary>
internal sealed class NumberTextShape : Shape
{
    private readonly int _minimum;
    private readonly int _maximum;

    /// <summary>Initializes a new instance of the <see cref="NumberTextShape"/> class.</summary>
    /// <param name="minimum">The lowest value.</param>
    /// <param name="maximum">The highest value.</param>
    public NumberTextShape(int minimum, int maximum)
    {
        _minimum = minimum;
        _maximum = maximum;
    }

    /// <inheritdoc/>
    public override void Check(JsonNode value, string path, ShapeViolations violations)
    {
        Require(value, JsonValueKind.String, path);
        if (!int.TryParse(value.GetValue<string>(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            throw new AwsErrorException("MalformedInput", $"The value of '{path}' is not an integer.");
        }

        if (number > _maximum)
        {
            violations.Add(value, path, "Member must have value less than or equal to " + _maximum.ToString(CultureInfo.InvariantCulture));
        }

        if (number < _minimum)
        {
            violations.Add(value, path, "Member must have value greater than or equal to " + _minimum.ToString(CultureInfo.InvariantCulture));
        }
    }
}
