namespace BitbucketConnections;

/// <summary>Writes pipelines for other tools. Calls nothing.</summary>
public interface IPipelineExporter
{
    /// <summary>Writes a pipeline, complete for every field.</summary>
    /// <param name="pipeline">The pipeline or definition.</param>
    /// <param name="format">For which tool.</param>
    /// <returns>The text, with <c>\n</c> line ends.</returns>
    string Export(Pipeline pipeline, PipelineExportFormat format);
}

/// <summary>For which tool a pipeline is written.</summary>
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
