using System.Linq;

namespace BitbucketConnections.Engine.Links;

/// <summary>Writes values in commands that a user pastes into PowerShell.</summary>
internal static class PasteText
{
    /// <summary>Gets an argument, in quotes if PowerShell needs them.</summary>
    public static string Of(string value) => value.Length > 0 && value.All(IsPlain) ? value : $"'{value.Replace("'", "''")}'";

    // A comma makes an array, and other characters have a meaning at the start of an argument or in it.
    private static bool IsPlain(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '.' or '_' or '/' or ':' or '-';
}
