using System;
using System.Management.Automation;

namespace BitbucketConnections.Hosting;

/// <summary>Reads logs part by part, and shows progress while the reader waits for more. Ctrl+C ends it at once.</summary>
internal sealed class LogReading
{
    private const int ProgressId = 1_262_970;
    private readonly string _activity;
    private readonly Func<PipelineLogPart> _read;
    private readonly ProgressOutput _view;
    private bool _isShown;

    /// <summary>Initializes a new instance of the <see cref="LogReading"/> class.</summary>
    /// <param name="pipelineName">The pipeline.</param>
    /// <param name="read">Reads the next part.</param>
    /// <param name="view">Shows the progress, and has the token that Ctrl+C cancels.</param>
    public LogReading(string pipelineName, Func<PipelineLogPart> read, ProgressOutput view)
    {
        _activity = $"Following the logs of {pipelineName}";
        _read = read;
        _view = view;
    }

    /// <summary>Reads to the end, and reports each part.</summary>
    /// <param name="report">Reports a part.</param>
    /// <exception cref="PipelineStoppedException">Ctrl+C.</exception>
    public void Run(Action<PipelineLogPart> report) => PollLoop.Run(_read, part => part.IsCompleted ? null : part.Delay, report, Show, Hide, _view);

    private void Show(PipelineLogPart? part, TimeSpan since)
    {
        if (part?.Activity is { } activity)
        {
            _isShown = true;
            _view.Show(new ProgressRecord(ProgressId, _activity, activity) { SecondsRemaining = ProgressOutput.Seconds(part.Remaining, since) });
        }
    }

    private void Hide()
    {
        if (_isShown)
        {
            _view.Show(new ProgressRecord(ProgressId, _activity, "Done") { RecordType = ProgressRecordType.Completed });
        }
    }
}
