namespace BitbucketConnections;

/// <summary>The outcome of the work on one item: a value or an error.</summary>
/// <typeparam name="TItem">The type of the items.</typeparam>
/// <typeparam name="TValue">The type of the results.</typeparam>
public sealed class FleetOutcome<TItem, TValue>
{
    private readonly TValue? _value;

    /// <summary>Initializes a new instance of the <see cref="FleetOutcome{TItem, TValue}"/> class for work that succeeded.</summary>
    /// <param name="item">The item.</param>
    /// <param name="value">The value.</param>
    public FleetOutcome(TItem item, TValue value)
    {
        Item = item;
        _value = value;
    }

    /// <summary>Initializes a new instance of the <see cref="FleetOutcome{TItem, TValue}"/> class for work that failed.</summary>
    /// <param name="item">The item.</param>
    /// <param name="error">The error.</param>
    public FleetOutcome(TItem item, ServiceException error)
    {
        Item = item;
        Error = error;
    }

    /// <summary>Gets the item.</summary>
    public TItem Item { get; }

    /// <summary>Gets the error; null if the work succeeded.</summary>
    public ServiceException? Error { get; }

    /// <summary>Gets the value.</summary>
    /// <exception cref="ServiceException">The work failed.</exception>
    public TValue Value => Error is null ? _value! : throw Error;
}
