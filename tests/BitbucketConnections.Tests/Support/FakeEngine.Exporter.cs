namespace BitbucketConnections.Tests;

/// <summary>The exporter of the fake.</summary>
internal sealed partial class FakeSession : IPipelineExporter
{
    public IPipelineExporter Exporter => this;

    public string Export(Pipeline pipeline, PipelineExportFormat format) => $"{format} of {pipeline.Name}\n";
}
