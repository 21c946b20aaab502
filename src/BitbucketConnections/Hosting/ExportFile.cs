using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace BitbucketConnections.Hosting;

/// <summary>The files of an export.</summary>
internal sealed class ExportFile
{
    private static readonly Encoding s_utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
    private readonly string _path;
    private readonly PipelineExportFormat _format;

    /// <summary>Initializes a new instance of the <see cref="ExportFile"/> class.</summary>
    /// <param name="path">The full path of a file or folder.</param>
    /// <param name="format">The format, which determines the extension.</param>
    public ExportFile(string path, PipelineExportFormat format)
    {
        _path = path;
        _format = format;
        IsFolder = Directory.Exists(path) || path.EndsWith(Path.DirectorySeparatorChar.ToString(), StringComparison.Ordinal) || path.EndsWith("/", StringComparison.Ordinal);
    }

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

    private string Extension => _format switch
    {
        PipelineExportFormat.CloudFormation => ".yaml",
        PipelineExportFormat.Terraform => ".tf",
        PipelineExportFormat.Mermaid => ".mmd",
        _ => ".json",
    };

    /// <summary>Writes a file in UTF-8 without a byte order mark.</summary>
    /// <returns>The folder that was created; null if it existed.</returns>
    /// <exception cref="ServiceException">The file already exists, or cannot be written.</exception>
    public static string? Write(string path, string text, bool overwrite)
    {
        try
        {
            var folder = Path.GetDirectoryName(path)!;
            var isNew = !Directory.Exists(folder);
            Directory.CreateDirectory(folder);
            using var stream = new FileStream(path, overwrite ? FileMode.Create : FileMode.CreateNew, FileAccess.Write);
            var bytes = s_utf8.GetBytes(text);
            stream.Write(bytes, 0, bytes.Length);
            return isNew ? folder : null;
        }
        catch (IOException failure) when (!overwrite && File.Exists(path))
        {
            throw new ServiceException(ServiceErrorKind.InvalidState, $"The file '{path}' already exists. Use -Force to overwrite it.", failure) { Condition = "FileExists" };
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ServiceException(ServiceErrorKind.InvalidState, $"Cannot write the file '{path}': {failure.Message.TrimEnd('.')}.", failure) { Condition = "FileNotWritten" };
        }
    }
}
