using System;

namespace BitbucketConnections;

/// <summary>Redacts a value of a definition by its path.</summary>
public static class PathRedaction
{
    private const string ListStart = "{\"commands\":";

    /// <summary>Gets the value at a path in a form that can be shown.</summary>
    /// <param name="path">The path, such as <c>Stages[1].Actions[0].Configuration['OAuthToken']</c> or <c>Variables['DB_PASSWORD'].DefaultValue</c>.</param>
    /// <param name="value">The value; null if there is none.</param>
    /// <param name="itemName">The name of the item that contains the value, if the path has only its index.</param>
    /// <returns>The value, or <c>****</c> for a secret.</returns>
    public static string? Value(string path, string? value, string? itemName = null) =>
        value is not null && IsCommand(path) ? Commands(path, value) : Redaction.Value(itemName ?? NameOf(path), value);

    // Each command of a list has its own options, so a list is read as that of an action.
    private static string Commands(string path, string value) => !path.EndsWith("]", StringComparison.Ordinal) && value.StartsWith("[\"", StringComparison.Ordinal)
        ? Redaction.Message(ListStart + value + "}").Substring(ListStart.Length).TrimEnd('}')
        : Redaction.Command(value);

    // A difference is of one command, or of all commands of an action.
    private static bool IsCommand(string path)
    {
        var end = path.EndsWith("]", StringComparison.Ordinal) ? path.LastIndexOf('[') : path.Length;
        return end > 0 && path.Substring(0, end).EndsWith(".Commands", StringComparison.OrdinalIgnoreCase);
    }

    private static string NameOf(string path)
    {
        if (KeyOf(path) is { } key)
        {
            return key;
        }

        var dot = path.LastIndexOf('.');
        var member = path.Substring(dot + 1);
        return IsValue(member) && dot > 0 && KeyOf(path.Substring(0, dot)) is { } item ? item : member;
    }

    private static string? KeyOf(string path) =>
        path.EndsWith("']", StringComparison.Ordinal) && path.LastIndexOf("['", StringComparison.Ordinal) is var start && start >= 0
            ? path.Substring(start + 2, Math.Max(0, path.Length - start - 4))
            : null;

    private static bool IsValue(string member) =>
        member.Equals("value", StringComparison.OrdinalIgnoreCase) || member.Equals("defaultValue", StringComparison.OrdinalIgnoreCase);
}
