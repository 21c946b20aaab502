namespace BitbucketConnections.Engine.Fleet;

/// <summary>How the work on one item ended: with a value, or with an error of its own.</summary>
/// <typeparam name="TItem">The items.</typeparam>
/// <typeparam name="TValue">What the work gives.</typeparam>
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

    /// <summary>Gets the error; null when the work succeeded.</summary>
    public ServiceException? Error { get; }

    /// <summary>Gets the value.</summary>
    /// <exception cref="ServiceException">The work failed.</exception>
    public TValue Value => Error is null ? _value! : throw Error;

    public static FleetOutcome<TItem, TValue> Succeeded(TItem item, TValue value) => new(item, value, null);

    public static FleetOutcome<TItem, TValue> Failed(TItem item, ServiceException error) => new(item, default, error);
}
