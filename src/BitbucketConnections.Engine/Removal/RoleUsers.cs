using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Engine.Declarations;
using BitbucketConnections.Engine.Roles;
using BitbucketConnections.Engine.Time;

namespace BitbucketConnections.Engine.Removal;

/// <summary>
/// Finds the pipelines of all Regions that use a role. One search serves all roles of a command, as long as it is not older than
/// <see cref="s_validity"/>.
/// </summary>
internal sealed class RoleUsers
{
    private static readonly TimeSpan s_validity = TimeSpan.FromSeconds(15);
    private readonly Func<IConnectionUsageSearch> _search;
    private readonly IClock _clock;
    private readonly HashSet<(string Region, string Name)> _removed = [];
    private List<(Pipeline Pipeline, HashSet<string> Roles)> _pipelines = [];
    private string? _unknown;
    private TimeSpan? _searched;

    public RoleUsers(Func<IConnectionUsageSearch> search, IClock clock)
    {
        _search = search;
        _clock = clock;
    }

    /// <summary>Leaves out a pipeline that was removed.</summary>
    public void Forget(Pipeline pipeline) => _removed.Add((pipeline.Region, pipeline.Name));

    /// <summary>Determines whether a pipeline was removed.</summary>
    public bool IsForgotten(string policyName) => _removed.Any(removed => PipelinePolicyName.IsOf(policyName, removed.Region, removed.Name));

    /// <summary>Finds the users of a role, other than one pipeline and the removed ones.</summary>
    public async Task<RoleUse> FindAsync(string roleArn, Pipeline except, CancellationToken cancellationToken)
    {
        if (_searched is not { } searched || _clock.Uptime - searched >= s_validity)
        {
            await SearchAsync(cancellationToken).ConfigureAwait(false);
        }

        return new RoleUse(
            _pipelines.Where(found => !_removed.Contains((found.Pipeline.Region, found.Pipeline.Name)) && (found.Pipeline.Region, found.Pipeline.Name) != (except.Region, except.Name))
                .Where(found => found.Roles.Contains(roleArn))
                .Select(found => $"'{found.Pipeline.Name}' in {found.Pipeline.Region}").ToList(),
            _unknown);
    }

    private async Task SearchAsync(CancellationToken cancellationToken)
    {
        var pipelines = new List<(Pipeline, HashSet<string>)>();
        var started = _clock.Uptime;
        _unknown = null;
        try
        {
            using var search = _search();
            while (await search.NextAsync(cancellationToken).ConfigureAwait(false) is { } finding)
            {
                if (finding.Pipeline is { } pipeline)
                {
                    // The role can be that of the pipeline, of an action, of a rule, or a value of a configuration.
                    pipelines.Add((pipeline, new HashSet<string>(Texts(RecordWriter.Write(pipeline)).Where(text => text.StartsWith("arn:", StringComparison.Ordinal)), StringComparer.Ordinal)));
                }
                else if (finding.Unsearched is { } region && region.Reason != UnsearchedReason.NotEnabled)
                {
                    _unknown ??= $"the pipelines of {region.Region} can't be read: {region.Failure.ToSentence()}";
                }
            }
        }
        catch (ServiceException failure)
        {
            _unknown = $"the pipelines that use it can't be determined: {failure.ToSentence()}";
        }

        (_pipelines, _searched) = (pipelines, started);
    }

    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => Texts(member.Value)),
        JsonArray items => items.SelectMany(Texts),
        JsonValue value when value.TryGetValue<string>(out var text) => [text],
        _ => [],
    };
}
