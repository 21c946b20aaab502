using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Binding.Targets;

/// <summary>Adds the nearest names to the error for a pipeline that does not exist. The pipelines of a Region are listed once, and only after such an error.</summary>
internal sealed class PipelineNames
{
    private readonly ConcurrentDictionary<IEngineSession, Lazy<IReadOnlyCollection<string>?>> _names = new();
    private readonly Func<IEngineSession, IEnumerable<PipelineSummary>> _list;

    /// <summary>Initializes a new instance of the <see cref="PipelineNames"/> class.</summary>
    /// <param name="list">Lists the pipelines of a session.</param>
    public PipelineNames(Func<IEngineSession, IEnumerable<PipelineSummary>> list) => _list = list;

    /// <summary>Adds the nearest names to a failure.</summary>
    /// <param name="failure">The failure.</param>
    /// <param name="name">The name that was not found.</param>
    /// <param name="session">The session of the call.</param>
    /// <returns>The failure. It is unchanged if the pipelines can't be listed, or if the pipeline exists by now.</returns>
    public ServiceException Explain(ServiceException failure, string name, IEngineSession session) =>
        _names.GetOrAdd(session, key => new Lazy<IReadOnlyCollection<string>?>(() => List(key))).Value is { } names && !names.Contains(name, StringComparer.Ordinal)
            ? failure.WithSentence(NearestNames.Describe(name, names, "pipelines"))
            : failure;

    // The names only help. The error is the missing pipeline.
    private List<string>? List(IEngineSession session)
    {
        try
        {
            return _list(session).Select(pipeline => pipeline.Name).ToList();
        }
        catch (ServiceException)
        {
            return null;
        }
    }
}
