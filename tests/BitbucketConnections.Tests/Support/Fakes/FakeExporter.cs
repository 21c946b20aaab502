using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Tests;

/// <summary>The exporter of the fake.</summary>
internal sealed class FakeExporter : IPipelineExporter
{
    public PipelineExport Export(Pipeline pipeline, PipelineExportFormat format) => new()
    {
        Text = $"{format} of {pipeline.Name}{string.Concat((pipeline.Tags ?? new Dictionary<string, string>()).Select(tag => $" with {tag.Key}={tag.Value}"))}\n",
        ResourceType = format.ToString(),
        Unsupported = format == PipelineExportFormat.CloudFormation ? ["stages.S.beforeEntry.conditions.0.rules.R.timeoutInMinutes"] : [],
    };
}
