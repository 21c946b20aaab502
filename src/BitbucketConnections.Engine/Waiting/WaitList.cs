using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Engine.Calling;
using BitbucketConnections.Engine.Time;

namespace BitbucketConnections.Engine.Waiting;

/// <summary>Items to wait for together, until all are done or the wait times out.</summary>
/// <typeparam name="TItem">The type of the items.</typeparam>
/// <typeparam name="TSeen">The type of their state.</typeparam>
internal sealed class WaitList<TItem, TSeen>
    where TItem : WaitTarget<TSeen>
    where TSeen : class
{
    private readonly List<TItem> _left;
    private readonly TimeSpan _timeout;
    private readonly TimeSpan _leastLook;
    private readonly int _limit;

    /// <summary>Initializes a new instance of the <see cref="WaitList{TItem, TSeen}"/> class.</summary>
    /// <param name="items">The items.</param>
    /// <param name="options">The timeout, the interval and the number of groups that are polled at the same time.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="leastLook">The minimum time for a poll, even at the deadline; null for the limit of one response.</param>
    public WaitList(IEnumerable<TItem> items, WaitOptions options, IClock clock, TimeSpan? leastLook = null)
    {
        _left = items.ToList();
        _leastLook = leastLook ?? CallLimits.Default.Answer;
        _timeout = options.Timeout;
        _limit = options.Limit;
        Schedule = new PollSchedule(options, clock);
    }

    public PollSchedule Schedule { get; }

    /// <summary>Gets the remaining items that were found.</summary>
    public IEnumerable<TItem> Waiting => _left.Where(item => item.LastSeen is not null);

    public bool IsCompleted => _left.Count == 0;

    /// <summary>Polls the remaining items once, several groups at the same time, and removes the items that are done.</summary>
    /// <typeparam name="TKey">The type of the group key.</typeparam>
    /// <param name="groupBy">Gets the group of an item.</param>
    /// <param name="look">Polls a group. An error applies to each item of the group, unless it is temporary.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The items that are done, in their order.</returns>
    public async Task<IReadOnlyList<TItem>> PollAsync<TKey>(
        Func<TItem, TKey> groupBy, Func<TKey, List<TItem>, CancellationToken, Task> look, CancellationToken cancellationToken)
    {
        Schedule.Start();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Schedule.Remaining > _leastLook ? Schedule.Remaining : _leastLook);
        using var turns = new SemaphoreSlim(_limit);
        var polls = _left.GroupBy(groupBy).Select(group => (group.Key, Items: group.ToList())).ToList()
            .ConvertAll(group => InTurnAsync(turns, token => PollAsync(group.Items, () => look(group.Key, group.Items, token), cancellationToken, token), deadline.Token));
        var isThrottled = (await Task.WhenAll(polls).ConfigureAwait(false)).Any(isTemporary => isTemporary);

        Schedule.Note(isThrottled);
        if (Schedule.Remaining == TimeSpan.Zero || deadline.IsCancellationRequested)
        {
            _left.ForEach(item => item.TimeOut(_timeout));
        }

        var done = _left.Where(item => item.IsDone).ToList();
        _left.RemoveAll(item => item.IsDone);
        return done;
    }

    // A group that did not get its turn before the deadline is not polled.
    private static async Task<bool> InTurnAsync(SemaphoreSlim turns, Func<CancellationToken, Task<bool>> poll, CancellationToken deadline)
    {
        await turns.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            return !deadline.IsCancellationRequested && await poll(deadline).ConfigureAwait(false);
        }
        finally
        {
            turns.Release();
        }
    }

    // True after a temporary error: a long wait continues with a later poll. A host that does not respond causes SDK retries, which end with the wait.
    private static async Task<bool> PollAsync(List<TItem> items, Func<Task> look, CancellationToken stop, CancellationToken deadline)
    {
        try
        {
            await look().ConfigureAwait(false);
        }
        catch (ServiceException failure) when (PollSchedule.Outlives(failure, items.Exists(item => item.LastSeen is not null)))
        {
            return true;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested && deadline.IsCancellationRequested)
        {
            return false;
        }
        catch (ServiceException failure)
        {
            items.ForEach(item => item.Fail(failure));
        }

        return false;
    }
}
