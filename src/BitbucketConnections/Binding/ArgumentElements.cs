using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace BitbucketConnections.Binding;

/// <summary>Reads the elements of an argument that is one value or a list, as PowerShell does.</summary>
internal static class ArgumentElements
{
    /// <summary>Gets the elements: all elements of a list, one element for any other value, none for null. Objects are unwrapped.</summary>
    public static IEnumerable<object> Of(object? value) => All(value).OfType<object>();

    /// <summary>Gets the elements as <see cref="Of"/> does, including null elements of a list.</summary>
    public static IEnumerable<object?> All(object? value)
    {
        var inner = Unwrap(value);
        return inner switch
        {
            null => [],
            string or IDictionary => [inner],
            IEnumerable list => list.Cast<object?>().Select(Unwrap),
            _ => [inner],
        };
    }

    /// <summary>Reads the elements of a parameter. Null elements are kept, so that the validation of the parameter finds them.</summary>
    public static T?[] Read<T>(object? value, Func<object, T> read)
        where T : class => All(value).Select(element => element is null ? null : read(element)).ToArray();

    // A PSCustomObject has its members on the wrapper. Every other object is unwrapped.
    private static object? Unwrap(object? value) => value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
}
