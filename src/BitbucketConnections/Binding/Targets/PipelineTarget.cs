using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace BitbucketConnections.Binding.Targets;

/// <summary>The target of a cmdlet for pipelines and executions: a name or ARN, or an object that contains it, also after a job or file.</summary>
internal sealed class PipelineTarget
{
    private static readonly string[] s_parts = [nameof(PipelineExecutionId), nameof(StageName), nameof(ActionName)];
    private readonly Dictionary<string, string?> _parts = new(StringComparer.Ordinal);
    private readonly bool _isPipeline;

    private PipelineTarget(object input, string pipelineName, string? region, PipedInput? given = null)
    {
        Input = input;
        PipelineName = pipelineName;
        Region = region;
        _isPipeline = given?.Noun == nameof(Pipeline);
        ActionExecutionId = given?.Has(nameof(ActionExecutionId)) == true ? given[nameof(ActionExecutionId)] : null;
        foreach (var part in s_parts.Where(part => given?.Has(part) == true))
        {
            _parts.Add(part, given![part]);
        }

        // The short name of the id of an execution. Other objects have other ids.
        if (given?.Has("Id") == true && given.Noun is null or nameof(PipelineExecution) && !_parts.ContainsKey(nameof(PipelineExecutionId)))
        {
            _parts.Add(nameof(PipelineExecutionId), given["Id"]);
        }
    }

    /// <summary>Gets the input, for errors.</summary>
    public object Input { get; }

    public string PipelineName { get; }

    /// <summary>Gets the Region of the ARN or object; null for a name.</summary>
    public string? Region { get; }

    /// <summary>Gets the ARN, or the ARN of a pipeline object; null for other input.</summary>
    public string? PipelineArn { get; private init; }

    public string? PipelineExecutionId => Part("PipelineExecutionId");

    /// <summary>Gets the version, if the input is a pipeline object.</summary>
    public int? Version { get; private init; }

    public string? StageName => Part("StageName");

    public string? ActionName => Part("ActionName");

    /// <summary>Gets the id of the execution of an action; null for other input.</summary>
    public string? ActionExecutionId { get; }

    /// <summary>Reads a name or ARN.</summary>
    /// <exception cref="ServiceException">Kind InvalidInput: the text is neither.</exception>
    public static PipelineTarget OfText(string text) => Read(text, text, null);

    /// <summary>Reads an input: text, a pipeline, or one of its executions, stages or actions.</summary>
    /// <param name="input">The input.</param>
    /// <param name="text">The name or ARN that identifies its pipeline.</param>
    /// <exception cref="ServiceException">Kind InvalidInput: the text is neither.</exception>
    public static PipelineTarget Of(PipedInput input, string text) => Read(text, input.Value, input.Text is null ? input : null);

    private static PipelineTarget Read(string text, object input, PipedInput? given)
    {
        if (!text.StartsWith("arn:", StringComparison.Ordinal))
        {
            return PipelineNameRules.CheckName("pipeline", "InvalidPipelineName", text) is { } wrong
                ? throw ServiceException.FromFindings([wrong])
                : new PipelineTarget(input, text, given?["Region"], given);
        }

        return PipelineNameRules.CheckPipelineArn(text, out var arn) is { } finding
            ? throw ServiceException.FromFindings([finding])
            : new PipelineTarget(input, arn!.Resource, arn.Region, given)
            {
                PipelineArn = text,
                Version = int.TryParse(given?["Version"], NumberStyles.Integer, CultureInfo.InvariantCulture, out var version) ? version : null,
            };
    }

    // An execution or stage with an empty id must not be treated like a pipeline, which means any or all of them. A pipeline has only the id of its
    // first execution.
    private string? Part(string property) => !_parts.TryGetValue(property, out var text)
        ? null
        : !string.IsNullOrWhiteSpace(text) ? text
        : _isPipeline ? null
        : throw ServiceException.FromFindings([new Finding(
            "EmptyProperty", $"The object for '{PipelineName}' has no value in its property {property}. Specify -{property}, or pipe an object that has it.")]);
}
