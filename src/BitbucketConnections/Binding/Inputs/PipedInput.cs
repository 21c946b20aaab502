using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Text.RegularExpressions;
using BitbucketConnections.Binding.Definitions;

namespace BitbucketConnections.Binding.Inputs;

/// <summary>An object that was piped: text, an object of this module (live, deserialized or selected), or an object or hashtable with values of parameters.</summary>
internal sealed class PipedInput
{
    private const string Namespace = "BitbucketConnections.";
    private static readonly Regex s_words = new("(?<=[a-z])(?=[A-Z])", RegexOptions.CultureInvariant);
    private static readonly Regex s_json = new(@"^\s*([{\[]\s*$|\{\s*""|\[\s*[{""])", RegexOptions.CultureInvariant);

    private PipedInput(PSObject value)
    {
        Value = value;
        Type = TypeOf(value);
    }

    /// <summary>Gets the object.</summary>
    public PSObject Value { get; }

    /// <summary>Gets the text, if the input is text.</summary>
    public string? Text => Value.BaseObject as string;

    /// <summary>Gets a value indicating whether the input is the first line of JSON text. PowerShell pipes the output of programs line by line.</summary>
    public bool IsJsonText => Text is { } text && s_json.IsMatch(text);

    /// <summary>Gets the name of the type of this module, such as <c>Connection</c>; null for other objects.</summary>
    public string? Type { get; }

    /// <summary>Gets the path of the file, if the input is an item of a provider, such as a file.</summary>
    public string? Path => Type is null && Value.BaseObject is not (PSCustomObject or IDictionary) ? Value.Properties["PSPath"]?.Value as string : null;

    /// <summary>Gets the input for an error.</summary>
    public object Target => Value.BaseObject is PSCustomObject ? Value : Value.BaseObject;

    private string Shown => Type is null ? $"An object of type {Value.BaseObject.GetType().FullName}" : $"{Article(Words(Type))} {Words(Type)} ('{Value}')";

    /// <summary>Gets the inputs of an argument: each element of a list, or the value.</summary>
    public static IEnumerable<PipedInput> Of(PSObject argument) => argument.BaseObject is IList list and not IDictionary
        ? list.Cast<object?>().OfType<object>().Select(element => new PipedInput(PSObject.AsPSObject(element)))
        : [new PipedInput(argument)];

    /// <summary>Reads a pipeline or definition: an object of this module, or what ConvertFrom-Json makes of one or of the AWS CLI's JSON.</summary>
    /// <returns>The pipeline; null if the input is something else.</returns>
    /// <exception cref="ServiceException">Kind InvalidInput: it is a pipeline, but a part of it can't be read.</exception>
    public Pipeline? ReadPipeline()
    {
        if (Value.BaseObject is Pipeline live)
        {
            return live;
        }

        if (Type is not (null or nameof(Pipeline)) || Text is not null)
        {
            return null;
        }

        try
        {
            return PipelineObject.Read(Value, isPipeline: Type is not null);
        }
        catch (ArgumentTransformationMetadataException wrong)
        {
            throw ServiceException.FromFindings([new Finding(
                "PipelineObjectInvalid", $"The pipeline object can't be read: {wrong.Message} If the object comes from a file or a job, all its parts must have been serialized: use -Depth 10.")]);
        }
    }

    /// <summary>Creates the error for an input that the cmdlet does not accept.</summary>
    /// <param name="accepted">What the cmdlet accepts, as a sentence.</param>
    public ServiceException Unexpected(string accepted) => ServiceException.FromFindings([new Finding("UnexpectedInputObject", $"{Shown} is not valid input here. {accepted}")]);

    // The names of types after a job, a file or Select-Object start with a prefix.
    private static string? TypeOf(PSObject value) => value.TypeNames
        .Select(name => name.Replace("Deserialized.", string.Empty).Replace("Selected.", string.Empty))
        .Where(name => name.StartsWith(Namespace, StringComparison.Ordinal) && name.IndexOf('.', Namespace.Length) < 0)
        .Select(name => name.Substring(Namespace.Length)).FirstOrDefault();

    private static string Words(string type) => s_words.Replace(type, " ").ToLowerInvariant();

    private static string Article(string words) => "aeiou".IndexOf(words[0]) >= 0 ? "An" : "A";
}
