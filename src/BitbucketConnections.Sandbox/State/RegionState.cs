namespace BitbucketConnections.Sandbox.State;

/// <summary>The state of an account in a Region.</summary>
internal sealed class RegionState
{
    /// <summary>Initializes a new instance of the <see cref="RegionState"/> class.</summary>
    /// <param name="name">The Region.</param>
    public RegionState(string name) => Name = name;

    /// <summary>Gets the Region.</summary>
    public string Name { get; }

    /// <summary>Gets the states of all services in the Region.</summary>
    public StateParts<IRegionPart> Parts { get; } = new();

    /// <summary>Gets a service's state in the Region. The first call creates it.</summary>
    /// <typeparam name="T">The part.</typeparam>
    /// <returns>The part.</returns>
    public T Part<T>()
        where T : class, IRegionPart, new() => Parts.Get<T>();
}
