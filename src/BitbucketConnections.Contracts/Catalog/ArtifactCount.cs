namespace BitbucketConnections.Catalog;

/// <summary>The allowed number of input or output artifacts of an action.</summary>
public sealed class ArtifactCount
{
    /// <summary>Initializes a new instance of the <see cref="ArtifactCount"/> class.</summary>
    /// <param name="minimum">The minimum.</param>
    /// <param name="maximum">The maximum.</param>
    public ArtifactCount(int minimum, int maximum)
    {
        Minimum = minimum;
        Maximum = maximum;
    }

    /// <summary>Gets the minimum.</summary>
    public int Minimum { get; }

    /// <summary>Gets the maximum.</summary>
    public int Maximum { get; }

    /// <summary>Determines whether a number of artifacts is valid.</summary>
    /// <param name="count">The number.</param>
    /// <returns>True from <see cref="Minimum"/> to <see cref="Maximum"/>.</returns>
    public bool Contains(int count) => count >= Minimum && count <= Maximum;

    /// <inheritdoc/>
    public override string ToString() => Minimum == Maximum ? $"{Minimum}" : $"{Minimum} to {Maximum}";
}
