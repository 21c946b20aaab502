namespace Amazon.CodePipeline.Model;

/// <summary>A succeeded in stage filter of the API.</summary>
public partial class SucceededInStageFilter
{
    /// <summary>Gets or sets the stage name: 1–100 characters, of the pattern <c>[A-Za-z0-9.@\-_]+</c>.</summary>
    public string? StageName { get; set; }
}
