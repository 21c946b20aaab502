using System.Text.Json.Nodes;
using BitbucketConnections.Engine.Pipelines.Json;
using BitbucketConnections.Engine.Pipelines.Mapping;

namespace BitbucketConnections.Engine.Export;

/// <summary>Writes pipelines for other tools.</summary>
internal sealed class PipelineExporter : IPipelineExporter
{
    public string Export(Pipeline pipeline, PipelineExportFormat format) => format switch
    {
        PipelineExportFormat.CloudFormation => CloudFormationWriter.Write(pipeline, Tree(pipeline)),
        PipelineExportFormat.Terraform => TerraformWriter.Write(pipeline, Tree(pipeline)),
        PipelineExportFormat.Mermaid => MermaidWriter.Write(pipeline),
        _ => Json(pipeline),
    };

    // AWS numbers versions itself; create-pipeline and update-pipeline ignore the one they are given.
    private static string Json(Pipeline pipeline)
    {
        var json = JsonNode.Parse(PipelineJson.Write(pipeline))!;
        json["pipeline"]!.AsObject().Remove("version");
        return PipelineJson.Indent(json) + "\n";
    }

    private static JsonObject Tree(Pipeline pipeline)
    {
        var tree = JsonObject.Create(PipelineJson.Tree(DeclarationWriter.Write(pipeline)).Clone())!;
        tree.Remove("version");
        return tree;
    }
}
