namespace Amazon.CodePipeline.Model;

/// <summary>A pipeline execution filter of the API.</summary>
public partial class PipelineExecutionFilter
{
    /// <summary>Gets or sets the succeeded in stage.</summary>
    public SucceededInStageFilter? SucceededInStage { get; set; }
}
