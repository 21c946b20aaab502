using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;

namespace BitbucketConnections.Binding;

/// <summary>Reads the members of a hashtable or object with the member names of the AWS JSON, in any case. An unknown member is an error.</summary>
internal sealed class InputMembers
{
    // PowerShell adds these to each object of a job or of another computer.
    private static readonly string[] s_ofJobs = ["PSComputerName", "PSShowComputerName", "PSSourceJobInstanceId", "RunspaceId"];
    private readonly Dictionary<string, object?> _values = new(StringComparer.OrdinalIgnoreCase);
    private readonly string _what;

    /// <summary>Initializes a new instance of the <see cref="InputMembers"/> class.</summary>
    /// <param name="source">A hashtable, or an object with properties.</param>
    /// <param name="what">The kind of object, for messages, such as <c>stage</c>.</param>
    /// <param name="known">The valid members; empty to accept any member.</param>
    /// <exception cref="ArgumentTransformationMetadataException">The object has no members, or an unknown member.</exception>
    public InputMembers(object source, string what, params string[] known)
    {
        _what = what;
        foreach (var member in Read(source, what).Where(member => !s_ofJobs.Contains(member.Key, StringComparer.OrdinalIgnoreCase)))
        {
            _values[member.Key] = !_values.ContainsKey(member.Key) ? member.Value : throw WrongArgument.Of(
                $"{Article(what, "A")} has the member '{member.Key}' twice, in different case. Specify it once.");
        }

        if (known.Length > 0 && _values.Keys.Except(known, StringComparer.OrdinalIgnoreCase).FirstOrDefault() is { } unknown)
        {
            var names = known.Where(name => name != nameof(IDeclarationPart.AdditionalMembers));
            throw WrongArgument.Of($"{Article(what, "A")} has no member '{unknown}'. Valid members: {string.Join(", ", names)}.");
        }
    }

    public object? this[string name] => _values.TryGetValue(name, out var value) ? value : null;

    /// <summary>Gets a member as text; null if it is missing.</summary>
    public string? Text(string name) => InvariantText.Of(this[name], name);

    /// <summary>Gets a required member.</summary>
    /// <exception cref="ArgumentTransformationMetadataException">The member is missing.</exception>
    public string Required(string name) => Text(name) ?? throw Missing(name);

    /// <summary>Creates the error for a missing member.</summary>
    public ArgumentTransformationMetadataException Missing(string name) => WrongArgument.Of($"The member '{name}' of {Article(_what, "a")} is required.");

    /// <summary>Gets a member as a whole number; null if it is missing.</summary>
    /// <exception cref="ArgumentTransformationMetadataException">The value is not a whole number.</exception>
    public int? Number(string name) => Text(name) is not { } text
        ? null
        : int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw WrongArgument.Of($"The member '{name}' of {Article(_what, "a")} must be a whole number, but is '{text}'.");

    /// <summary>Gets the elements of a member as text, or the names of elements that are objects; null if it is missing.</summary>
    public IReadOnlyList<string>? Texts(string name) => this[name] is not { } list
        ? null
        : Elements(name, list).Select(e => e is IDictionary or PSObject ? new InputMembers(e, name).Required("name") : InvariantText.Of(e, name)!).ToList();

    /// <summary>Gets a member as a map of strings; null if it is missing.</summary>
    /// <param name="name">The member.</param>
    /// <param name="text">Converts the value of a key to text; null for text of any value that has one.</param>
    public IReadOnlyDictionary<string, string>? Map(string name, Func<string, object?, string>? text = null) => this[name] is not { } map
        ? null
        : Read(Only(name, map), name).ToDictionary(
            m => m.Key, m => text is null ? InvariantText.Of(m.Value, m.Key) ?? string.Empty : text(m.Key, m.Value), StringComparer.Ordinal);

    /// <summary>Reads each element of a member; null if it is missing.</summary>
    public IReadOnlyList<T>? List<T>(string name, Func<object, T> read) => this[name] is not { } list ? null : Elements(name, list).Select(read).ToList();

    /// <summary>Reads a member that is an object; null if it is missing.</summary>
    public T? Part<T>(string name, Func<object, T> read)
        where T : class => this[name] is not { } part ? null : read(Only(name, part));

    /// <summary>Reads a member that is a map of objects; null if it is missing.</summary>
    public IReadOnlyList<KeyValuePair<string, T>>? Map<T>(string name, Func<object, T> read) => this[name] is not { } map
        ? null
        : Read(Only(name, map), name).Select(entry => new KeyValuePair<string, T>(
            entry.Key, read(ArgumentElements.Of(entry.Value).FirstOrDefault() ?? throw Missing(entry.Key)))).ToList();

    /// <summary>Gets the value of a member that is one object. PowerShell may wrap it in a list.</summary>
    /// <param name="name">The member.</param>
    /// <param name="value">Its value.</param>
    /// <exception cref="ArgumentTransformationMetadataException">The value is an empty list or null.</exception>
    public object Only(string name, object value) => ArgumentElements.Of(value).FirstOrDefault() ?? throw Missing(name);

    private IEnumerable<object> Elements(string name, object list) => ArgumentElements.All(list).Select(
        (element, i) => element ?? throw WrongArgument.Of($"Element {i + 1} of the member '{name}' of {Article(_what, "a")} is null. Specify a value."));

    private static string Article(string what, string article) => "aeio".IndexOf(what[0]) >= 0 ? $"{article}n {what}" : $"{article} {what}";

    /// <summary>
    /// Gets the entries of a hashtable or any other dictionary. A generic dictionary has other entries if it is enumerated as a list. The configuration of an
    /// action shows no secrets as an IDictionary, but a copy of the action must have them.
    /// </summary>
    public static IEnumerable<KeyValuePair<string, object?>> Entries(IDictionary map) => map is IReadOnlyDictionary<string, string> texts
        ? texts.Select(entry => new KeyValuePair<string, object?>(entry.Key, entry.Value))
        : Enumerate(map);

    /// <summary>Reads the members of a hashtable or object, with their names as they are.</summary>
    /// <exception cref="ArgumentTransformationMetadataException">The value has no members.</exception>
    public static IEnumerable<KeyValuePair<string, object?>> Read(object source, string what) => source switch
    {
        PSObject { BaseObject: IDictionary wrapped } => Read(wrapped, what),
        IDictionary map => Entries(map),
        string or ValueType => throw WrongArgument.Of($"'{source}' is not {Article(what, "a")}. Specify a hashtable with the members of the AWS JSON."),
        _ => PSObject.AsPSObject(source).Properties.Where(p => p.IsGettable).Select(p => new KeyValuePair<string, object?>(p.Name, p.Value)),
    };

    private static IEnumerable<KeyValuePair<string, object?>> Enumerate(IDictionary map)
    {
        foreach (DictionaryEntry entry in map)
        {
            yield return new KeyValuePair<string, object?>(InvariantText.Of(entry.Key)!, entry.Value);
        }
    }
}
