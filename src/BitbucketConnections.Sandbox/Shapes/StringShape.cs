using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace BitbucketConnections.Sandbox.Shapes;

/// <summary>A string with its length, pattern or set of values.</summary>
internal sealed class StringShape : Shape
{
    private readonly int? _minimum;
    private readonly int? _maximum;
    private readonly string? _pattern;
    private readonly Regex? _regex;
    private readonly string[]? _values;

    /// <summary>Initializes a new instance of the <see cref="StringShape"/> class.</summary>
    /// <param name="minimum">The minimum length.</param>
    /// <param name="maximum">The maximum length.</param>
    /// <param name="pattern">The pattern that the whole string must match.</param>
    public StringShape(int? minimum = null, int? maximum = null, string? pattern = null)
    {
        _minimum = minimum;
        _maximum = maximum;
        _pattern = pattern;
        _regex = pattern is null ? null : new Regex($"^(?:{pattern})\\z", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
    }

    private StringShape(string[] values) => _values = values;

    /// <summary>Creates the shape of a string with a fixed set of values.</summary>
    /// <param name="values">The values, in the order of the message.</param>
    /// <returns>The shape.</returns>
    public static StringShape Enum(params string[] values) => new(values);

    /// <inheritdoc/>
    public override void Check(JsonNode value, string path, ShapeViolations violations)
    {
        Require(value, JsonValueKind.String, path);
        foreach (var broken in Broken(value.GetValue<string>()))
        {
            violations.Add(value, path, broken);
        }
    }

    /// <inheritdoc/>
    public override bool Breaks(JsonNode value)
    {
        Require(value, JsonValueKind.String, string.Empty);
        return Broken(value.GetValue<string>()).Any();
    }

    /// <inheritdoc/>
    public override string Constraints()
    {
        var all = new List<string>();
        if (_values is not null)
        {
            all.Add(EnumText());
        }

        if (_maximum is not null)
        {
            all.Add(MaximumText());
        }

        if (_minimum is not null)
        {
            all.Add(MinimumText());
        }

        if (_pattern is not null)
        {
            all.Add(PatternText());
        }

        return string.Join(", ", all);
    }

    private IEnumerable<string> Broken(string value)
    {
        if (_values is not null && !_values.Contains(value, StringComparer.Ordinal))
        {
            yield return EnumText();
        }

        if (value.Length > _maximum)
        {
            yield return MaximumText();
        }

        if (value.Length < _minimum)
        {
            yield return MinimumText();
        }

        if (_regex is not null && !_regex.IsMatch(value))
        {
            yield return PatternText();
        }
    }

    private string EnumText() => $"Member must satisfy enum value set: [{string.Join(", ", _values!)}]";

    private string MaximumText() => "Member must have length less than or equal to " + Number(_maximum);

    private string MinimumText() => "Member must have length greater than or equal to " + Number(_minimum);

    private string PatternText() => "Member must satisfy regular expression pattern: " + _pattern;

    private static string Number(int? value) => value!.Value.ToString(CultureInfo.InvariantCulture);
}
