namespace Amazon.CodePipeline.Model;

/// <summary>A pipeline trigger declaration of the API.</summary>
public partial class PipelineTriggerDeclaration
{
    /// <summary>Gets or sets the provider type: one of <c>CodeStarSourceConnection</c>; required.</summary>
    public PipelineTriggerProviderType? ProviderType { get; set; }

    /// <summary>Gets or sets the git configuration; required.</summary>
    public GitConfiguration? GitConfiguration { get; set; }
}
