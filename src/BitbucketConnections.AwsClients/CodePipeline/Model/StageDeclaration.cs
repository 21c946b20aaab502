using System.Collections.Generic;

namespace Amazon.CodePipeline.Model;

/// <summary>A stage declaration of the API.</summary>
public partial class StageDeclaration
{
    /// <summary>Gets or sets the name: 1–100 characters, of the pattern <c>[A-Za-z0-9.@\-_]+</c>; required.</summary>
    public string? Name { get; set; }

    /// <summary>Gets or sets the blockers.</summary>
    public List<BlockerDeclaration>? Blockers { get; set; }

    /// <summary>Gets or sets the actions; required.</summary>
    public List<ActionDeclaration>? Actions { get; set; }

    /// <summary>Gets or sets the on failure.</summary>
    public FailureConditions? OnFailure { get; set; }

    /// <summary>Gets or sets the on success.</summary>
    public SuccessConditions? OnSuccess { get; set; }

    /// <summary>Gets or sets the before entry.</summary>
    public BeforeEntryConditions? BeforeEntry { get; set; }
}
