using System;
using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Security;

namespace BitbucketConnections.Binding;

/// <summary>
/// Converts values to text as in the AWS JSON: Booleans in lower case, numbers without a culture. All other code of this folder uses it, because it
/// refuses an object whose text would be the name of its type.
/// </summary>
internal static class InvariantText
{
    /// <summary>Gets the text of a value; null for null.</summary>
    /// <param name="value">The value.</param>
    /// <param name="name">The name of the value, for the message.</param>
    /// <exception cref="ServiceException">Kind InvalidInput: the object has no text.</exception>
    public static string? Of(object? value, string? name = null)
    {
        var inner = value is PSObject wrapped ? wrapped.BaseObject : value;
        return inner switch
        {
            null => null,
            string text => text,
            bool flag => flag ? "true" : "false",
            SwitchParameter flag => flag ? "true" : "false",
            IEnumerable or PSCustomObject => throw NoText(inner, name),
            _ => Convert.ToString(inner, CultureInfo.InvariantCulture) is var text && text != inner.GetType().ToString() ? text : throw NoText(inner, name),
        };
    }

    private static ServiceException NoText(object value, string? name) => ServiceException.FromFindings([new Finding(
        "ValueWithoutText",
        $"{(name is null ? "The value" : $"The value of '{name}'")} is an object of type {value.GetType().FullName}, which has no text. "
        + (value is SecureString ? "AWS stores this value in plain text. A SecureString is valid only in the configuration of an action or a rule." : "Specify text, a number or a Boolean."))]);
}
