namespace Amazon.CodePipeline.Model;

/// <summary>A blocker declaration of the API.</summary>
public partial class BlockerDeclaration
{
    /// <summary>Gets or sets the name: 1–100 characters; required.</summary>
    public string? Name { get; set; }

    /// <summary>Gets or sets the type: one of <c>Schedule</c>; required.</summary>
    public BlockerType? Type { get; set; }
}
