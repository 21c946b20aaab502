using System.Collections.Generic;

namespace BitbucketConnections.Hosting;

/// <summary>What the checks of a command found together, for its one Boolean.</summary>
internal sealed class CheckReport
{
    private bool _isEmpty = true;
    private bool _isSound = true;

    /// <summary>Adds results.</summary>
    public void Add(IEnumerable<CheckResult> results)
    {
        foreach (var result in results)
        {
            _isEmpty = false;
            _isSound &= result.Status is CheckStatus.Passed or CheckStatus.Warning;
        }
    }

    /// <summary>Determines whether everything that was to be checked was checked, and no check failed.</summary>
    /// <param name="hasFailures">Whether the command wrote an error.</param>
    public bool IsSound(bool hasFailures) => _isSound && !_isEmpty && !hasFailures;
}
