using System;
using System.Collections.Generic;
using System.Management.Automation;

namespace BitbucketConnections.Binding.Targets;

/// <summary>The target of a cmdlet for pipelines and executions: a name or ARN, or an object that contains it, also after a job or file.</summary>
internal sealed class PipelineTarget
{
    private static readonly string[] s_parts = [nameof(PipelineExecutionId), nameof(StageName), nameof(ActionName)];
    private readonly Dictionary<string, string?> _parts = new(StringComparer.Ordinal);
    private readonly bool _isPipeline;

    private PipelineTarget(object input, string pipelineName, string? region, PSObject? given = null)
    {
        Input = input;
        PipelineName = pipelineName;
        Region = region;
        _isPipeline = given?.Properties[nameof(Pipeline.Stages)] is not null;
        foreach (var property in s_parts)
        {
            if (given?.Properties[property] is not null)
            {
                _parts.Add(property, Text(given, property));
            }
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

    /// <summary>Reads a name or ARN.</summary>
    /// <exception cref="ServiceException">Kind InvalidInput: the text is neither.</exception>
    public static PipelineTarget OfText(string text)
    {
        if (!text.StartsWith("arn:", StringComparison.Ordinal))
        {
            return PipelineNameRules.CheckName("pipeline", "InvalidPipelineName", text) is { } wrong ? throw ServiceException.FromFindings([wrong]) : new PipelineTarget(text, text, null);
        }

        return PipelineNameRules.CheckPipelineArn(text, out var arn) is { } finding
            ? throw ServiceException.FromFindings([finding])
            : new PipelineTarget(text, arn!.Resource, arn.Region) { PipelineArn = text };
    }

    /// <summary>Reads an object: a pipeline, execution, stage or action.</summary>
    /// <exception cref="ServiceException">Kind InvalidInput: the object does not identify a pipeline.</exception>
    public static PipelineTarget OfObject(PSObject given)
    {
        if (given.BaseObject is string text)
        {
            return OfText(text);
        }

        var name = (given.BaseObject as Pipeline)?.Name ?? Text(given, "PipelineName") ?? (Text(given, "PipelineArn") is null ? null : Text(given, "Name"));
        return name is null
            ? throw ServiceException.FromFindings([new Finding(
                "NotAPipeline", $"'{given}' does not identify a pipeline. Specify a name, an ARN, or a pipeline, execution or stage from one of the cmdlets.")])
            : new PipelineTarget(given.BaseObject, name, Text(given, "Region"), given)
            {
                PipelineArn = Text(given, "PipelineArn"),
                Version = Text(given, "PipelineArn") is not null && int.TryParse(Text(given, "Version"), out var version) ? version : null,
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

    private static string? Text(PSObject given, string property) => given.Properties[property]?.Value?.ToString() is { Length: > 0 } text ? text : null;
}
