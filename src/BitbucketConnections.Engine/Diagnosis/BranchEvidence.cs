using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Engine.Executions;
using BitbucketConnections.Failures;

namespace BitbucketConnections.Engine.Diagnosis;

/// <summary>
/// Distinguishes the causes of "No Branch found". AWS has one message for all of them, so the other checks and the pipelines of the Region that use the
/// same connection are the evidence.
/// </summary>
internal sealed class BranchEvidence
{
    // Each of them costs a call. So many are enough to see whether the connection works for others.
    private const int MaximumOthers = 10;
    private readonly PipelineExecutionService _executions;
    private readonly Func<string, IConnectionUsageSearch> _search;

    /// <param name="executions">Reads states.</param>
    /// <param name="search">Searches the pipelines of the Region that use a connection.</param>
    public BranchEvidence(PipelineExecutionService executions, Func<string, IConnectionUsageSearch> search)
    {
        _executions = executions;
        _search = search;
    }

    /// <summary>Finds the cause.</summary>
    /// <param name="list">The results of the other checks.</param>
    /// <param name="subject">The pipeline.</param>
    /// <param name="source">The source action that failed.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>What speaks for the cause, as sentences, and its index in the causes of <c>BranchNotFound</c> of <see cref="ActionFailures"/>; null if they can't be distinguished.</returns>
    public async Task<(string Because, int? Cause)> FindAsync(CheckList list, CheckSubject subject, PipelineSource source, CancellationToken cancellationToken)
    {
        if (list.Known.Any(result => result.ConnectionArn == source.ConnectionArn && result is { Check: "ConnectionExists", Status: CheckStatus.Failed }))
        {
            return ("The connection does not exist.", BranchCause.ConnectionRemoved);
        }

        if (list.Known.Any(result => result.ConnectionArn == source.ConnectionArn && result is { Check: "ConnectionStatus", Status: CheckStatus.Failed }))
        {
            return ("The connection is not AVAILABLE.", BranchCause.AppRemoved);
        }

        if (source.FullRepositoryId is not { } repository || BitbucketRepository.Parse(repository, out var read) is not null || read != repository)
        {
            return ("The repository is not in the form workspace/repository.", BranchCause.RepositoryId);
        }

        List<(PipelineSource Source, bool Works)> others;
        try
        {
            others = await OthersAsync(subject, source, cancellationToken).ConfigureAwait(false);
        }
        catch (ServiceException failure) when (CheckList.IsOpen(failure))
        {
            return ($"The other pipelines of the connection can't be read: {failure.ToSentence()}", null);
        }

        bool IsSame(PipelineSource other, StringComparison comparison) => string.Equals(other.FullRepositoryId, repository, comparison);
        if (others.Any(other => other.Works && IsSame(other.Source, StringComparison.Ordinal)))
        {
            return ("Another pipeline reads this repository with the same connection, so only the branch is wrong.", BranchCause.Branch);
        }

        if (others.FirstOrDefault(other => other.Works && IsSame(other.Source, StringComparison.OrdinalIgnoreCase)).Source is { } spelled)
        {
            return ($"Another pipeline reads the repository as '{spelled.FullRepositoryId}', in other upper and lower case.", BranchCause.RepositoryId);
        }

        if (repository.Any(char.IsUpper))
        {
            return ("The repository has upper case letters, which Bitbucket does not use in addresses.", BranchCause.RepositoryId);
        }

        if (others.Any(other => other.Works))
        {
            return ("The connection works for other repositories, but no pipeline reads this one.", BranchCause.NoAccess);
        }

        return others.Count > 0
            ? ($"The sources of all {others.Count + 1} pipelines that were looked at fail with this connection.", BranchCause.AppRemoved)
            : ("No other pipeline of the Region uses the connection, so the causes can't be distinguished.", null);
    }

    private async Task<List<(PipelineSource Source, bool Works)>> OthersAsync(CheckSubject subject, PipelineSource source, CancellationToken cancellationToken)
    {
        var others = new List<(PipelineSource, bool)>();
        using var search = _search(source.ConnectionArn!);
        for (var count = 0; count < MaximumOthers && await search.NextAsync(cancellationToken).ConfigureAwait(false) is { } found;)
        {
            if (found.Unsearched is { } unsearched)
            {
                throw unsearched.Failure;
            }

            if (found.Pipeline is not { } pipeline || pipeline.Name == subject.Definition.Name)
            {
                continue;
            }

            count++;
            var states = (await _executions.GetStateAsync(pipeline.Name, cancellationToken).ConfigureAwait(false)).SelectMany(stage => stage.Actions)
                .GroupBy(action => action.ActionName, StringComparer.Ordinal).ToDictionary(same => same.Key, same => same.First().Status, StringComparer.Ordinal);
            foreach (var other in PipelineSource.All(pipeline.Stages).Where(one => one.ConnectionArn == source.ConnectionArn))
            {
                if (states.TryGetValue(other.ActionName, out var status) && status is "Succeeded" or "Failed")
                {
                    others.Add((other, status == "Succeeded"));
                }
            }
        }

        return others;
    }
}
