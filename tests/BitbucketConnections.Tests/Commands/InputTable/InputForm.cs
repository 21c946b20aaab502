using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace BitbucketConnections.Tests;

/// <summary>A form in which a script can give a resource to a cmdlet.</summary>
/// <param name="Label">What a row of the table shows.</param>
/// <param name="HasArn">Whether the form has the ARN of the resource, and not its name.</param>
/// <param name="Make">Makes the value from the name or ARN; null or empty for the states without a value.</param>
/// <param name="IsPiped">Whether the value is piped. Otherwise it is the argument of a parameter.</param>
/// <param name="Parameter">The parameter, or its alias; null if the value is a hashtable to splat.</param>
internal sealed record InputForm(string Label, bool HasArn, Func<string?, object?> Make, bool IsPiped = true, string? Parameter = null)
{
    /// <summary>Gets a value indicating whether the value is text, which PowerShell itself refuses if it is null or empty.</summary>
    public bool IsText { get; init; }

    /// <summary>Gets a value indicating whether the form has an object of the module, which always has a value.</summary>
    public bool IsObject { get; init; }

    /// <summary>Gets a value indicating whether the object is the one that a cmdlet returned, and no copy.</summary>
    public bool IsLive { get; init; }

    /// <summary>Gets the forms for a noun.</summary>
    /// <param name="arn">The member for its ARN.</param>
    /// <param name="name">The member for its name; null if only an ARN identifies it.</param>
    /// <param name="parameters">The parameters and aliases, with whether they take an ARN.</param>
    /// <param name="live">Makes an object of the module with a name.</param>
    /// <param name="generic">The general members, with whether they have an ARN.</param>
    /// <param name="nameOf">Gets the name from an ARN or name.</param>
    public static IReadOnlyList<InputForm> All(
        string arn, string? name, IEnumerable<(string Parameter, bool HasArn)> parameters, Func<string, object> live, IEnumerable<(string Member, bool HasArn)> generic, Func<string, string> nameOf)
    {
        var forms = new List<InputForm>();
        foreach (var (parameter, hasArn) in parameters)
        {
            forms.Add(new InputForm($"-{parameter} {(hasArn ? "ARN" : "name")}", hasArn, text => text, IsPiped: false, parameter) { IsText = true });
            forms.Add(new InputForm($"splat {parameter}", hasArn, text => new Hashtable { [parameter] = text }, IsPiped: false) { IsText = true });
        }

        forms.Add(new InputForm("ARN | ", true, text => text) { IsText = true });
        forms.Add(Row(arn, true));
        forms.Add(Map(arn, true));
        forms.Add(new InputForm("object | ", true, text => live(nameOf(text!))) { IsObject = true, IsLive = true });
        forms.Add(new InputForm("-InputObject object", true, text => live(nameOf(text!)), IsPiped: false, "InputObject") { IsObject = true, IsLive = true });
        forms.Add(new InputForm("object of a job | ", true, text => Copy(live(nameOf(text!)))) { IsObject = true });
        forms.Add(new InputForm("Select-Object | ", true, text => Shallow(live(nameOf(text!)), "Selected.")) { IsObject = true });
        forms.Add(new InputForm("CSV with types | ", true, text => Shallow(live(nameOf(text!)), "CSV:")) { IsObject = true });
        forms.Add(new InputForm("JSON or CSV | ", true, text => Shallow(live(nameOf(text!)))) { IsObject = true });
        forms.AddRange(generic.SelectMany(member => new[] { Row(member.Member, member.HasArn), Map(member.Member, member.HasArn) }));
        if (name is not null)
        {
            forms.Add(new InputForm("name | ", false, text => text) { IsText = true });
            forms.Add(Row(name, false));
            forms.Add(Map(name, false));
            forms.Add(Row(char.ToLowerInvariant(name[0]) + name[1..], false));
            forms.Add(new InputForm($"row {name} and Region | ", false, text => new PSObject
            {
                Properties = { new PSNoteProperty(name, text), new PSNoteProperty("Region", "us-east-1") },
            }));
        }

        return forms;
    }

    /// <summary>Copies the properties of an object, as Select-Object, Import-Csv and ConvertFrom-Json do.</summary>
    /// <param name="live">The object.</param>
    /// <param name="prefix">What comes before the name of the type; null for a copy without a type.</param>
    public static object Shallow(object live, string? prefix = null)
    {
        var copy = new PSObject();
        foreach (var property in PSObject.AsPSObject(live).Properties)
        {
            copy.Properties.Add(new PSNoteProperty(property.Name, property.Value));
        }

        if (prefix is not null)
        {
            copy.TypeNames.Insert(0, prefix + live.GetType().FullName);
        }

        return copy;
    }

    private static InputForm Row(string member, bool hasArn) => new($"row {member} | ", hasArn, text => new PSObject { Properties = { new PSNoteProperty(member, text) } });

    private static InputForm Map(string member, bool hasArn) => new($"hashtable {member} | ", hasArn, text => new Hashtable { [member] = text });

    private static object Copy(object live) => PSSerializer.Deserialize(PSSerializer.Serialize(live));
}
