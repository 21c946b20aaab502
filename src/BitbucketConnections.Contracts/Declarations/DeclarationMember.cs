using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

namespace BitbucketConnections.Declarations;

/// <summary>Describes one member of a declaration, a row of the field table.</summary>
public sealed class DeclarationMember
{
    private readonly Func<DeclarationPart>? _part;
    private PropertyInfo? _property;

    internal DeclarationMember(string path, MemberKind kind, Func<DeclarationPart>? part = null)
    {
        Path = path;
        Kind = kind;
        _part = part;
        Segments = path.Split('.');
        Name = Segments[Segments.Count - 1];
        PropertyName = char.ToUpperInvariant(Name[0]) + Name.Substring(1);
    }

    /// <summary>Gets the JSON path within the part, such as <c>name</c> or <c>gitConfiguration.push</c>.</summary>
    public string Path { get; }

    /// <summary>Gets the segments of the path.</summary>
    public IReadOnlyList<string> Segments { get; }

    /// <summary>Gets the JSON name: the last segment of the path.</summary>
    public string Name { get; }

    /// <summary>Gets the name of the property of the record.</summary>
    public string PropertyName { get; }

    /// <summary>Gets the kind of value.</summary>
    public MemberKind Kind { get; }

    /// <summary>Gets the type of <see cref="MemberKind.Part"/>, <see cref="MemberKind.Parts"/> and <see cref="MemberKind.PartMap"/>.</summary>
    /// <exception cref="InvalidOperationException">The member is of another kind.</exception>
    public DeclarationPart Part => (_part ?? throw new InvalidOperationException($"The member '{Path}' is not an object."))();

    /// <summary>Gets a value indicating whether AWS requires the member, so that the property is never null.</summary>
    public bool IsRequired { get; internal init; }

    /// <summary>Gets a value indicating whether an empty list is written. For other lists, AWS treats a missing list as the same.</summary>
    public bool IsWrittenEmpty { get; internal init; }

    /// <summary>Gets the default value if a user omits the member; null if there is none. AWS always returns the member.</summary>
    public string? Default { get; internal init; }

    /// <summary>Gets the value.</summary>
    /// <param name="part">The record.</param>
    /// <returns>The value, or null.</returns>
    public object? Get(object part) => Property(part).GetValue(part);

    // The paths of the objects that contain the member.
    internal IEnumerable<string> Prefixes => Enumerable.Range(1, Segments.Count - 1).Select(count => string.Join(".", Segments.Take(count)));

    // Only for a record under construction, which no other code uses yet.
    internal void Set(object part, object value) => Property(part).SetValue(part, value);

    private PropertyInfo Property(object part) => _property ??= part.GetType().GetProperty(PropertyName)
        ?? throw new InvalidOperationException($"{part.GetType().Name} has no property {PropertyName}.");
}
