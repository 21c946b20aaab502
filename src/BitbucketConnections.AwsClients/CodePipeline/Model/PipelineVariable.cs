namespace Amazon.CodePipeline.Model;

/// <summary>A pipeline variable of the API.</summary>
public partial class PipelineVariable
{
    /// <summary>Gets or sets the name: 1–128 characters, of the pattern <c>[A-Za-z0-9@\-_]+</c>; required.</summary>
    public string? Name { get; set; }

    /// <summary>Gets or sets the value: 1–1000 characters, of the pattern <c>.*</c>; required.</summary>
    public string? Value { get; set; }
}
