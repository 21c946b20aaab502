using System.Collections.Generic;

namespace BitbucketConnections;

/// <summary>Hides secrets in a value that a user specified, such as user parameters. It can be JSON, YAML or a shell command.</summary>
internal static class ValueSecrets
{
    /// <summary>Hides what YAML and commands name as secrets. JSON is not changed, because its strings are read as values again.</summary>
    /// <param name="text">The value.</param>
    /// <param name="found">Receives the hidden values, if it is not null.</param>
    public static string Hide(string text, List<string>? found = null) => IsJson(text) ? text : new CommandScanner(new YamlScanner(text).Redact(found)).Redact(found);

    private static bool IsJson(string text)
    {
        var i = 0;
        while (i < text.Length && char.IsWhiteSpace(text[i]))
        {
            i++;
        }

        return i < text.Length && text[i] is '{' or '[' or '"';
    }
}
