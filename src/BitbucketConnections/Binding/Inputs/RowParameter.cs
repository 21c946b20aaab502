using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Reflection;
using System.Text.RegularExpressions;
using BitbucketConnections.Binding.Attributes;

namespace BitbucketConnections.Binding.Inputs;

/// <summary>A parameter that a property of a piped object can set, by the name or an alias of the parameter.</summary>
internal sealed class RowParameter
{
    private readonly List<Attribute> _attributes;

    /// <summary>Initializes a new instance of the <see cref="RowParameter"/> class.</summary>
    /// <param name="property">The property of the cmdlet.</param>
    public RowParameter(PropertyInfo property)
    {
        Property = property;
        _attributes = property.GetCustomAttributes().ToList();
        Names = [property.Name, .. _attributes.OfType<AliasAttribute>().SelectMany(alias => alias.AliasNames)];
    }

    /// <summary>Gets the property of the cmdlet.</summary>
    public PropertyInfo Property { get; }

    /// <summary>Gets the name and the aliases.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Converts a value as PowerShell does for an argument, and validates it.</summary>
    /// <param name="value">The value, which is not empty.</param>
    /// <returns>The value of the parameter.</returns>
    /// <exception cref="ArgumentTransformationMetadataException">The value is not valid.</exception>
    /// <exception cref="ServiceException">Kind InvalidInput: a part of the value has no text.</exception>
    public object? Read(object value)
    {
        var type = Nullable.GetUnderlyingType(Property.PropertyType) ?? Property.PropertyType;
        if (type == typeof(SwitchParameter))
        {
            return new SwitchParameter(Flag(value));
        }

        var given = type == typeof(Hashtable) ? RowMap.Read(value) : value;
        if (!type.IsArray && given is IList { Count: > 1 } several and not IDictionary)
        {
            throw WrongArgument.Of($"{several.Count} values were specified, and the parameter accepts one.");
        }

        // The transformations of this module use no session.
        var transformed = _attributes.OfType<ArgumentTransformationAttribute>().Aggregate(given, (before, attribute) => attribute.Transform(null!, before));
        if (!LanguagePrimitives.TryConvertTo(transformed, type, CultureInfo.InvariantCulture, out var converted))
        {
            throw WrongArgument.Of($"'{value}' can't be converted to {type.Name}.");
        }

        return Problem(converted) is { } problem ? throw WrongArgument.Of(problem) : converted;
    }

    // Any text would be true for PowerShell, even "false".
    private static bool Flag(object value) => value switch
    {
        bool or SwitchParameter => LanguagePrimitives.IsTrue(value),
        _ => InvariantText.Of(value)?.Trim().ToUpperInvariant() switch
        {
            "TRUE" or "$TRUE" or "1" or "YES" => true,
            "FALSE" or "$FALSE" or "0" or "NO" => false,
            _ => throw WrongArgument.Of($"'{value}' is not valid. Use true or false."),
        },
    };

    private string? Problem(object? value) => ConvertedObject.Find(value) ?? _attributes.SelectMany(attribute => Elements(value).Select(element => Problem(attribute, element))).OfType<string>().FirstOrDefault();

    private static IEnumerable<object?> Elements(object? value) => value is Array list ? list.Cast<object?>() : [value];

    private static string? Problem(Attribute attribute, object? value) => attribute switch
    {
        ValidateSetAttribute set when !set.ValidValues.Contains(Convert.ToString(value, CultureInfo.InvariantCulture), StringComparer.OrdinalIgnoreCase) =>
            $"'{value}' is not valid. Valid values: {string.Join(", ", set.ValidValues)}.",
        ValidateRangeAttribute range when LanguagePrimitives.Compare(value, range.MinRange) < 0 || LanguagePrimitives.Compare(value, range.MaxRange) > 0 =>
            $"{value} is not between {range.MinRange} and {range.MaxRange}.",
        ValidatePatternAttribute pattern when !Regex.IsMatch(Convert.ToString(value, CultureInfo.InvariantCulture)!, pattern.RegexPattern, RegexOptions.CultureInvariant) =>
            $"'{value}' does not have the form {pattern.RegexPattern}.",
        _ => null,
    };
}
