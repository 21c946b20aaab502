using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BitbucketConnections.Sandbox.Shapes;

/// <summary>A map with the shapes of its keys and values.</summary>
internal sealed class MapShape : Shape
{
    private readonly StringShape _key;
    private readonly Shape _value;
    private readonly int? _minimum;
    private readonly int? _maximum;

    /// <summary>Initializes a new instance of the <see cref="MapShape"/> class.</summary>
    /// <param name="key">The shape of a key.</param>
    /// <param name="value">The shape of a value.</param>
    /// <param name="maximum">The maximum number of entries.</param>
    /// <param name="minimum">The minimum number of entries.</param>
    public MapShape(StringShape key, Shape value, int? maximum = null, int? minimum = null)
    {
        _minimum = minimum;
        _key = key;
        _value = value;
        _maximum = maximum;
    }

    /// <inheritdoc/>
    public override void Check(JsonNode value, string path, ShapeViolations violations)
    {
        Require(value, JsonValueKind.Object, path);
        var map = value.AsObject();
        if (map.Count > _maximum)
        {
            violations.Add(value, path, "Member must have length less than or equal to " + _maximum.Value.ToString(CultureInfo.InvariantCulture));
        }

        if (map.Count < _minimum)
        {
            violations.Add(value, path, "Member must have length greater than or equal to " + _minimum.Value.ToString(CultureInfo.InvariantCulture));
        }

        if (map.Any(entry => _key.Breaks(JsonValue.Create(entry.Key)!)))
        {
            violations.Add(value, path, $"Map keys must satisfy constraint: [{_key.Constraints()}]");
        }

        if (_value is StringShape)
        {
            if (map.Any(entry => entry.Value is not null && _value.Breaks(entry.Value)))
            {
                violations.Add(value, path, $"Map value must satisfy constraint: [{_value.Constraints()}]");
            }

            return;
        }

        foreach (var entry in map)
        {
            if (entry.Value is not null)
            {
                _value.Check(entry.Value, $"{path}.{entry.Key}.member", violations);
            }
        }
    }
}
