namespace BitbucketConnections;

/// <summary>Exports pipelines for other tools. Makes no AWS calls.</summary>
public interface IPipelineExporter
{
    /// <summary>Exports a pipeline with all its fields.</summary>
    /// <param name="pipeline">The pipeline or definition.</param>
    /// <param name="format">The format.</param>
    /// <returns>The text, and what the format does not support.</returns>
    PipelineExport Export(Pipeline pipeline, PipelineExportFormat format);

    /// <summary>
    /// Writes an export to a file, completely or not at all. Only the owner can read a file whose text has values; any other existing file keeps its mode.
    /// </summary>
    /// <param name="path">The full path of the file.</param>
    /// <param name="exported">The export.</param>
    /// <param name="overwrite">Whether to overwrite an existing file.</param>
    /// <returns>The folder that was created; null if it existed.</returns>
    /// <exception cref="ServiceException">Condition FileExists or FileNotWritten.</exception>
    string? Save(string path, PipelineExport exported, bool overwrite);
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
