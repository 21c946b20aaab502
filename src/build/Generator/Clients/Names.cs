using System;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;

namespace BitbucketConnections.Generator.Clients;

/// <summary>Creates names as the official packages do.</summary>
internal static partial class Names
{
    public static string Pascal(string name) => char.ToUpperInvariant(name[0]) + name.Substring(1);

    public static string Camel(string name) => char.ToLowerInvariant(name[0]) + name.Substring(1);

    /// <summary>Gets the property name of a member. A property can't have the name of its class.</summary>
    public static string Property(string member, string type) => Pascal(member) == type ? type + "Value" : Pascal(member);

    /// <summary>Gets the field name of a constant. Characters that are not valid in a name separate the words.</summary>
    public static string Constant(string value)
    {
        var name = string.Concat(NotOfName().Split(value).Where(word => word.Length > 0).Select(Pascal));
        return char.IsDigit(name[0]) ? "_" + name : name;
    }

    public static string Literal(string text) =>
        string.Format(CultureInfo.InvariantCulture, "\"{0}\"", text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal));

    [GeneratedRegex("[^A-Za-z0-9_]+")]
    private static partial Regex NotOfName();
}
