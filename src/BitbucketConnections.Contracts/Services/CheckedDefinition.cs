using System.Collections.Generic;

namespace BitbucketConnections;

/// <summary>
/// A definition that passed all rules when it was checked. <see cref="IPipelineService"/> creates it. Later steps accept only this type, so none
/// of them has to check again.
/// </summary>
public abstract class CheckedDefinition
{
    /// <summary>Initializes a new instance of the <see cref="CheckedDefinition"/> class.</summary>
    /// <param name="definition">The definition.</param>
    /// <param name="warnings">The findings that AWS may still accept.</param>
    protected CheckedDefinition(Pipeline definition, IReadOnlyList<Finding> warnings)
    {
        Definition = definition;
        Warnings = warnings;
    }

    /// <summary>Gets the definition.</summary>
    public Pipeline Definition { get; }

    /// <summary>Gets the warnings; empty if there are none.</summary>
    public IReadOnlyList<Finding> Warnings { get; }
}
