namespace BitbucketConnections.Tests;

/// <summary>The exporter of the fake.</summary>
internal sealed class FakeExporter : IPipelineExporter
{
    public string Export(Pipeline pipeline, PipelineExportFormat format) => $"{format} of {pipeline.Name}\n";
}
