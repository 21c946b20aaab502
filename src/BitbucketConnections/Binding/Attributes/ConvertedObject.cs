using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace BitbucketConnections.Binding.Attributes;

/// <summary>
/// Finds text that is only the name of a type. PowerShell makes it of an object without text, such as a SecureString or a hashtable, for a parameter
/// that accepts text.
/// </summary>
internal static class ConvertedObject
{
    private static readonly Regex s_typeName = new(@"^(System|Microsoft|BitbucketConnections|Amazon)(\.\w+)+(`\d+\[.*\])?$", RegexOptions.CultureInvariant);

    /// <summary>Finds the name of a type in an argument.</summary>
    /// <param name="argument">The argument of a parameter: text, a list of text, or any other value.</param>
    /// <returns>The problem as sentences; null if there is none.</returns>
    public static string? Find(object? argument) => Texts(argument).FirstOrDefault(IsTypeName) is { } type
        ? $"The value is an object of type {type}, which has no text. Specify text."
        : null;

    private static IEnumerable<string> Texts(object? argument) => argument switch
    {
        string text => [text],
        string?[] list => list.OfType<string>(),
        Uri url => [url.OriginalString],
        _ => [],
    };

    private static bool IsTypeName(string text)
    {
        if (!s_typeName.IsMatch(text))
        {
            return false;
        }

        var name = text.Split('[')[0];
        return AppDomain.CurrentDomain.GetAssemblies().Any(assembly => assembly.GetType(name, throwOnError: false) is not null);
    }
}
