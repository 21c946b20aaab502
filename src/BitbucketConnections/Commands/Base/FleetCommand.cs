using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Binding;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Binding.Targets;
using BitbucketConnections.Completion;
using BitbucketConnections.Errors;

namespace BitbucketConnections.Commands.Base;

/// <summary>Base of the cmdlets that process many inputs at the same time, in several Regions and with several profiles. The output has the order of the input.</summary>
public abstract class FleetCommand : ServiceCommand
{
    private PipelineNames? _pipelineNames;

    // The names are needed only after an error, and several inputs can have one at the same time.
    private protected PipelineNames PipelineNames =>
        LazyInitializer.EnsureInitialized(ref _pipelineNames, () => new PipelineNames(session => Stream<PipelineSummary>(session.Pipelines.ListAsync)))!;

    /// <summary>
    /// Gets or sets the Regions, such as <c>us-east-1</c>. A single Region takes precedence over the Region of an ARN or object. With several Regions, a
    /// name is processed in each of them, and an ARN or object in its own Region.
    /// </summary>
    [Parameter]
    [Alias("RegionToCall")]
    [RegionListTransformation]
    [ValidateNotEmpty("Omit -Region to use the Region of the input, the shell, the environment or the profile.")]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string[]? Region { get; set; }

    /// <summary>Gets or sets the names of profiles in the shared AWS files. With several profiles, inputs must be names, because an ARN or object belongs to one account.</summary>
    [Parameter]
    [Alias("StoredCredentials", "AWSProfileName")]
    [ValidateNotEmpty("Omit -ProfileName to use the credentials of the shell, the environment or the default profile.")]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    public string[]? ProfileName { get; set; }

    /// <summary>Gets or sets how many inputs are processed at the same time, 1–256. With 1, an error that ends the command leaves the next inputs untouched.</summary>
    [Parameter]
    [ValidateRange(1, 256)]
    [CompletesNothing]
    public int ThrottleLimit { get; set; } = Fleets.DefaultLimit;

    /// <inheritdoc/>
    private protected override int InputLimit => ThrottleLimit;

    /// <inheritdoc/>
    private protected override IReadOnlyList<RegionProfile> ReadScopes()
    {
        if (Region is null or { Length: 1 } && ProfileName is null or { Length: 1 })
        {
            return [new RegionProfile(Region?[0], ProfileName?[0])];
        }

        var scopes = from profile in Values(ProfileName) from region in Values(Region) select new RegionProfile(region, profile);
        return scopes.Distinct().ToList();
    }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (ProfileName is { Length: > 1 } profiles && (Credential ?? AccessKey) is not null)
        {
            // Every profile would be the same account.
            ThrowTerminatingError(ErrorRecordFactory.Create(ServiceException.FromFindings([new Finding(
                "SeveralProfilesWithCredentials",
                $"{profiles.Length} profiles and {(Credential is null ? "-AccessKey" : "-Credential")} were specified, and these credentials take precedence over a profile. Specify only one of the two.")]), profiles));
        }
    }

    /// <summary>Runs an action once for each profile, for work that covers all Regions itself. Its Region is the first one.</summary>
    /// <param name="target">The input, for its error.</param>
    /// <param name="action">The work, which can run on another thread.</param>
    private protected void ProcessInProfiles(object? target, Action action)
    {
        var first = Scopes.GroupBy(scope => scope.ProfileName).Select(profile => profile.First()).ToList();
        first.ForEach(scope => InScope(scope, () => ProcessBeside(target, null, first.Count == 1, action)));
    }

    /// <summary>Gets a number of parallel calls for each of several lists that are read at the same time.</summary>
    private protected int LimitPerScope => Math.Max(1, ThrottleLimit / Scopes.Count);

    /// <summary>Processes a name, or a whole list, in every Region and with every profile, beside other inputs.</summary>
    /// <param name="target">The name, or the names of the list.</param>
    /// <param name="isOnly">Whether no other input can follow.</param>
    /// <param name="action">The work, which can run on another thread.</param>
    private protected void ProcessInScopes(object? target, bool isOnly, Action action)
    {
        foreach (var scope in Scopes)
        {
            InScope(scope, () => ProcessBeside(target, (scope, target), isOnly && Scopes.Count == 1, action));
        }
    }

    /// <summary>Processes an ARN or object in its Region, beside other inputs.</summary>
    /// <param name="target">The ARN or object, for its error.</param>
    /// <param name="region">Its Region; null if it has none.</param>
    /// <param name="key">The resource that it identifies.</param>
    /// <param name="isOnly">Whether no other input can follow.</param>
    /// <param name="action">The work, which can run on another thread.</param>
    private protected void ProcessObject(object? target, string? region, object? key, bool isOnly, Action action)
    {
        var (scope, wrong) = ScopeOf(target, region);
        InScope(scope, () => ProcessBeside(target, (scope, key), isOnly, wrong is null ? action : () => throw wrong));
    }

    /// <summary>Runs an action with the Region of an ARN or object.</summary>
    /// <param name="target">The ARN or object, for its error.</param>
    /// <param name="region">Its Region; null if it has none.</param>
    /// <param name="action">The action.</param>
    private protected void ChooseScope(object? target, string? region, Action action)
    {
        var (scope, wrong) = ScopeOf(target, region);
        InScope(scope, wrong is null ? action : () => WriteFailure(wrong, target));
    }

    private (RegionProfile Scope, ServiceException? Wrong) ScopeOf(object? target, string? region)
    {
        if (Scopes.Count == 1)
        {
            return (Scopes[0], null);
        }

        var scope = Scopes.FirstOrDefault(candidate => candidate.Region is null || candidate.Region == region);
        return (scope ?? Scopes[0], CheckScopes(target, region, scope) is { } finding ? ServiceException.FromFindings([finding]) : null);
    }

    private Finding? CheckScopes(object? target, string? region, RegionProfile? scope)
    {
        if (ProfileName is { Length: > 1 } profiles)
        {
            return new Finding("SeveralProfilesForObject", $"'{target}' belongs to one account, and the profiles {string.Join(", ", profiles)} were specified. Specify one profile, or the name instead of an ARN or object.");
        }

        return scope is null
            ? new Finding("RegionNotSpecified", $"'{target}' is in {region ?? "an unknown Region"}, which is not one of the specified Regions: {string.Join(", ", Region!)}. Add its Region to -Region, or omit -Region.")
            : null;
    }

    private static string?[] Values(string?[]? values) => values is { Length: > 0 } ? values : [null];

    /// <summary>Processes items in parallel, and returns each outcome as soon as it and all earlier outcomes are known.</summary>
    /// <typeparam name="TItem">The type of the items.</typeparam>
    /// <typeparam name="TValue">The type of the results.</typeparam>
    /// <param name="session">A session.</param>
    /// <param name="source">Gets the next batch of items; null after the last.</param>
    /// <param name="process">Processes one item. It runs on other threads, so it must not use the cmdlet.</param>
    /// <param name="limit">The number of items at the same time; null for the share of one of the Regions and profiles.</param>
    /// <returns>The outcomes, in the order of the items.</returns>
    /// <exception cref="ServiceException">The next batch can't be read.</exception>
    protected IEnumerable<FleetOutcome<TItem, TValue>> InParallel<TItem, TValue>(
        IEngineSession session, Func<CancellationToken, Task<IReadOnlyList<TItem>?>> source, Func<TItem, CancellationToken, Task<TValue>> process, int? limit = null)
    {
        using var run = session.RunFleet(new FleetWork<TItem, TValue> { Source = source, Process = process, Limit = limit ?? LimitPerScope }, StopToken);
        while (Await(_ => run.NextAsync()) is { } outcome)
        {
            yield return outcome;
        }
    }

    /// <summary>Processes items in parallel, as the other overload does.</summary>
    /// <typeparam name="TItem">The type of the items.</typeparam>
    /// <typeparam name="TValue">The type of the results.</typeparam>
    /// <param name="session">A session.</param>
    /// <param name="items">The items.</param>
    /// <param name="process">Processes one item. It runs on other threads, so it must not use the cmdlet.</param>
    /// <param name="limit">The number of items at the same time; null for the share of one of the Regions and profiles.</param>
    /// <returns>The outcomes, in the order of the items.</returns>
    protected IEnumerable<FleetOutcome<TItem, TValue>> InParallel<TItem, TValue>(
        IEngineSession session, IReadOnlyList<TItem> items, Func<TItem, CancellationToken, Task<TValue>> process, int? limit = null) =>
        InParallel(session, Fleets.OneBatch(items), process, limit);

    /// <summary>Makes a source of the pages of a list.</summary>
    /// <typeparam name="TPage">The type of the items of the list.</typeparam>
    /// <typeparam name="TItem">The type of the items to process.</typeparam>
    /// <param name="page">Gets a page.</param>
    /// <param name="select">Selects the items of a page to process. It runs on other threads, so it must not use the cmdlet.</param>
    /// <returns>The source.</returns>
    protected static Func<CancellationToken, Task<IReadOnlyList<TItem>?>> Pages<TPage, TItem>(
        Func<PageCursor?, CancellationToken, Task<Page<TPage>>> page, Func<IReadOnlyList<TPage>, IReadOnlyList<TItem>> select)
    {
        PageCursor? cursor = null;
        var isLast = false;
        return async token =>
        {
            if (isLast)
            {
                return null;
            }

            var read = await page(cursor, token).ConfigureAwait(false);
            cursor = read.Next;
            isLast = cursor is null;
            return select(read.Items);
        };
    }
}
