using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

namespace BitbucketConnections.Sandbox.Persistence;

/// <summary>The types that a saved state can contain: those of the sandbox and of the contracts, by name. No other type is ever created from a file.</summary>
internal static class SavedTypes
{
    private static readonly Assembly[] s_assemblies = [typeof(SavedTypes).Assembly, typeof(SandboxOptions).Assembly];
    private static readonly Lazy<ILookup<string, Type>> s_byName = new(() => s_assemblies.SelectMany(assembly => assembly.GetTypes()).Where(type => !type.IsGenericTypeDefinition && !type.IsNested).ToLookup(type => type.Name, StringComparer.Ordinal));

    /// <summary>Gets the name of a type in a file.</summary>
    /// <param name="type">The type.</param>
    /// <returns>The name.</returns>
    public static string NameOf(Type type) => type.Name;

    /// <summary>Finds a type.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="wanted">The type of the member, which the found type must have.</param>
    /// <returns>The type, or null.</returns>
    public static Type? Find(string name, Type wanted) => s_byName.Value[name].FirstOrDefault(wanted.IsAssignableFrom);

    /// <summary>Determines whether an object of a type is saved by its members.</summary>
    /// <param name="type">The type.</param>
    /// <returns>True for classes and structures of the sandbox and the contracts, and for tuples.</returns>
    public static bool HasMembers(Type type) => !typeof(Delegate).IsAssignableFrom(type) && !type.IsArray && (s_assemblies.Contains(type.Assembly) || IsTuple(type));

    /// <summary>Gets the type of the items of a collection.</summary>
    /// <param name="type">The type.</param>
    /// <returns>The type; null for a type that is not a collection. The items of a dictionary are its pairs.</returns>
    public static Type? ItemOf(Type type)
    {
        if (type == typeof(string))
        {
            return null;
        }

        var enumerable = new[] { type }.Concat(type.GetInterfaces()).FirstOrDefault(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IEnumerable<>));
        return enumerable is null || (HasMembers(type) && !IsGenerated(type)) ? null : enumerable.GetGenericArguments()[0];
    }

    /// <summary>Determines whether a collection can be filled: it is not an array or a list that the compiler made for an expression.</summary>
    /// <param name="type">The type.</param>
    /// <returns>True if it can.</returns>
    public static bool CanFill(Type type) => !type.IsInterface && !type.IsArray && !IsGenerated(type) && typeof(IEnumerable).IsAssignableFrom(type);

    /// <summary>Gets the type of a collection to create for a member.</summary>
    /// <param name="type">The type of the member.</param>
    /// <returns>The type; null for a list that never changes, which is created as an array.</returns>
    public static Type? Mutable(Type type)
    {
        if (CanFill(type))
        {
            return type;
        }

        var definition = type.IsGenericType ? type.GetGenericTypeDefinition() : null;
        return definition == typeof(IReadOnlyDictionary<,>) || definition == typeof(IDictionary<,>) ? typeof(Dictionary<,>).MakeGenericType(type.GetGenericArguments())
            : definition == typeof(ISet<>) ? typeof(HashSet<>).MakeGenericType(type.GetGenericArguments())
            : null;
    }

    private static bool IsTuple(Type type) => type.IsGenericType && type.IsValueType
        && (type.FullName!.StartsWith("System.ValueTuple`", StringComparison.Ordinal) || type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>));

    // The compiler names the types of collection expressions <>z__…
    private static bool IsGenerated(Type type) => type.Name.StartsWith("<>z", StringComparison.Ordinal);
}
