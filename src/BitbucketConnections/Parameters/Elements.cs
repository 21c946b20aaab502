using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace BitbucketConnections.Parameters;

/// <summary>Takes one or many, as PowerShell does.</summary>
internal static class Elements
{
    /// <summary>Gets the elements: those of a list, the one of anything else, none of null. Own objects come unwrapped.</summary>
    public static IEnumerable<object> Of(object? value)
    {
        var inner = Unwrap(value);
        return inner switch
        {
            null => [],
            string or IDictionary => [inner],
            IEnumerable list => list.Cast<object?>().Select(Unwrap).OfType<object>(),
            _ => [inner],
        };
    }

    // A PSCustomObject has its members on the wrapper; all else is itself inside.
    private static object? Unwrap(object? value) => value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
}
