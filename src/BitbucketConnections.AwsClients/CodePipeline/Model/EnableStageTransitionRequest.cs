namespace Amazon.CodePipeline.Model;

/// <summary>The request of EnableStageTransition.</summary>
public partial class EnableStageTransitionRequest : AmazonCodePipelineRequest
{
    /// <summary>Gets or sets the pipeline name: 1–100 characters, of the pattern <c>[A-Za-z0-9.@\-_]+</c>; required.</summary>
    public string? PipelineName { get; set; }

    /// <summary>Gets or sets the stage name: 1–100 characters, of the pattern <c>[A-Za-z0-9.@\-_]+</c>; required.</summary>
    public string? StageName { get; set; }

    /// <summary>Gets or sets the transition type; required.</summary>
    public StageTransitionType? TransitionType { get; set; }
}
