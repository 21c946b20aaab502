using System.Collections.Generic;

namespace BitbucketConnections;

/// <summary>
/// A definition that broke no rule when it was checked. <see cref="IPipelineService"/> makes it, and the steps after that take it, so that none
/// of them has to check again.
/// </summary>
public abstract class CheckedDefinition
{
    /// <summary>Initializes a new instance of the <see cref="CheckedDefinition"/> class.</summary>
    /// <param name="definition">The definition.</param>
    /// <param name="warnings">What the check found that AWS may accept all the same.</param>
    protected CheckedDefinition(Pipeline definition, IReadOnlyList<Finding> warnings)
    {
        Definition = definition;
        Warnings = warnings;
    }

    /// <summary>Gets the definition.</summary>
    public Pipeline Definition { get; }

    /// <summary>Gets the warnings; empty when there are none.</summary>
    public IReadOnlyList<Finding> Warnings { get; }
}
