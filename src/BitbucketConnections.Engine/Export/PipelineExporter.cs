using System.Text.Json.Nodes;
using BitbucketConnections.Engine.Declarations;

namespace BitbucketConnections.Engine.Export;

/// <summary>Writes pipelines for other tools.</summary>
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

    // AWS numbers versions itself; create-pipeline and update-pipeline ignore the one they are given.
    private static Pipeline WithoutVersion(Pipeline pipeline) => pipeline with { Version = null };
}
