using System;
using System.Collections;
using System.Linq;
using System.Management.Automation;
using System.Security;

namespace BitbucketConnections.Binding.Attributes;

/// <summary>
/// Refuses null and empty values: a variable that was never set must not mean "all", "none" or "the default". Only a switch clears a setting. Also
/// refuses an object that PowerShell converted to the name of its type.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ValidateNotEmptyAttribute : ValidateArgumentsAttribute
{
    /// <summary>Initializes a new instance of the <see cref="ValidateNotEmptyAttribute"/> class.</summary>
    /// <param name="remedy">The remedy as a sentence, such as "Omit -Branch to keep the branch."</param>
    public ValidateNotEmptyAttribute(string remedy = "Specify a value.") => Remedy = remedy;

    /// <summary>Gets the remedy.</summary>
    public string Remedy { get; }

    /// <summary>Finds a null or empty value in an argument.</summary>
    /// <param name="argument">The argument: a value, a list of values, or a hashtable.</param>
    /// <returns>The problem as a sentence; null if there is none.</returns>
    public static string? Find(object? argument) => Unwrap(argument) switch
    {
        IDictionary map => map.Count == 0 ? "The value is null or empty." : FindEntry(map),
        Array { Length: > 0 } list => FindElement(list),
        string { Length: > 0 } text when string.IsNullOrWhiteSpace(text) => "The value is blank.",
        var value => IsEmpty(value) ? "The value is null or empty." : null,
    };

    /// <inheritdoc/>
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        if (Find(arguments) is { } rule)
        {
            throw new ValidationMetadataException($"{rule} {Remedy}");
        }

        if (ConvertedObject.Find(arguments) is { } noText)
        {
            throw new ValidationMetadataException(noText);
        }
    }

    private static string? FindElement(Array list) =>
        Enumerable.Range(0, list.Length).Select(i => (Place: list.Length == 1 ? "The value" : $"Element {i + 1}", Value: Unwrap(list.GetValue(i))))
            .Where(element => IsEmpty(element.Value)).Select(element => $"{element.Place} is {Describe(element.Value)}.").FirstOrDefault();

    private static string Describe(object? empty) => empty switch
    {
        null => "null",
        string { Length: > 0 } => "blank",
        IDictionary => "an empty hashtable",
        ICollection => "an empty list",
        _ => "empty",
    };

    // Tags and variables can have empty text as a value. Null is a variable that was never set.
    private static string? FindEntry(IDictionary map) =>
        map.Cast<DictionaryEntry>().Where(entry => Unwrap(entry.Value) is null).Select(entry => $"The value of '{entry.Key}' is null.").FirstOrDefault();

    private static bool IsEmpty(object? value) => value switch
    {
        null => true,
        string text => string.IsNullOrWhiteSpace(text),
        SecureString secret => secret.Length == 0,
        Uri url => string.IsNullOrWhiteSpace(url.OriginalString),
        ICollection many => many.Count == 0,
        _ => false,
    };

    private static object? Unwrap(object? value) => value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
}
