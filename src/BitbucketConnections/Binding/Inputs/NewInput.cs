using System;
using System.IO;
using System.Management.Automation;
using BitbucketConnections.Binding.Definitions;
using BitbucketConnections.Binding.Targets;
using BitbucketConnections.Declarations;

namespace BitbucketConnections.Binding.Inputs;

/// <summary>Reads the input of a cmdlet that creates something: text, an object that a value is taken from, or an object with values of parameters.</summary>
internal static class NewInput
{
    /// <summary>Determines whether an input is a connection, also one of AWS Tools, or one without a type, such as one from JSON.</summary>
    /// <param name="input">The input.</param>
    public static bool IsConnection(PipedInput input) => input.Noun == nameof(Connection)
        || (input.Noun is null && input.Text is null && input.Has(nameof(Connection.ConnectionArn)) && input.Has(nameof(Connection.ConnectionStatus)));

    /// <summary>
    /// Determines whether an input can have values of parameters: a hashtable, or an object without a type. Other objects have names, too, such as files and
    /// services, and those of this module mean something else.
    /// </summary>
    /// <param name="input">The input.</param>
    public static bool IsRow(PipedInput input) => input.IsRow && (input.Noun is null || (input.Noun == nameof(Pipeline) && PipelineOf(input) is null));

    /// <summary>Gets the path of an item of a provider, such as a file; null for another input.</summary>
    /// <param name="input">The input.</param>
    public static string? PathOf(PipedInput input) => input.IsRow || input.Text is not null ? null : input["PSPath"] ?? (input.Value as FileInfo)?.FullName;

    /// <summary>Gets the ARN of a connection object.</summary>
    /// <param name="input">The object.</param>
    /// <exception cref="ServiceException">Kind InvalidInput: it has no ARN.</exception>
    public static string ArnOf(PipedInput input) => ResourceNoun.OnlyConnection.Read(input);

    /// <summary>Reads a pipeline or definition: an object of this module, or what ConvertFrom-Json makes of one or of the AWS CLI's JSON.</summary>
    /// <param name="input">The input.</param>
    /// <returns>The pipeline; null if the input is something else.</returns>
    /// <exception cref="ServiceException">Kind InvalidInput: it is a pipeline, but a part of it can't be read.</exception>
    public static Pipeline? PipelineOf(PipedInput input)
    {
        if (input.Value is Pipeline live)
        {
            return NullPart.Find(DeclarationTable.Pipeline, live) is not { } path ? live : throw ServiceException.FromFindings([new Finding(
                "PipelineObjectInvalid", $"The pipeline object '{live.Name}' can't be used: its member '{path}' is null.")]);
        }

        var isPipeline = input.Noun == nameof(Pipeline);
        if (input.Text is not null || (input.Noun is not null && !isPipeline) || (!isPipeline && !input.Has(nameof(Pipeline.Stages)) && !input.Has(nameof(Pipeline))))
        {
            return null;
        }

        try
        {
            return PipelineObject.Read(PSObject.AsPSObject(input.Value), isPipeline && !string.IsNullOrEmpty(input.TypeName) && input.TypeName.EndsWith("." + nameof(Pipeline), StringComparison.Ordinal));
        }
        catch (ArgumentTransformationMetadataException wrong)
        {
            throw ServiceException.FromFindings([new Finding(
                "PipelineObjectInvalid", $"The pipeline object can't be read: {wrong.Message} If the object comes from a file or a job, not all its parts were serialized. Use Export-Clixml -Depth 10, or ConvertTo-Json -Depth 20 in the job.")]);
        }
    }

    /// <summary>Creates the error for an input that the cmdlet does not accept.</summary>
    /// <param name="input">The input.</param>
    /// <param name="accepted">What the cmdlet accepts, as a sentence.</param>
    public static ServiceException Unexpected(PipedInput input, string accepted) => ServiceException.FromFindings([new Finding(
        "UnexpectedInputObject", $"The input is {ResourceNoun.KindOf(input)}, which is not valid here. {accepted}")]);
}
