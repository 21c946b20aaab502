using System;
using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Sandbox.Formats;

/// <summary>
/// Sorts names as a Java <c>HashMap</c> returns them. AWS returns the variables of an execution in an order that does not depend on
/// the declaration, and this order gives the same result for all recorded names.
/// </summary>
internal static class JavaHashOrder
{
    private const int SmallestTable = 16;

    /// <summary>Sorts items by the hash of their names.</summary>
    /// <typeparam name="T">The type of the items.</typeparam>
    /// <param name="items">The items.</param>
    /// <param name="name">Gets the name of an item.</param>
    /// <returns>The items in the order of the table.</returns>
    public static IEnumerable<T> Sort<T>(IReadOnlyCollection<T> items, Func<T, string> name)
    {
        // A HashMap doubles its table when it is more than three quarters full.
        var table = SmallestTable;
        while (items.Count > table / 4 * 3)
        {
            table *= 2;
        }

        return items.OrderBy(item => Spread(name(item)) & (table - 1));
    }

    private static int Spread(string name)
    {
        var hash = 0;
        foreach (var character in name)
        {
            hash = unchecked((31 * hash) + character);
        }

        return hash ^ (int)((uint)hash >> 16);
    }
}
