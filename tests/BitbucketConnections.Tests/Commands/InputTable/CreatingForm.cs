using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace BitbucketConnections.Tests;

/// <summary>A form in which a script can give a connection to a cmdlet that creates something with it.</summary>
/// <param name="Label">What a row of the table shows.</param>
/// <param name="HasArn">Whether the form has the ARN of the connection, and not its name.</param>
/// <param name="Make">Makes the value from the name or ARN; null or empty for the states without a value.</param>
/// <param name="Script">The script after the name of the cmdlet, and what comes before it, with <c>{0}</c> for the cmdlet and <c>{1}</c> for its other arguments.</param>
internal sealed record CreatingForm(string Label, bool HasArn, Func<string?, object?> Make, string Script)
{
    private const string Piped = "$value | {0} {1}";
    private const string PipedAlone = "$value | {0} {2}";

    /// <summary>Gets a value indicating whether the form has an object of the module, which always has a value.</summary>
    public bool IsObject { get; init; }

    /// <summary>Gets the forms of a connection, besides the other arguments or columns of a cmdlet.</summary>
    /// <param name="columns">The other values, by the names of the module.</param>
    /// <param name="names">The names of AWS Tools for the columns, where they differ.</param>
    /// <param name="isAny">Whether a row can have all values of the cmdlet.</param>
    public static IReadOnlyList<CreatingForm> All(IReadOnlyDictionary<string, object?> columns, IReadOnlyDictionary<string, string> names, bool isAny)
    {
        var forms = new List<CreatingForm>
        {
            new("object | ", true, Live, Piped) { IsObject = true },
            new("object of a job | ", true, text => PSSerializer.Deserialize(PSSerializer.Serialize(Live(text))), Piped) { IsObject = true },
            new("Select-Object | ", true, text => InputForm.Shallow(Live(text)!, "Selected."), Piped) { IsObject = true },
            new("JSON of object | ", true, text => InputForm.Shallow(Live(text)!), Piped) { IsObject = true },
            new("-Connection object", true, Live, "{0} -Connection $value {1}") { IsObject = true },
            new("-Connection object of a job", true, text => PSSerializer.Deserialize(PSSerializer.Serialize(Live(text))), "{0} -Connection $value {1}") { IsObject = true },
            new("name | ", false, text => text, Piped),
            new("ARN | ", true, text => text, Piped),
        };
        foreach (var (member, hasArn) in new[] { ("ConnectionArn", true), ("ConnectionArn", false), ("ConnectionName", false), ("ConnectionName", true) })
        {
            var what = hasArn ? "ARN" : "name";
            forms.Add(new($"-{member} {what}", hasArn, text => text, $"{{0}} -{member} $value {{1}}"));
            forms.Add(new($"splat {member} {what}", hasArn, text => new Hashtable { [member] = text }, "{0} @value {1}"));
            forms.Add(new($"row {member} {what} | ", hasArn, text => Row([new(member, text)]), Piped));
            forms.Add(new($"hashtable {member} {what} | ", hasArn, text => new Hashtable { [member] = text }, Piped));
            if (isAny)
            {
                forms.Add(new($"whole row {member} {what} | ", hasArn, text => Row([.. columns, new(member, text)]), PipedAlone));
                forms.Add(new($"whole CSV row {member} {what} | ", hasArn, text => Row([.. columns.Where(column => column.Value is string), new(member, text), new("Empty", string.Empty), new("RoleArn", string.Empty), new("Owner", "me")]), PipedAlone));
                forms.Add(new($"whole hashtable {member} {what} | ", hasArn, text => Map([.. columns, new(member, text)]), PipedAlone));
                forms.Add(new($"whole splat {member} {what}", hasArn, text => Map([.. columns, new(member, text)]), "{0} @value {2}"));
                forms.Add(new($"whole row of AWS's names {member} {what} | ", hasArn, text => Row([.. Renamed(columns, names), new(member, text)]), PipedAlone));
                forms.Add(new($"whole hashtable of AWS's names {member} {what} | ", hasArn, text => Map([.. Renamed(columns, names), new(member, text)]), PipedAlone));
                forms.Add(new($"whole splat of AWS's names {member} {what}", hasArn, text => Map([.. Renamed(columns, names), new(member, text)]), "{0} @value {2}"));
            }
        }

        return forms;
    }

    private static object? Live(string? arn) => FakeEngine.Connection(arn!.Split('/')[^1]);

    private static IEnumerable<KeyValuePair<string, object?>> Renamed(IReadOnlyDictionary<string, object?> columns, IReadOnlyDictionary<string, string> names) =>
        columns.Select(column => new KeyValuePair<string, object?>(names.GetValueOrDefault(column.Key, column.Key), column.Value));

    private static PSObject Row(IEnumerable<KeyValuePair<string, object?>> values)
    {
        var row = new PSObject();
        foreach (var value in values)
        {
            row.Properties.Add(new PSNoteProperty(value.Key, value.Value));
        }

        return row;
    }

    private static Hashtable Map(IEnumerable<KeyValuePair<string, object?>> values)
    {
        var map = new Hashtable();
        foreach (var value in values)
        {
            map[value.Key] = value.Value;
        }

        return map;
    }
}
