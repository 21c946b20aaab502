using System;
using System.Management.Automation;
using System.Threading;

namespace BitbucketConnections.Commands;

/// <summary>Finds the run that AWS starts when a pipeline is created; the list of runs may be empty for some 2 seconds after that.</summary>
internal sealed class FirstRun
{
    private const int Looks = 5;
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(500);
    private readonly Func<Page<PipelineExecution>> _list;
    private readonly CancellationToken _stop;

    public FirstRun(Func<Page<PipelineExecution>> list, CancellationToken stop)
    {
        _list = list;
        _stop = stop;
    }

    /// <summary>Gets the id of the run; null when none shows, or the list may not be read: the pipeline is there all the same.</summary>
    /// <exception cref="PipelineStoppedException">Ctrl+C.</exception>
    public string? Find(Action<string> warn)
    {
        try
        {
            for (var look = 1; ; look++)
            {
                var runs = _list().Items;
                if (runs.Count > 0 || look == Looks)
                {
                    return runs.Count > 0 ? runs[runs.Count - 1].PipelineExecutionId : null;
                }

                if (_stop.WaitHandle.WaitOne(s_pause))
                {
                    throw new PipelineStoppedException();
                }
            }
        }
        catch (ServiceException failure)
        {
            warn($"The pipeline is created; its first run can't be read: {failure.Message}");
            return null;
        }
    }
}
