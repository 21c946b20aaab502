using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Engine.Sessions;

namespace BitbucketConnections.Engine.Calls;

/// <summary>Things that are waited for together, until the last is done or the time is up.</summary>
/// <typeparam name="TItem">The things.</typeparam>
/// <typeparam name="TSeen">What is seen of them.</typeparam>
internal sealed class WaitList<TItem, TSeen>
    where TItem : Awaited<TSeen>
    where TSeen : class
{
    private readonly List<TItem> _left;
    private readonly TimeSpan _timeout;

    public WaitList(IEnumerable<TItem> items, WaitOptions options, IClock clock)
    {
        _left = items.ToList();
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
        var isThrottled = false;
        foreach (var group in _left.GroupBy(groupBy).ToList())
        {
            var items = group.ToList();
            try
            {
                await look(group.Key, items, cancellationToken).ConfigureAwait(false);
            }
            catch (ServiceException failure) when (PollSchedule.Outlives(failure, items.Exists(item => item.LastSeen is not null)))
            {
                // A wait of hours outlives a passing fault: the next poll comes later.
                isThrottled = true;
            }
            catch (ServiceException failure)
            {
                items.ForEach(item => item.Fail(failure));
            }
        }

        Schedule.Note(isThrottled);
        if (Schedule.Remaining == TimeSpan.Zero)
        {
            _left.ForEach(item => item.TimeOut(_timeout));
        }

        var done = _left.Where(item => item.IsDone).ToList();
        _left.RemoveAll(item => item.IsDone);
        return done;
    }
}
