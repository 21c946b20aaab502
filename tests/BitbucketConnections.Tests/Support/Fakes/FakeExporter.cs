using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Tests;

/// <summary>The exporter of the fake.</summary>
internal sealed class FakeExporter : IPipelineExporter
{
    public string Export(Pipeline pipeline, PipelineExportFormat format) =>
        $"{format} of {pipeline.Name}{string.Concat((pipeline.Tags ?? new Dictionary<string, string>()).Select(tag => $" with {tag.Key}={tag.Value}"))}\n";
}
