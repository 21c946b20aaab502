using System.Text.Json.Nodes;
using BitbucketConnections.Engine.Declarations;

namespace BitbucketConnections.Engine.Export;

/// <summary>Exports pipelines for other tools.</summary>
internal sealed class PipelineExporter : IPipelineExporter
{
    public PipelineExport Export(Pipeline pipeline, PipelineExportFormat format) => format switch
    {
        PipelineExportFormat.CloudFormation => CloudFormationWriter.Write(pipeline, Tree(pipeline)),
        PipelineExportFormat.Terraform => TerraformWriter.Write(pipeline, Tree(pipeline)),
        PipelineExportFormat.Mermaid => new PipelineExport { Text = MermaidWriter.Write(pipeline) },

        // AWS ignores the version. Set-BitbucketPipeline needs it to find a change that someone else made after the export.
        _ => new PipelineExport { Text = DefinitionJson.Write(pipeline) + "\n" },
    };

    // These formats have no version, because AWS assigns it.
    private static JsonObject Tree(Pipeline pipeline) => RecordWriter.Write(pipeline with { Version = null });
}
