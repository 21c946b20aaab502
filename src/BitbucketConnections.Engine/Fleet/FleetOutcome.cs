namespace BitbucketConnections.Engine.Fleet;

/// <summary>The outcome of the work on one item: a value or an error.</summary>
/// <typeparam name="TItem">The type of the items.</typeparam>
/// <typeparam name="TValue">The type of the results.</typeparam>
internal sealed class FleetOutcome<TItem, TValue>
{
    private readonly TValue? _value;

    private FleetOutcome(TItem item, TValue? value, ServiceException? error)
    {
        Item = item;
        _value = value;
        Error = error;
    }

    public TItem Item { get; }

    /// <summary>Gets the error; null if the work succeeded.</summary>
    public ServiceException? Error { get; }

    /// <summary>Gets the value.</summary>
    /// <exception cref="ServiceException">The work failed.</exception>
    public TValue Value => Error is null ? _value! : throw Error;

    public static FleetOutcome<TItem, TValue> Succeeded(TItem item, TValue value) => new(item, value, null);

    public static FleetOutcome<TItem, TValue> Failed(TItem item, ServiceException error) => new(item, default, error);
}
