using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Engine.Export;

namespace BitbucketConnections.Tests;

/// <summary>The exporter of the fake.</summary>
internal sealed class FakeExporter : IPipelineExporter
{
    public PipelineExport Export(Pipeline pipeline, PipelineExportFormat format) => new()
    {
        Text = $"{format} of {pipeline.Name}{string.Concat((pipeline.Tags ?? new Dictionary<string, string>()).Select(tag => $" with {tag.Key}={tag.Value}"))}\n",
        ResourceType = format.ToString(),
        HasValues = pipeline.Variables.Count > 0,
        Unsupported = format == PipelineExportFormat.CloudFormation ? ["stages.S.beforeEntry.conditions.0.rules.R.timeoutInMinutes"] : [],
    };

    public string? Save(string path, PipelineExport exported, bool overwrite) => ExportedFile.Write(path, exported.Text, exported.HasValues, overwrite);
}
