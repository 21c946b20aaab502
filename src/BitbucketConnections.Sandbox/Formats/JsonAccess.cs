using System.Collections.Generic;
using System.Text.Json.Nodes;

namespace BitbucketConnections.Sandbox.Formats;

/// <summary>Reads members of an input that was validated.</summary>
internal static class JsonAccess
{
    /// <summary>Gets a string member.</summary>
    /// <param name="value">The object.</param>
    /// <param name="name">The member.</param>
    /// <returns>The string, or null.</returns>
    public static string? Text(this JsonNode value, string name) => value[name]?.GetValue<string>();

    /// <summary>Gets an integer member.</summary>
    /// <param name="value">The object.</param>
    /// <param name="name">The member.</param>
    /// <returns>The number, or null.</returns>
    public static int? Number(this JsonNode value, string name) => value[name] is not JsonValue number
        ? null
        : number.TryGetValue(out int integer) ? integer : (int)number.GetValue<double>();

    /// <summary>Gets the objects of a list member.</summary>
    /// <param name="value">The object.</param>
    /// <param name="name">The member.</param>
    /// <returns>The objects; empty if the member is missing.</returns>
    public static IEnumerable<JsonObject> Objects(this JsonNode value, string name)
    {
        if (value[name] is JsonArray list)
        {
            foreach (var item in list)
            {
                if (item is JsonObject member)
                {
                    yield return member;
                }
            }
        }
    }

    /// <summary>Gets the strings of a list member.</summary>
    /// <param name="value">The object.</param>
    /// <param name="name">The member.</param>
    /// <returns>The strings; empty if the member is missing.</returns>
    public static IEnumerable<string> Texts(this JsonNode value, string name)
    {
        if (value[name] is JsonArray list)
        {
            foreach (var item in list)
            {
                if (item is not null)
                {
                    yield return item.GetValue<string>();
                }
            }
        }
    }
}
