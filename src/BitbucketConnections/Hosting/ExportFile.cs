using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace BitbucketConnections.Hosting;

/// <summary>The files of an export.</summary>
internal sealed class ExportFile
{
    private readonly string _path;

    /// <summary>Initializes a new instance of the <see cref="ExportFile"/> class.</summary>
    /// <param name="path">The full path of a file or folder.</param>
    /// <param name="format">The format, which determines the extension; null for the format of the extension, or JSON.</param>
    /// <exception cref="ServiceException">Kind InvalidInput: the extension is that of another format.</exception>
    public ExportFile(string path, PipelineExportFormat? format)
    {
        _path = path;
        IsFolder = Directory.Exists(path) || path.EndsWith(Path.DirectorySeparatorChar.ToString(), StringComparison.Ordinal) || path.EndsWith("/", StringComparison.Ordinal);
        var ofExtension = IsFolder ? null : FormatOf(path);
        if (format is { } given && ofExtension is { } other && other != given)
        {
            throw ServiceException.FromFindings([new Finding(
                "ExportFormatDiffers", $"The extension of '{path}' is that of the format {other}, but -Format is {given}. Omit -Format, or use the extension '{ExtensionOf(given)}'.")]);
        }

        Format = format ?? ofExtension ?? PipelineExportFormat.Json;
    }

    /// <summary>Gets the format.</summary>
    public PipelineExportFormat Format { get; }

    /// <summary>Gets a value indicating whether each pipeline has its own file.</summary>
    public bool IsFolder { get; }

    /// <summary>Gets the path of the file of a pipeline. The file name contains the Region if pipelines in several Regions have the same name.</summary>
    /// <param name="pipeline">The pipeline, one of <paramref name="all"/>.</param>
    /// <param name="all">The pipelines that are written together.</param>
    /// <exception cref="ServiceException">The name of the pipeline is not valid, or another pipeline would have the same file.</exception>
    public string PathFor(Pipeline pipeline, IReadOnlyList<Pipeline> all)
    {
        if (!IsFolder)
        {
            return _path;
        }

        if (PipelineNameRules.CheckName("pipeline", "InvalidPipelineName", pipeline.Name) is { } wrong)
        {
            throw ServiceException.FromFindings([wrong]);
        }

        // On many systems, file names that differ only in case are the same file.
        var others = all.Where(other => other != pipeline && pipeline.Name.Equals(other.Name, StringComparison.OrdinalIgnoreCase)).ToList();
        if (others.Exists(other => other.Region == pipeline.Region))
        {
            throw ServiceException.FromFindings([new Finding(
                "OneFileForSeveral", $"Two pipelines {(pipeline.Region.Length > 0 ? "in " + pipeline.Region : "without a Region")} have the same file name '{pipeline.Name}{Extension}'. Write them to separate folders.")]);
        }

        return Path.Combine(_path, pipeline.Name + (others.Count > 0 && pipeline.Region.Length > 0 ? "." + pipeline.Region : string.Empty) + Extension);
    }

    // Any format can have another extension.
    private static PipelineExportFormat? FormatOf(string path) => Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".JSON" => PipelineExportFormat.Json,
        ".YAML" or ".YML" => PipelineExportFormat.CloudFormation,
        ".TF" => PipelineExportFormat.Terraform,
        ".MMD" => PipelineExportFormat.Mermaid,
        _ => null,
    };

    private string Extension => ExtensionOf(Format);

    private static string ExtensionOf(PipelineExportFormat format) => format switch
    {
        PipelineExportFormat.CloudFormation => ".yaml",
        PipelineExportFormat.Terraform => ".tf",
        PipelineExportFormat.Mermaid => ".mmd",
        _ => ".json",
    };
}
