namespace Amazon.CodePipeline.Model;

/// <summary>A pipeline variable declaration of the API.</summary>
public partial class PipelineVariableDeclaration
{
    /// <summary>Gets or sets the name: 1–128 characters, of the pattern <c>[A-Za-z0-9@\-_]+</c>; required.</summary>
    public string? Name { get; set; }

    /// <summary>Gets or sets the default value: 1–1000 characters, of the pattern <c>.*</c>.</summary>
    public string? DefaultValue { get; set; }

    /// <summary>Gets or sets the description: 0–200 characters, of the pattern <c>.*</c>.</summary>
    public string? Description { get; set; }
}
