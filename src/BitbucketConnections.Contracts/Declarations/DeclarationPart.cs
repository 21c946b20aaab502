using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Declarations;

/// <summary>Describes the members of one record type, such as <see cref="PipelineStage"/>, as rows of the field table.</summary>
public abstract class DeclarationPart
{
    private static readonly Dictionary<DeclarationMember, object> s_none = [];
    private readonly Dictionary<string, DeclarationMember> _byPath;
    private readonly Dictionary<string, string> _below;

    private protected DeclarationPart(string label, IReadOnlyList<DeclarationMember> members)
    {
        Label = label;
        Members = members;
        _byPath = members.ToDictionary(member => member.Path, StringComparer.OrdinalIgnoreCase);
        _below = members.SelectMany(member => member.Prefixes).Distinct().ToDictionary(prefix => prefix, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Gets the name that messages use, such as <c>stage</c>.</summary>
    public string Label { get; }

    /// <summary>Gets the members in the order of AWS.</summary>
    public IReadOnlyList<DeclarationMember> Members { get; }

    /// <summary>Gets the type of the record.</summary>
    public abstract Type Type { get; }

    /// <summary>Finds the row of a JSON path.</summary>
    /// <param name="path">The path within the part, such as <c>gitConfiguration.push</c>, in any case.</param>
    /// <returns>The row; null if there is none.</returns>
    public DeclarationMember? Find(string path) => _byPath.TryGetValue(path, out var member) ? member : null;

    /// <summary>Finds the row of a member of an inner object by its name alone, which is the name of the property of the record.</summary>
    /// <param name="name">The name, such as <c>push</c>, in any case.</param>
    /// <returns>The row; null if there is none.</returns>
    public DeclarationMember? FindByName(string name) =>
        Members.FirstOrDefault(member => member.Segments.Count > 1 && member.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Determines whether a JSON path is the path of an object whose members have rows here, such as <c>gitConfiguration</c>.</summary>
    /// <param name="path">The path within the part, in any case.</param>
    /// <returns>True for such an object.</returns>
    public bool HasBelow(string path) => _below.ContainsKey(path);

    /// <summary>Gets the spelling of AWS for the JSON path of an object whose members have rows here.</summary>
    /// <param name="path">The path in the part, in any case.</param>
    /// <returns>The path as AWS spells it; null if the object has no rows.</returns>
    public string? Spell(string path) => _below.TryGetValue(path, out var spelled) ? spelled : null;

    /// <summary>Creates a record from its values.</summary>
    /// <param name="values">The values by member. A missing required string becomes empty.</param>
    /// <param name="additional">The members without a row, as JSON text by path; null if there are none.</param>
    /// <returns>The record.</returns>
    public object Make(IReadOnlyDictionary<DeclarationMember, object> values, IReadOnlyDictionary<string, string>? additional)
    {
        var record = Make(additional is { Count: > 0 } ? additional : null);
        foreach (var member in Members)
        {
            if (values.TryGetValue(member, out var value))
            {
                member.Set(record, value);
            }
            else if (member.IsRequired && member.Get(record) is null)
            {
                member.Set(record, member.Kind == MemberKind.Part ? member.Part.Make(s_none, null) : string.Empty);
            }
        }

        return record;
    }

    /// <summary>Creates a list of records.</summary>
    /// <param name="records">The records.</param>
    /// <returns>The list in the type of the property.</returns>
    public abstract IList List(IReadOnlyList<object> records);

    /// <summary>Creates a map of records.</summary>
    /// <param name="records">The records by key.</param>
    /// <returns>The map in the type of the property.</returns>
    public abstract IDictionary Map(IEnumerable<KeyValuePair<string, object>> records);

    /// <summary>Gets the entries of a map of records.</summary>
    /// <param name="map">The value of a <see cref="MemberKind.PartMap"/>.</param>
    /// <returns>The records by key.</returns>
    public abstract IEnumerable<KeyValuePair<string, IDeclarationPart>> Entries(object map);

    private protected abstract object Make(IReadOnlyDictionary<string, string>? additional);
}

/// <summary>Describes the members of one record type.</summary>
/// <typeparam name="T">The type of the record.</typeparam>
internal sealed class DeclarationPart<T> : DeclarationPart
    where T : class, IDeclarationPart
{
    private readonly System.Reflection.PropertyInfo _additional = typeof(T).GetProperty(nameof(IDeclarationPart.AdditionalMembers))!;

    public DeclarationPart(string label, params DeclarationMember[] members)
        : base(label, members)
    {
    }

    public override Type Type => typeof(T);

    public override IList List(IReadOnlyList<object> records) => records.Cast<T>().ToArray();

    public override IDictionary Map(IEnumerable<KeyValuePair<string, object>> records)
    {
        var map = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var record in records)
        {
            map[record.Key] = (T)record.Value;
        }

        return map;
    }

    public override IEnumerable<KeyValuePair<string, IDeclarationPart>> Entries(object map) =>
        ((IReadOnlyDictionary<string, T>)map).Select(entry => new KeyValuePair<string, IDeclarationPart>(entry.Key, entry.Value));

    private protected override object Make(IReadOnlyDictionary<string, string>? additional)
    {
        var record = Activator.CreateInstance<T>();
        _additional.SetValue(record, additional);
        return record;
    }
}
