using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using BitbucketConnections.Binding.Definitions;

namespace BitbucketConnections.Binding.Attributes;

/// <summary>Accepts variables as a hashtable of names and default values, as objects with a Name, or as hashtables in the form of AWS.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class VariableTransformationAttribute : ArgumentTransformationAttribute
{
    private static readonly string[] s_members = ["name", "defaultValue", "description"];

    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        ArgumentElements.All(inputData).SelectMany(element => element is null ? [null] : Read(element)).ToArray();

    private static IEnumerable<PipelineVariable?> Read(object element) => element switch
    {
        PipelineVariable variable => [variable],
        IDictionary members when IsVariable(members) => [PartReader.Variable(element)],
        IDictionary names => names.Cast<DictionaryEntry>().Select(entry => new PipelineVariable
        {
            Name = InvariantText.Of(entry.Key)!,
            DefaultValue = InvariantText.Of(entry.Value, InvariantText.Of(entry.Key)) is { Length: > 0 } value ? value : null,
        }),
        PSObject when new InputMembers(element, "variable").Text("name") is not null => [PartReader.Variable(element)],
        _ => throw WrongArgument.Of("The value is not a variable. Specify a hashtable such as @{ Stage = 'test' }, or objects with Name, DefaultValue and Description."),
    };

    // @{ Name = 'STAGE'; DefaultValue = 'test' }, as AWS writes a variable. With the Name only, it is a variable that is called Name.
    private static bool IsVariable(IDictionary members)
    {
        var names = members.Keys.Cast<object>().Select(key => InvariantText.Of(key)).ToList();
        return names.Count > 1 && names.Contains("name", StringComparer.OrdinalIgnoreCase) && names.All(name => s_members.Contains(name, StringComparer.OrdinalIgnoreCase));
    }
}
