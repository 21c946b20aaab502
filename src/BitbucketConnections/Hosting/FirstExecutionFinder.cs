using System;
using System.Management.Automation;
using System.Threading;

namespace BitbucketConnections.Hosting;

/// <summary>Finds the execution that AWS starts when a pipeline is created. The list of executions can be empty for 2.3 seconds
/// (observed), so it is read for up to 5 seconds.</summary>
internal sealed class FirstExecutionFinder
{
    private const int Looks = 11;
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(500);
    private readonly Func<Page<PipelineExecution>> _list;
    private readonly CancellationToken _stop;

    public FirstExecutionFinder(Func<Page<PipelineExecution>> list, CancellationToken stop)
    {
        _list = list;
        _stop = stop;
    }

    /// <summary>Gets the id of the execution; null if it is not listed, or the list cannot be read. The pipeline exists in any case.</summary>
    /// <exception cref="PipelineStoppedException">Ctrl+C.</exception>
    public string? Find(Action<string> warn)
    {
        try
        {
            for (var look = 1; ; look++)
            {
                var executions = _list().Items;
                if (executions.Count > 0 || look == Looks)
                {
                    return executions.Count > 0 ? executions[executions.Count - 1].PipelineExecutionId : null;
                }

                if (_stop.WaitHandle.WaitOne(s_pause))
                {
                    throw new PipelineStoppedException();
                }
            }
        }
        catch (ServiceException failure)
        {
            warn($"The pipeline was created, but its first execution cannot be read: {failure.Message}");
            return null;
        }
    }
}
