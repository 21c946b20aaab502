using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;

namespace BitbucketConnections.Binding;

/// <summary>The members of a hashtable or object in the shape of AWS's JSON, in any case; one that AWS does not know is an error.</summary>
internal sealed class InputMembers
{
    private readonly Dictionary<string, object?> _values = new(StringComparer.OrdinalIgnoreCase);
    private readonly string _what;

    /// <summary>Initializes a new instance of the <see cref="InputMembers"/> class.</summary>
    /// <param name="source">A hashtable, or an object with properties.</param>
    /// <param name="what">What it is, for messages, such as <c>stage</c>.</param>
    /// <param name="known">The members there are; none to take any.</param>
    /// <exception cref="ArgumentTransformationMetadataException">It has no members, or one that is not known.</exception>
    public InputMembers(object source, string what, params string[] known)
    {
        _what = what;
        foreach (var member in Read(source, what))
        {
            _values[member.Key] = member.Value;
        }

        if (known.Length > 0 && _values.Keys.Except(known, StringComparer.OrdinalIgnoreCase).FirstOrDefault() is { } unknown)
        {
            var names = known.Where(name => name != nameof(IDeclarationPart.AdditionalMembers));
            throw new ArgumentTransformationMetadataException($"{Article(what, "A")} has no member '{unknown}'. Valid members: {string.Join(", ", names)}.");
        }
    }

    public object? this[string name] => _values.TryGetValue(name, out var value) ? value : null;

    /// <summary>Gets a member as text; null when it is not there.</summary>
    public string? Text(string name) => InvariantText.Of(this[name]);

    /// <summary>Gets a member that has to be there.</summary>
    /// <exception cref="ArgumentTransformationMetadataException">It is not.</exception>
    public string Required(string name) => Text(name) ?? throw Missing(name);

    /// <summary>Makes the error of a member that is missing.</summary>
    public ArgumentTransformationMetadataException Missing(string name) => new($"The member '{name}' of {Article(_what, "a")} is required.");

    /// <summary>Gets a member as a whole number; null when it is not there.</summary>
    /// <exception cref="ArgumentTransformationMetadataException">It is none.</exception>
    public int? Number(string name) => Text(name) is not { } text
        ? null
        : int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new ArgumentTransformationMetadataException($"The member '{name}' of {Article(_what, "a")} must be a whole number, but is '{text}'.");

    /// <summary>Gets the elements of a member, as texts; those that have a name, by it. Null when it is not there.</summary>
    public IReadOnlyList<string>? Texts(string name) => this[name] is not { } list
        ? null
        : ArgumentElements.Of(list).Select(e => e is string text ? text : e is IDictionary or PSObject ? new InputMembers(e, name).Required("name") : e.ToString()!).ToList();

    /// <summary>Gets a member as a map of texts; null when it is not there.</summary>
    public IReadOnlyDictionary<string, string>? Map(string name) => this[name] is not { } map
        ? null
        : Read(ArgumentElements.Of(map).First(), name).ToDictionary(m => m.Key, m => InvariantText.Of(m.Value) ?? string.Empty, StringComparer.Ordinal);

    /// <summary>Gets the elements of a member, each read; null when it is not there.</summary>
    public IReadOnlyList<T>? List<T>(string name, Func<object, T> read) => this[name] is not { } list ? null : ArgumentElements.Of(list).Select(read).ToList();

    /// <summary>Gets a member, read; null when it is not there.</summary>
    public T? Part<T>(string name, Func<object, T> read)
        where T : class => this[name] is not { } part ? null : read(ArgumentElements.Of(part).First());

    /// <summary>Gets a member as a map, each value read; null when it is not there.</summary>
    public IReadOnlyList<KeyValuePair<string, T>>? Map<T>(string name, Func<object, T> read) => this[name] is not { } map
        ? null
        : Read(ArgumentElements.Of(map).First(), name).Select(entry => new KeyValuePair<string, T>(
            entry.Key, read(ArgumentElements.Of(entry.Value).FirstOrDefault() ?? throw Missing(entry.Key)))).ToList();

    private static string Article(string what, string article) => "aeio".IndexOf(what[0]) >= 0 ? $"{article}n {what}" : $"{article} {what}";

    private static IEnumerable<KeyValuePair<string, object?>> Read(object source, string what) => source switch
    {
        IDictionary map => map.Cast<DictionaryEntry>().Select(e => new KeyValuePair<string, object?>(Convert.ToString(e.Key, CultureInfo.InvariantCulture)!, e.Value)),
        string or ValueType => throw new ArgumentTransformationMetadataException($"'{source}' is not {Article(what, "a")}. Specify a hashtable with the members of the AWS JSON."),
        _ => PSObject.AsPSObject(source).Properties.Where(p => p.IsGettable).Select(p => new KeyValuePair<string, object?>(p.Name, p.Value)),
    };
}
