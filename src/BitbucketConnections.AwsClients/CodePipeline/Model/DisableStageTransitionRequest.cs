namespace Amazon.CodePipeline.Model;

/// <summary>The request of DisableStageTransition.</summary>
public partial class DisableStageTransitionRequest : AmazonCodePipelineRequest
{
    /// <summary>Gets or sets the pipeline name: 1–100 characters, of the pattern <c>[A-Za-z0-9.@\-_]+</c>; required.</summary>
    public string? PipelineName { get; set; }

    /// <summary>Gets or sets the stage name: 1–100 characters, of the pattern <c>[A-Za-z0-9.@\-_]+</c>; required.</summary>
    public string? StageName { get; set; }

    /// <summary>Gets or sets the transition type; required.</summary>
    public StageTransitionType? TransitionType { get; set; }

    /// <summary>Gets or sets the reason: 1–300 characters, of the pattern <c>[a-zA-Z0-9!@ \(\)\.\*\?\-]+</c>; required.</summary>
    public string? Reason { get; set; }
}
