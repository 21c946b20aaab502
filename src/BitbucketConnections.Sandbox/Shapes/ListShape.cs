using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BitbucketConnections.Sandbox.Shapes;

/// <summary>A list, with the range of its length and the shape of its members.</summary>
internal sealed class ListShape : Shape
{
    private readonly Shape _member;
    private readonly int? _minimum;
    private readonly int? _maximum;

    /// <summary>Initializes a new instance of the <see cref="ListShape"/> class.</summary>
    /// <param name="member">The shape of a member.</param>
    /// <param name="minimum">The minimum number of members.</param>
    /// <param name="maximum">The maximum number of members.</param>
    public ListShape(Shape member, int? minimum = null, int? maximum = null)
    {
        _member = member;
        _minimum = minimum;
        _maximum = maximum;
    }

    /// <inheritdoc/>
    public override void Check(JsonNode value, string path, ShapeViolations violations)
    {
        Require(value, JsonValueKind.Array, path);
        var list = value.AsArray();
        if (list.Count > _maximum)
        {
            violations.Add(value, path, "Member must have length less than or equal to " + _maximum.Value.ToString(CultureInfo.InvariantCulture));
        }

        if (list.Count < _minimum)
        {
            violations.Add(value, path, "Member must have length greater than or equal to " + _minimum.Value.ToString(CultureInfo.InvariantCulture));
        }

        if (_member is StringShape)
        {
            if (list.Any(member => member is not null && _member.Breaks(member)))
            {
                violations.Add(value, path, $"Member must satisfy constraint: [{_member.Constraints()}]");
            }

            return;
        }

        for (var i = 0; i < list.Count; i++)
        {
            if (list[i] is { } member)
            {
                _member.Check(member, $"{path}.{(i + 1).ToString(CultureInfo.InvariantCulture)}.member", violations);
            }
        }
    }
}
