using System;
using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Catalog;

/// <summary>Describes a configuration key of an action or rule type.</summary>
public sealed class ConfigurationKeyFacts
{
    /// <summary>Gets the key, or the JSON name of the member.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// Gets the template of the narrowest ARN that covers all values; null if the value is not an ARN. Policies contain it if a value has a variable or is
    /// not an ARN.
    /// </summary>
    public string? ArnPattern { get; init; }

    /// <summary>Gets a value indicating whether it is a member of the action or rule, not of its configuration, such as <c>commands</c>.</summary>
    public bool IsActionMember { get; init; }

    /// <summary>Gets a value indicating whether AWS refuses an action without it.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Gets the conditions under which the documentation of AWS requires the key. All must be true. Empty if there are none.</summary>
    public IReadOnlyList<CatalogCondition> RequiredWhen { get; init; } = Array.Empty<CatalogCondition>();

    /// <summary>Gets the values that AWS documents; empty if any value is valid.</summary>
    public IReadOnlyList<string> AllowedValues { get; init; } = Array.Empty<string>();

    /// <summary>Gets a value indicating whether the value is a comma-separated list.</summary>
    public bool IsList { get; init; }

    /// <summary>Gets a value indicating whether the value is a secret, which AWS shows as four asterisks.</summary>
    public bool IsSecret { get; init; }

    /// <summary>Gets the elements of a value.</summary>
    /// <param name="value">The value in a configuration.</param>
    /// <returns>The elements of a list, without white space around them; otherwise the value.</returns>
    public IEnumerable<string> ElementsOf(string value) => IsList ? value.Split(',').Select(element => element.Trim()) : [value];

    /// <inheritdoc/>
    public override string ToString() => Name;
}
