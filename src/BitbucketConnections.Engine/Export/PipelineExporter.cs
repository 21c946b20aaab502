using System.Text.Json.Nodes;
using BitbucketConnections.Engine.Declarations;

namespace BitbucketConnections.Engine.Export;

/// <summary>Exports pipelines for other tools.</summary>
internal sealed class PipelineExporter : IPipelineExporter
{
    public PipelineExport Export(Pipeline pipeline, PipelineExportFormat format)
    {
        var shown = ShownDefinition.Of(pipeline);
        var written = Write(shown, format);
        return new PipelineExport
        {
            Text = written.Text,
            HasValues = format != PipelineExportFormat.Mermaid && HasValues(shown),
            ResourceType = written.ResourceType,
            Unsupported = written.Unsupported,
        };
    }

    public string? Save(string path, PipelineExport exported, bool overwrite) => ExportedFile.Write(path, exported.Text, exported.HasValues, overwrite);

    private static PipelineExport Write(Pipeline pipeline, PipelineExportFormat format) => format switch
    {
        PipelineExportFormat.CloudFormation => CloudFormationWriter.Write(pipeline, Tree(pipeline)),
        PipelineExportFormat.Terraform => TerraformWriter.Write(pipeline, Tree(pipeline)),
        PipelineExportFormat.Mermaid => new PipelineExport { Text = MermaidWriter.Write(pipeline) },

        // AWS ignores the version. Set-BitbucketPipeline needs it to find a change that someone else made after the export.
        _ => new PipelineExport { Text = DefinitionJson.Write(pipeline) + "\n" },
    };

    // The wire trace hides the same values: those of variables, user parameters, and everything that looks like a secret.
    private static bool HasValues(Pipeline pipeline) => DefinitionJson.Write(pipeline) is var json && Redaction.Wire(json) != json;

    // These formats have no version, because AWS assigns it.
    private static JsonObject Tree(Pipeline pipeline) => RecordWriter.Write(pipeline with { Version = null });
}
