namespace BitbucketConnections;

/// <summary>Exports pipelines for other tools. Makes no AWS calls.</summary>
public interface IPipelineExporter
{
    /// <summary>Exports a pipeline with all its fields.</summary>
    /// <param name="pipeline">The pipeline or definition.</param>
    /// <param name="format">The format.</param>
    /// <returns>The text, and what the format does not support.</returns>
    PipelineExport Export(Pipeline pipeline, PipelineExportFormat format);
}

/// <summary>The export formats.</summary>
public enum PipelineExportFormat
{
    /// <summary>JSON of the AWS CLI's create-pipeline and update-pipeline.</summary>
    Json,

    /// <summary>A CloudFormation template in YAML.</summary>
    CloudFormation,

    /// <summary>A Terraform resource in HCL.</summary>
    Terraform,

    /// <summary>A Mermaid flowchart.</summary>
    Mermaid,
}
