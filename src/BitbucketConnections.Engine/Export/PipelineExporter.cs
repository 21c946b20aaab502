using System.Text.Json.Nodes;
using BitbucketConnections.Engine.Declarations;

namespace BitbucketConnections.Engine.Export;

/// <summary>Exports pipelines for other tools.</summary>
internal sealed class PipelineExporter : IPipelineExporter
{
    public string Export(Pipeline pipeline, PipelineExportFormat format) => format switch
    {
        PipelineExportFormat.CloudFormation => CloudFormationWriter.Write(pipeline, Tree(pipeline)),
        PipelineExportFormat.Terraform => TerraformWriter.Write(pipeline, Tree(pipeline)),
        PipelineExportFormat.Mermaid => MermaidWriter.Write(pipeline),
        _ => DefinitionJson.Write(WithoutVersion(pipeline)) + "\n",
    };

    private static JsonObject Tree(Pipeline pipeline) => RecordWriter.Write(WithoutVersion(pipeline));

    // AWS assigns versions; create-pipeline and update-pipeline ignore the version in the input.
    private static Pipeline WithoutVersion(Pipeline pipeline) => pipeline with { Version = null };
}
