using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Declarations;
using BitbucketConnections.Engine.ArtifactStores;
using BitbucketConnections.Engine.Builds;
using BitbucketConnections.Engine.Calling;
using BitbucketConnections.Engine.Connections;
using BitbucketConnections.Engine.Declarations;
using BitbucketConnections.Engine.DefinitionFiles;
using BitbucketConnections.Engine.Editing;
using BitbucketConnections.Engine.Pipelines;
using BitbucketConnections.Engine.Roles;

namespace BitbucketConnections.Engine.Wizard;

/// <summary>Creates pipelines as the console's wizard does: checks everything, then creates missing resources in an order that a retry can continue.</summary>
internal sealed class PipelineWizard : IPipelineWizard
{
    // A name that did not exist at the check is not looked up again at once. CreatePipeline itself rejects a name that exists.
    private static readonly TimeSpan s_recent = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<string, Absence> _absent = new(StringComparer.Ordinal);
    private readonly WizardServices _services;
    private readonly PipelineApi _api;
    private readonly FullCloneRights _clones;
    private readonly BuildKeyRights _builds;
    private readonly ReferenceCheck _references;

    public PipelineWizard(WizardServices services, PipelineApi api, FullCloneRights clones, BuildKeyRights builds, ReferenceCheck references)
    {
        _references = references;
        _services = services;
        _api = api;
        _clones = clones;
        _builds = builds;
    }

    public async Task CheckAsync(CheckedDefinition definition, PipelineCreateOptions options, CancellationToken cancellationToken)
    {
        // An existing pipeline is used as it is, or is an error of its own.
        if (await FindAsync(definition.Definition.Name, cancellationToken).ConfigureAwait(false) is null)
        {
            _absent[definition.Definition.Name] = new Absence(_services.Clock.Uptime);
            await CheckBeforeWaitAsync(definition.Definition, options, cancellationToken).ConfigureAwait(false);
        }
    }

    public async Task<PipelineCreation> CreateAsync(CheckedDefinition checkedDefinition, PipelineCreateOptions options, CancellationToken cancellationToken)
    {
        var definition = checkedDefinition.Definition;
        if (!IsRecentlyAbsent(definition.Name) && await FindAsync(definition.Name, cancellationToken).ConfigureAwait(false) is { } existing)
        {
            return new PipelineCreation { Pipeline = await ReuseAsync(existing, definition, options, cancellationToken).ConfigureAwait(false), IsExisting = true };
        }

        var clones = await CheckAllAsync(definition, options, !options.IsChecked, cancellationToken).ConfigureAwait(false);
        var created = new List<string>();
        PreparedRole? role = null;
        try
        {
            await _clones.GrantAsync(clones, created, cancellationToken).ConfigureAwait(false);
            (var complete, role) = await CompleteAsync(definition, options, created, cancellationToken).ConfigureAwait(false);
            var (pipeline, isExisting) = await SendAsync(((ValidDefinition)checkedDefinition).Complete(complete), options, cancellationToken).ConfigureAwait(false);
            return new PipelineCreation { Pipeline = pipeline, IsExisting = isExisting, Created = created };
        }
        catch (ServiceException failure)
        {
            if (role is { IsPolicyNew: true } && await IsAbsentAsync(failure, definition.Name, cancellationToken).ConfigureAwait(false)
                && await _services.Roles.WithdrawAsync(role, cancellationToken).ConfigureAwait(false))
            {
                created.Remove(role.Policy);
            }

            throw failure.WithCreated(created);
        }
    }

    // The policy of a pipeline that another command created at the same time must stay.
    private async Task<bool> IsAbsentAsync(ServiceException failure, string name, CancellationToken cancellationToken)
    {
        if (failure.MayHaveTakenEffect || failure.IsPipelineNameInUse)
        {
            return false;
        }

        try
        {
            await _services.Pipelines.GetAsync(name, null, cancellationToken).ConfigureAwait(false);
            return false;
        }
        catch (ServiceException unread)
        {
            return unread.IsPipelineNotFound;
        }
    }

    public async Task<IReadOnlyList<string>> ReviewAsync(CheckedDefinition checkedDefinition, PipelineCreateOptions options, CancellationToken cancellationToken)
    {
        var definition = checkedDefinition.Definition;
        if (await FindAsync(definition.Name, cancellationToken).ConfigureAwait(false) is { } existing)
        {
            var reused = await ReuseAsync(existing, definition, options, cancellationToken).ConfigureAwait(false);
            return [$"Pipeline {reused.Name} ({definition.Region}) already exists with this definition. Nothing is created."];
        }

        var clones = await CheckAllAsync(definition, options, tells: true, cancellationToken).ConfigureAwait(false);
        var roles = definition.RoleArn is { } given && !await WritesPolicyAsync(definition, options, cancellationToken).ConfigureAwait(false)
            ? [$"Service role: {given}"]
            : await ReviewRoleAsync(definition, options, cancellationToken).ConfigureAwait(false);
        return ReviewPage.Lines(definition, [.. roles, .. clones.Lines], await DescribeStoresAsync(definition, cancellationToken).ConfigureAwait(false)).ToList();
    }

    // The connection is checked after the wait for it. If the command fails now, everything that is wrong is reported.
    private async Task CheckBeforeWaitAsync(Pipeline definition, PipelineCreateOptions options, CancellationToken cancellationToken)
    {
        try
        {
            await CheckFailures.RunAsync(
                definition.Name,
                () => CheckRolesAsync(definition, options, tells: true, cancellationToken),
                () => CheckReferencesAsync(definition, tells: true, cancellationToken)).ConfigureAwait(false);
        }
        catch (ServiceException failure)
        {
            await CheckFailures.RunAsync(
                definition.Name,
                () => CheckConnectionsAsync(definition, options, cancellationToken),
                () => new StoreCheck(_services.Stores).RunAsync(definition, cancellationToken),
                () => Task.FromException(failure)).ConfigureAwait(false);
        }
    }

    private async Task<FullClonePlan> CheckAllAsync(Pipeline definition, PipelineCreateOptions options, bool tells, CancellationToken cancellationToken)
    {
        FullClonePlan? clones = null;
        await CheckFailures.RunAsync(
            definition.Name,
            () => CheckConnectionsAsync(definition, options, cancellationToken),
            () => new StoreCheck(_services.Stores).RunAsync(definition, cancellationToken),
            async () => clones = await CheckRolesAsync(definition, options, tells, cancellationToken).ConfigureAwait(false),
            () => CheckReferencesAsync(definition, tells, cancellationToken)).ConfigureAwait(false);
        return clones!;
    }

    private async Task CheckReferencesAsync(Pipeline definition, bool tells, CancellationToken cancellationToken)
    {
        if (tells && await _references.RunAsync(definition, null, cancellationToken).ConfigureAwait(false) is { Count: > 0 } findings)
        {
            throw ServiceException.FromFindings(findings, definition.Name);
        }
    }

    // Nothing is created with a role that can't be used, and the warnings come before anything is created.
    private async Task<FullClonePlan> CheckRolesAsync(Pipeline definition, PipelineCreateOptions options, bool tells, CancellationToken cancellationToken)
    {
        if (tells)
        {
            // A role that is not changed may allow the actual bucket only.
            var stored = definition.RoleArn is null ? definition : await new DefaultStore(_services.Stores, _services.Diagnostics).FindAsync(definition, cancellationToken).ConfigureAwait(false);
            var request = new ServiceRoleRequest { RoleName = RoleName(definition, options), Definition = stored };
            var writes = await WritesPolicyAsync(definition, options, cancellationToken).ConfigureAwait(false);
            Warn(await _services.Roles.CheckAsync(request, writes, cancellationToken).ConfigureAwait(false));
            Warn(await _builds.WarningsAsync(definition, null, cancellationToken).ConfigureAwait(false));
        }

        var clones = await _clones.PlanAsync(FullCloneBuild.Of(definition), options.GrantBuildRole, options.AllowAllRepositories == true, cancellationToken).ConfigureAwait(false);
        Warn(tells ? clones.Warnings : []);
        return clones;
    }

    private void Warn(IEnumerable<string> warnings)
    {
        foreach (var warning in warnings)
        {
            _services.Tell(DiagnosticLevel.Warning, warning);
        }
    }

    private Task CheckConnectionsAsync(Pipeline definition, PipelineCreateOptions options, CancellationToken cancellationToken) =>
        new ConnectionCheck(_services.Connections, _services.Diagnostics, _services.Clock).RunAsync(Connections(definition), options.AllowPendingConnection, "nothing was created", cancellationToken);

    private static IEnumerable<string> Connections(Pipeline definition) => PipelineSource.All(definition.Stages).Select(source => source.ConnectionArn).OfType<string>();

    public Pipeline ReadJson(string json) => DeclarationSpelling.Of(DefinitionReader.Read(json, _api.Region, _api.Links, _services.Tell));

    public Pipeline Copy(Pipeline original, PipelineCopyRequest request)
    {
        // A filter for the branch of the original is known only by the name of the branch.
        var rewritten = new List<Finding>();
        var source = SourceValues.Of(original, rewritten);
        var copy = PipelineCopy.Make(source, request, _api.Region, _api.Links, out var warnings);
        Warn(FindingPlace.Add(rewritten, source).Concat(warnings).Select(warning => warning.Message));
        return copy;
    }

    private bool IsRecentlyAbsent(string name) => _absent.TryRemove(name, out var absence) && _services.Clock.Uptime - absence.Time < s_recent;

    // A user who can create but not read continues. CreatePipeline itself rejects an existing name.
    private async Task<Pipeline?> FindAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return await _services.Pipelines.GetAsync(name, null, cancellationToken).ConfigureAwait(false);
        }
        catch (ServiceException failure) when (failure.IsNotFound || failure.IsAccessDenied)
        {
            return null;
        }
    }

    private async Task<Pipeline> ReuseAsync(Pipeline existing, Pipeline definition, PipelineCreateOptions options, CancellationToken cancellationToken)
    {
        var reused = Reuse(existing, definition, options);
        var others = await new ConnectionCheck(_services.Connections, _services.Diagnostics, _services.Clock).ProvidersAsync(Connections(reused), isRequired: true, cancellationToken).ConfigureAwait(false);
        return others.Count == 0 ? reused : throw ServiceException.FromFindings(others, reused.Name);
    }

    private Pipeline Reuse(Pipeline existing, Pipeline definition, PipelineCreateOptions options)
    {
        if (!options.ReuseExisting)
        {
            throw new ServiceException(
                ServiceErrorKind.NameInUse,
                $"The pipeline '{definition.Name}' already exists in {definition.Region}. Nothing was created. To use it if its definition is the same, add -ReuseExisting.")
            {
                Condition = "PipelineAlreadyExists",
            };
        }

        var differences = DefinitionComparer.Compare(existing, definition).ToList();
        if (options.RoleName is { } role && existing.RoleArn is { } used && PipelineNameRules.RoleNameOf(used) != role)
        {
            differences.Add(new DefinitionDifference { Path = "RoleArn", Existing = used, Requested = role });
        }

        if (differences.Count == 0 && (options.AllowAllRepositories is not null || options.GrantBuildRole))
        {
            var ignored = string.Join(" and ", new[] { options.AllowAllRepositories is null ? null : "-AllowAllRepositories", options.GrantBuildRole ? "-GrantBuildRole" : null }.OfType<string>());
            _services.Tell(DiagnosticLevel.Warning, $"The pipeline '{existing.Name}' already exists, so {ignored} has no effect. To change its roles, use {ignored} with Set-BitbucketPipeline.");
        }

        return differences.Count == 0 ? existing : throw new ServiceException(
            ServiceErrorKind.NameInUse,
            $"The pipeline '{definition.Name}' already exists with another definition. Nothing was changed. Differences (existing -> requested):"
            + string.Concat(differences.Select(difference => Environment.NewLine + "- " + difference)))
        {
            Condition = "PipelineDefinitionDiffers",
        };
    }

    private async Task<(Pipeline Definition, PreparedRole? Role)> CompleteAsync(
        Pipeline definition, PipelineCreateOptions options, List<string> created, CancellationToken cancellationToken)
    {
        // The definition may be an existing pipeline. The new pipeline starts at version 1, which AWS assigns.
        var stored = await new DefaultStore(_services.Stores, _services.Diagnostics).EnsureAsync(definition with { Version = null }, created, cancellationToken).ConfigureAwait(false);
        if (stored.RoleArn is not null && !await WritesPolicyAsync(stored, options, cancellationToken).ConfigureAwait(false))
        {
            return (stored, null);
        }

        var prepared = await _services.Roles.PrepareAsync(
            new ServiceRoleRequest { RoleName = RoleName(definition, options), Definition = stored, Tags = definition.Tags, AllowAllRepositories = options.AllowAllRepositories }, cancellationToken).ConfigureAwait(false);
        var role = prepared.Role;
        if (role.IsNew)
        {
            created.Add(role.RoleArn);
        }
        else if (role.IsPolicyWritten)
        {
            created.Add(prepared.Policy);
        }

        return (stored with { RoleArn = role.RoleArn }, prepared);
    }

    /// <returns>The pipeline, and whether another command created it.</returns>
    private async Task<(Pipeline Pipeline, bool IsExisting)> SendAsync(ValidDefinition checkedDefinition, PipelineCreateOptions options, CancellationToken cancellationToken)
    {
        var complete = checkedDefinition.Definition;
        try
        {
            return (await new RolePropagation(_services).CreateAsync(checkedDefinition, options.RoleRetry, cancellationToken).ConfigureAwait(false), false);
        }
        catch (ServiceException taken) when (taken.IsPipelineNameInUse)
        {
            if (await FindAsync(complete.Name, cancellationToken).ConfigureAwait(false) is not { } found)
            {
                throw;
            }

            // An earlier attempt, whose response was lost, created it: it did not exist before this call.
            var isSame = DefinitionComparer.Compare(found, complete).Count == 0;
            if (isSame && taken.MayHaveTakenEffect)
            {
                return (found, false);
            }

            if (!isSame)
            {
                await RestorePolicyAsync(found, complete, options, cancellationToken).ConfigureAwait(false);
            }

            return options.ReuseExisting ? (await ReuseAsync(found, complete, options, cancellationToken).ConfigureAwait(false), true) : throw taken.WithSentence(
                $"Another command created the pipeline '{complete.Name}' in {complete.Region} at the same time. To use it if its definition is the same, add -ReuseExisting.");
        }
        catch (ServiceException failure) when (failure.MayHaveTakenEffect)
        {
            var found = await OutcomeLookup.FindAsync(failure, () => FindAsync(complete.Name, cancellationToken)).ConfigureAwait(false);
            if (found is null || DefinitionComparer.Compare(found, complete).Count > 0)
            {
                throw;
            }

            _services.Tell(
                DiagnosticLevel.Warning,
                $"The pipeline '{complete.Name}' was created by an attempt whose response was lost. CreatePipeline then failed: {failure.ServiceMessage ?? failure.Message}");
            return (found, false);
        }
    }

    // The two commands wrote the same policy of the same role. The policy must allow what the pipeline that exists needs.
    private async Task RestorePolicyAsync(Pipeline found, Pipeline lost, PipelineCreateOptions options, CancellationToken cancellationToken)
    {
        if (found.RoleArn is not { } role || role != lost.RoleArn || !await _services.Roles.HasPolicyOfAsync(role, found, cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        try
        {
            var request = new ServiceRoleRequest { RoleName = PipelineNameRules.RoleNameOf(role), Definition = found, AllowAllRepositories = options.AllowAllRepositories };
            await _services.Roles.EnsureAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (ServiceException failure)
        {
            _services.Tell(
                DiagnosticLevel.Warning,
                $"The policy of the pipeline '{found.Name}' on its role {role} may be that of this command's definition: {failure.ToSentence()} To write it again, run: Set-BitbucketPipeline -PipelineName '{found.Name}' -Region {found.Region} -GrantRole");
        }
    }

    private string RoleName(Pipeline definition, PipelineCreateOptions options) =>
        definition.RoleArn is { } given ? PipelineNameRules.RoleNameOf(given) : options.RoleName ?? _services.Roles.NameOf(definition.Name);

    // The role of the original has one policy for each pipeline. A role without such a policy is not managed by this module.
    private async Task<bool> WritesPolicyAsync(Pipeline definition, PipelineCreateOptions options, CancellationToken cancellationToken) =>
        options.CopyOf is { } original && definition.RoleArn is { } role && original.RoleArn == role && (original.Name, original.Region) != (definition.Name, definition.Region)
        && await _services.Roles.HasPolicyOfAsync(role, original, cancellationToken).ConfigureAwait(false);

    private async Task<IReadOnlyList<string>> ReviewRoleAsync(Pipeline definition, PipelineCreateOptions options, CancellationToken cancellationToken)
    {
        var stored = await new DefaultStore(_services.Stores, _services.Diagnostics).FindAsync(definition, cancellationToken).ConfigureAwait(false);
        return await _services.Roles.ReviewAsync(new ServiceRoleRequest { RoleName = RoleName(definition, options), Definition = stored, AllowAllRepositories = options.AllowAllRepositories }, cancellationToken).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<string>> DescribeStoresAsync(Pipeline definition, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        foreach (var store in StoresByRegion.Of(definition))
        {
            var location = store.Value.Location.Length > 0
                ? store.Value.Location
                : await _services.Stores.FindDefaultBucketAsync(store.Key, cancellationToken).ConfigureAwait(false) is { } found
                    ? $"{found.BucketName} ({(await _services.Stores.IsUnfinishedAsync(found, store.Key, cancellationToken).ConfigureAwait(false) ? "default location, whose missing bucket policy is added" : "default location")})"
                    : $"codepipeline-{store.Key}-… (new default location, with a bucket policy that requires encryption and TLS)";
            lines.Add($"{location} in {store.Key}, encrypted with {store.Value.EncryptionKey?.Id ?? "the AWS managed key"}");
        }

        return lines;
    }

    private sealed record Absence(TimeSpan Time);
}
