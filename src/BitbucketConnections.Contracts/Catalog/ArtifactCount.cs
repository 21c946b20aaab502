namespace BitbucketConnections.Catalog;

/// <summary>How many artifacts an action takes or makes.</summary>
public sealed class ArtifactCount
{
    /// <summary>Initializes a new instance of the <see cref="ArtifactCount"/> class.</summary>
    /// <param name="minimum">The fewest.</param>
    /// <param name="maximum">The most.</param>
    public ArtifactCount(int minimum, int maximum)
    {
        Minimum = minimum;
        Maximum = maximum;
    }

    /// <summary>Gets the fewest.</summary>
    public int Minimum { get; }

    /// <summary>Gets the most.</summary>
    public int Maximum { get; }

    /// <summary>Determines whether a number of artifacts is valid.</summary>
    /// <param name="count">The number.</param>
    /// <returns>True from <see cref="Minimum"/> to <see cref="Maximum"/>.</returns>
    public bool Contains(int count) => count >= Minimum && count <= Maximum;

    /// <inheritdoc/>
    public override string ToString() => Minimum == Maximum ? $"{Minimum}" : $"{Minimum} to {Maximum}";
}
