using System;
using System.Globalization;
using System.Management.Automation;

namespace BitbucketConnections.Binding;

/// <summary>Converts values to text as in the AWS JSON: Booleans in lower case, numbers without a culture.</summary>
internal static class InvariantText
{
    /// <summary>Gets the text of a value; null for null.</summary>
    public static string? Of(object? value) => (value is PSObject wrapped ? wrapped.BaseObject : value) switch
    {
        null => null,
        bool flag => flag ? "true" : "false",
        SwitchParameter flag => flag ? "true" : "false",
        var other => Convert.ToString(other, CultureInfo.InvariantCulture),
    };
}
