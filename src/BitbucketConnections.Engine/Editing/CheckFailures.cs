using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;

namespace BitbucketConnections.Engine.Editing;

/// <summary>Runs several checks and reports all that they found in one error, so that a user does not correct one value after another.</summary>
internal static class CheckFailures
{
    /// <summary>Runs checks.</summary>
    /// <param name="pipelineName">The pipeline that they check.</param>
    /// <param name="checks">The checks.</param>
    /// <exception cref="ServiceException">The failure of the only check that failed, or all findings of several.</exception>
    public static async Task RunAsync(string pipelineName, params Func<Task>[] checks)
    {
        var failures = new List<ServiceException>();
        foreach (var check in checks)
        {
            try
            {
                await check().ConfigureAwait(false);
            }
            catch (ServiceException failure) when (failure.Condition is not null && failure.ErrorCode is null && IsAboutInput(failure.Kind))
            {
                failures.Add(failure);
            }
        }

        if (failures.Count > 0)
        {
            throw failures.Count == 1 ? failures[0] : ServiceException.FromFindings(failures.SelectMany(Findings).ToList(), pipelineName);
        }
    }

    // Without access or network, the other checks fail too.
    private static bool IsAboutInput(ServiceErrorKind kind) =>
        kind is ServiceErrorKind.InvalidInput or ServiceErrorKind.NotFound or ServiceErrorKind.InvalidState or ServiceErrorKind.ConnectionNotAvailable;

    private static IEnumerable<Finding> Findings(ServiceException failure) =>
        failure.Findings is { Count: > 0 } findings ? findings : [new Finding(failure.Condition!, failure.Message)];
}
