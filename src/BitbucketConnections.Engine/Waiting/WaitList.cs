using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Engine.Calling;
using BitbucketConnections.Engine.Time;

namespace BitbucketConnections.Engine.Waiting;

/// <summary>Things that are waited for together, until the last is done or the time is up.</summary>
/// <typeparam name="TItem">The things.</typeparam>
/// <typeparam name="TSeen">What is seen of them.</typeparam>
internal sealed class WaitList<TItem, TSeen>
    where TItem : WaitTarget<TSeen>
    where TSeen : class
{
    private readonly List<TItem> _left;
    private readonly TimeSpan _timeout;
    private readonly TimeSpan _leastLook;

    /// <summary>Initializes a new instance of the <see cref="WaitList{TItem, TSeen}"/> class.</summary>
    /// <param name="items">What is waited for.</param>
    /// <param name="options">How long and how often.</param>
    /// <param name="clock">The time.</param>
    /// <param name="leastLook">What a look may take though the time is up; null for as long as one answer may.</param>
    public WaitList(IEnumerable<TItem> items, WaitOptions options, IClock clock, TimeSpan? leastLook = null)
    {
        _left = items.ToList();
        _leastLook = leastLook ?? CallLimits.Default.Answer;
        _timeout = options.Timeout;
        Schedule = new PollSchedule(options, clock);
    }

    public PollSchedule Schedule { get; }

    /// <summary>Gets the things that are not done and were seen.</summary>
    public IEnumerable<TItem> Waiting => _left.Where(item => item.LastSeen is not null);

    public bool IsCompleted => _left.Count == 0;

    /// <summary>Looks once at all that is left, a group at a time, and takes out what is done.</summary>
    /// <typeparam name="TKey">What those have in common that are looked at together.</typeparam>
    /// <param name="groupBy">Groups the things.</param>
    /// <param name="look">Looks at a group. Its failure is that of each of the group, unless the next look may go well.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    /// <returns>What is done.</returns>
    public async Task<IReadOnlyList<TItem>> PollAsync<TKey>(
        Func<TItem, TKey> groupBy, Func<TKey, List<TItem>, CancellationToken, Task> look, CancellationToken cancellationToken)
    {
        Schedule.Start();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Schedule.Remaining > _leastLook ? Schedule.Remaining : _leastLook);
        var isThrottled = false;
        foreach (var group in _left.GroupBy(groupBy).ToList())
        {
            var items = group.ToList();
            try
            {
                await look(group.Key, items, deadline.Token).ConfigureAwait(false);
            }
            catch (ServiceException failure) when (PollSchedule.Outlives(failure, items.Exists(item => item.LastSeen is not null)))
            {
                // A wait of hours outlives a passing fault: the next poll comes later.
                isThrottled = true;
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested && deadline.IsCancellationRequested)
            {
                // A host that is silent takes the SDK's tries; they end with the wait.
                break;
            }
            catch (ServiceException failure)
            {
                items.ForEach(item => item.Fail(failure));
            }
        }

        Schedule.Note(isThrottled);
        if (Schedule.Remaining == TimeSpan.Zero || deadline.IsCancellationRequested)
        {
            _left.ForEach(item => item.TimeOut(_timeout));
        }

        var done = _left.Where(item => item.IsDone).ToList();
        _left.RemoveAll(item => item.IsDone);
        return done;
    }
}
