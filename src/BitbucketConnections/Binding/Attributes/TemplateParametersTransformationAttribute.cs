using System;
using System.Collections;
using System.Linq;
using System.Management.Automation;

namespace BitbucketConnections.Binding.Attributes;

/// <summary>
/// Writes a hashtable of template parameters in the short form that the actions for stack sets accept, such as
/// <c>ParameterKey=Stage,ParameterValue=prod</c>, with a space between parameters. Text is unchanged: it is a file or that form.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class TemplateParametersTransformationAttribute : ArgumentTransformationAttribute
{
    private static readonly char[] s_special = [' ', '\t', '\r', '\n', ',', '=', '"', '\''];

    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is not IDictionary parameters
            ? inputData
            : ValidateNotEmptyAttribute.Find(parameters) is { } rule
                ? throw WrongArgument.Of(rule + " Specify the values of the parameters.")
                : string.Join(" ", parameters.Cast<DictionaryEntry>()
                    .Select(entry => (Key: InvariantText.Of(entry.Key)!, Value: InvariantText.Of(entry.Value, InvariantText.Of(entry.Key))!))
                    .OrderBy(entry => entry.Key, StringComparer.Ordinal)
                    .Select(entry => $"ParameterKey={entry.Key},ParameterValue={Plain(entry.Key, entry.Value)}"));

    // AWS does not document quotes in the short form. The message does not contain the value, which may be a secret.
    private static string Plain(string key, string value) => value.Length > 0 && value.IndexOfAny(s_special) < 0
        ? value
        : throw WrongArgument.Of(
            $"The value of '{key}' is empty or contains a space, a comma, '=' or a quote, which AWS cannot read here. Specify the parameters in a JSON file as ARTIFACT::FILE.");
}
