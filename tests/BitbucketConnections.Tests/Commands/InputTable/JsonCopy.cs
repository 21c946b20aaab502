using System;
using System.Collections;
using System.Linq;
using System.Management.Automation;
using System.Text.Json;

namespace BitbucketConnections.Tests;

/// <summary>Copies an object as ConvertTo-Json and ConvertFrom-Json do, in a runspace that does not have these cmdlets.</summary>
internal static class JsonCopy
{
    /// <summary>Copies an object.</summary>
    /// <param name="value">The object.</param>
    /// <param name="asHashtable">Whether ConvertFrom-Json -AsHashtable is meant.</param>
    public static object Of(object value, bool asHashtable = false) => Read(JsonSerializer.SerializeToElement(value, value.GetType()), asHashtable)!;

    private static object? Read(JsonElement json, bool asHashtable) => json.ValueKind switch
    {
        JsonValueKind.Object => asHashtable ? Map(json) : Row(json),
        JsonValueKind.Array => json.EnumerateArray().Select(item => Read(item, asHashtable)).ToArray(),
        JsonValueKind.Number => json.GetInt64(),
        JsonValueKind.True or JsonValueKind.False => json.GetBoolean(),
        JsonValueKind.Null => null,
        _ => json.GetString(),
    };

    private static PSObject Row(JsonElement json)
    {
        var row = new PSObject();
        foreach (var member in json.EnumerateObject())
        {
            row.Properties.Add(new PSNoteProperty(member.Name, Read(member.Value, asHashtable: false)));
        }

        return row;
    }

    private static Hashtable Map(JsonElement json)
    {
        var map = new Hashtable(StringComparer.Ordinal);
        foreach (var member in json.EnumerateObject())
        {
            map[member.Name] = Read(member.Value, asHashtable: true);
        }

        return map;
    }
}
