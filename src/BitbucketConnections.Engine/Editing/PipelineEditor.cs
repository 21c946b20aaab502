using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Engine.ArtifactStores;
using BitbucketConnections.Engine.Builds;
using BitbucketConnections.Engine.Calling;
using BitbucketConnections.Engine.Connections;
using BitbucketConnections.Engine.Declarations;
using BitbucketConnections.Engine.Executions;
using BitbucketConnections.Engine.Pipelines;
using BitbucketConnections.Engine.Pipelines.Rules;
using BitbucketConnections.Engine.Roles;
using BitbucketConnections.Engine.Time;

namespace BitbucketConnections.Engine.Editing;

/// <summary>Changes pipelines. JSON that is not part of a change is unchanged.</summary>
internal sealed class PipelineEditor : IPipelineEditor
{
    private readonly PipelineApi _api;
    private readonly PipelineExecutionService _executions;
    private readonly PipelineRoles _roles;
    private readonly FullCloneRights _clones;
    private readonly BuildKeyRights _builds;
    private readonly ConnectionCheck _connections;
    private readonly StoreCheck _stores;
    private readonly ReferenceCheck _references;
    private readonly IClock _clock;

    public PipelineEditor(PipelineApi api, PipelineExecutionService executions, PipelineRoles roles, FullCloneRights clones, BuildKeyRights builds, ConnectionCheck connections, StoreCheck stores, ReferenceCheck references, IClock clock)
    {
        _api = api;
        _executions = executions;
        _roles = roles;
        _clones = clones;
        _builds = builds;
        _connections = connections;
        _stores = stores;
        _references = references;
        _clock = clock;
    }

    public async Task<PipelineEditPlan> PlanAsync(string pipelineName, PipelineChanges changes, CancellationToken cancellationToken)
    {
        var (document, metadata, before) = await ReadAsync(pipelineName, cancellationToken).ConfigureAwait(false);
        if (PipelineNameRules.CheckAccount(changes.PipelineArn, before) is { } otherAccount)
        {
            throw ServiceException.FromFindings([otherAccount]);
        }

        var changed = document.Copy();
        var after = Edit(changed, metadata, before, changes, out var warnings);
        var differences = DocumentDifference.Between(document.Json, changed.Json);
        var isWritten = differences.Count > 0 || changes.Resave;

        // The same file can be used again. What is not written overwrites nothing.
        if (isWritten && (changes.ExpectedVersion ?? changes.Definition?.Version) is { } expected && expected != document.Version && !changes.Force)
        {
            throw Changed($"The pipeline '{pipelineName}' is at version {document.Version}, but the input has version {expected}. Nothing was changed.");
        }

        if (isWritten)
        {
            await CheckAsync(before, after, changes, cancellationToken).ConfigureAwait(false);
        }

        var others = isWritten || changes.GrantsRole || changes.GrantsBuildRole ? await CheckProvidersAsync(before, after, changes, cancellationToken).ConfigureAwait(false) : [];

        var roles = await _roles.PlanAsync(before, after, new RoleWishes(changes.GrantsRole, changes.AllowAllRepositories), !isWritten, cancellationToken).ConfigureAwait(false);

        // The grant can also be requested alone, for the builds that the pipeline already has.
        var builds = changes.GrantsBuildRole ? FullCloneBuild.Of(after) : FullCloneBuild.Added(before, after);
        var clones = await _clones.PlanAsync(builds, changes.GrantsBuildRole, changes.AllowAllRepositories == true, cancellationToken).ConfigureAwait(false);

        var keys = await _builds.WarningsAsync(after, before, cancellationToken).ConfigureAwait(false);

        // An update of only the role ends no execution, but permissions can be removed only if no execution needs them.
        var ended = !isWritten && !(changes.WhenIdle && roles.Changes.Count > 0) ? EndedExecutions.None
            : await EndedExecutions.FindAsync(new ExecutionsInProgress(_executions), document, changed, before, changes, cancellationToken).ConfigureAwait(false);
        return new DocumentPlan(changed, document.Version, changes, roles, clones)
        {
            Before = before,
            After = after,
            Differences = differences,
            IsPipelineWritten = isWritten,
            RoleChanges = [.. roles.Lines, .. clones.Lines],
            Warnings = [.. roles.Warnings, .. clones.Warnings, .. keys, .. others, .. EditWarnings.For(after), .. warnings, .. ended.Warnings],
            ExecutionNotes = ended.Notes,
            IsBusy = ended.IsBusy,
        };
    }

    public async Task<Pipeline> ApplyAsync(PipelineEditPlan plan, CancellationToken cancellationToken)
    {
        var edit = (DocumentPlan)plan;
        var name = plan.Before.Name;
        if (!plan.IsPipelineWritten)
        {
            await _clones.GrantAsync(edit.Clones, [], cancellationToken).ConfigureAwait(false);
            await edit.Roles.AddAsync([], cancellationToken).ConfigureAwait(false);
            await edit.Roles.SettleAsync(cancellationToken).ConfigureAwait(false);
            return plan.Before;
        }

        // A confirmation prompt may have waited for minutes since the plan was made.
        var (now, metadata, _) = await ReadAsync(name, cancellationToken).ConfigureAwait(false);
        if (now.Version != edit.BaseVersion && !edit.Changes.Force)
        {
            throw Changed($"The pipeline '{name}' was changed by another user: it is at version {now.Version}, but this update is based on version {edit.BaseVersion}. Nothing was changed.");
        }

        var written = await WriteAsync(edit, name, now.Version, cancellationToken).ConfigureAwait(false);
        if (edit.Changes is { OmitsResult: true, ClearTrigger: false } && edit.Roles.Changes.Count == 0)
        {
            return Answered(written, metadata).Pipeline;
        }

        var (after, result) = await ReadBackAsync(name, written, metadata, cancellationToken).ConfigureAwait(false);
        await SettleAsync(edit, name, after.Version > new PipelineDocument(written).Version, cancellationToken).ConfigureAwait(false);
        Prove(edit, after);
        return result;
    }

    private async Task SettleAsync(DocumentPlan edit, string name, bool isChangedAgain, CancellationToken cancellationToken)
    {
        if (!isChangedAgain)
        {
            await edit.Roles.SettleAsync(cancellationToken).ConfigureAwait(false);
        }
        else if (edit.Roles.Changes.Count > 0)
        {
            // The other definition may need permissions that this one does not.
            Tell(DiagnosticLevel.Warning, $"Another user changed the pipeline '{name}' after this update. Its role keeps all permissions until the next edit of the pipeline.");
        }
    }

    public IPipelineIdleWaiter CreateIdleWaiter(PipelineEditPlan plan, WaitOptions options) =>
        new IdleWaiter(new ExecutionsInProgress(_executions), plan.Before, options, _api.Diagnostics, _clock);

    // Permissions are written first, because AWS may use them as soon as the pipeline is updated.
    private async Task<JsonObject> WriteAsync(DocumentPlan edit, string name, int before, CancellationToken cancellationToken)
    {
        var created = new List<string>();
        try
        {
            await _clones.GrantAsync(edit.Clones, created, cancellationToken).ConfigureAwait(false);
            await edit.Roles.AddAsync(created, cancellationToken).ConfigureAwait(false);
            return await WriteAsync(edit.Document.Json, name, before, cancellationToken).ConfigureAwait(false);
        }
        catch (ServiceException failure)
        {
            throw failure.WithCreated(created);
        }
    }

    // AWS has no lock, so the version shows whether another user changed the pipeline.
    private async Task<JsonObject> WriteAsync(JsonObject document, string name, int before, CancellationToken cancellationToken)
    {
        using var answers = LostAnswers.Watch();
        var written = await SendAsync(document, name, before, cancellationToken).ConfigureAwait(false);
        var version = new PipelineDocument(written).Version;
        _api.ReportCreated($"version {version} of the pipeline {name}");
        for (var between = before + 1; between < version; between++)
        {
            if (!answers.Any || !await IsSameAsync(written, name, between, cancellationToken).ConfigureAwait(false))
            {
                throw Overwritten(
                    $"The pipeline '{name}' was updated to version {version}, but this update was based on version {before}. Another user changed the pipeline at the same time, and that change was overwritten. To see it, run: Get-BitbucketPipeline -Name {name} -Version {between}");
            }
        }

        return written;
    }

    private async Task<JsonObject> SendAsync(JsonObject document, string name, int before, CancellationToken cancellationToken)
    {
        try
        {
            return JsonObject.Create(await _api.UpdateDocumentAsync(document, name, cancellationToken).ConfigureAwait(false))!;
        }
        catch (ServiceException failure) when (failure.MayHaveTakenEffect)
        {
            var found = await OutcomeLookup.FindAsync(
                failure, async () => JsonObject.Create((await _api.GetDocumentAsync(name, null, cancellationToken).ConfigureAwait(false)).Pipeline)).ConfigureAwait(false);
            if (found is null || new PipelineDocument(found).Version <= before || DocumentDifference.Between(found, document).Count > 0)
            {
                throw;
            }

            Tell(
                DiagnosticLevel.Warning, $"The pipeline '{name}' was updated by an attempt whose response was lost. UpdatePipeline then failed: {failure.ServiceMessage ?? failure.Message}");
            return found;
        }
    }

    // The pipeline was updated. A caller who can write but not read must still see that.
    private async Task<(PipelineDocument Document, Pipeline Pipeline)> ReadBackAsync(
        string name, JsonObject written, JsonElement? metadata, CancellationToken cancellationToken)
    {
        try
        {
            var (document, _, pipeline) = await ReadAsync(name, cancellationToken).ConfigureAwait(false);
            return (document, pipeline);
        }
        catch (ServiceException failure)
        {
            var answered = Answered(written, metadata);
            Tell(DiagnosticLevel.Warning, $"The pipeline '{name}' was updated to version {answered.Document.Version}, but can't be read: {failure.Message}");
            return answered;
        }
    }

    private (PipelineDocument Document, Pipeline Pipeline) Answered(JsonObject written, JsonElement? metadata)
    {
        var document = new PipelineDocument(written);
        return (document, document.Read(metadata, _api.Region, _api.Links) with { Updated = null });
    }

    // An earlier attempt, whose response was lost, wrote the same document.
    private async Task<bool> IsSameAsync(JsonObject written, string name, int version, CancellationToken cancellationToken)
    {
        try
        {
            var (found, _) = await _api.GetDocumentAsync(name, version, cancellationToken).ConfigureAwait(false);
            return DocumentDifference.Between(JsonObject.Create(found)!, written).Count == 0;
        }
        catch (ServiceException failure)
        {
            Tell(
                DiagnosticLevel.Warning,
                $"The pipeline '{name}' was updated, but its version {version} can't be read. If no attempt with a lost response created that version, a change by another user was overwritten. {failure.Message}");
            return true;
        }
    }

    private Pipeline Edit(PipelineDocument document, JsonElement? metadata, Pipeline before, PipelineChanges changes, out IReadOnlyList<string> warnings)
    {
        var findings = new List<Finding>();
        DefinitionEdit.Apply(document, changes, findings);
        new SourceEdit(changes, findings).Apply(document);
        TriggerEdit.Apply(document, before, changes, findings);
        SettingEdits.Apply(document, changes, _api.Region, findings);
        StageEdits.Apply(document, before, changes, findings);
        var after = document.Read(metadata, _api.Region, _api.Links);

        // Findings that already existed must not prevent another change. AWS may not even have that rule.
        var known = new HashSet<string>(PipelineValidator.ValidateComplete(before).Select(Key), StringComparer.Ordinal);
        findings.AddRange(PipelineValidator.ValidateComplete(after).Where(finding => !known.Contains(Key(finding))));
        findings.AddRange(HiddenSecretRules.CheckChange(before, after));
        var distinct = FindingPlace.Add(findings.GroupBy(finding => (Key(finding), finding.Path)).Select(same => same.First()), after).ToLookup(finding => finding.IsWarning);
        warnings = distinct[true].Select(finding => finding.Message).ToList();
        return distinct[false].Any() ? throw ServiceException.FromFindings(distinct[false].ToList(), before.Name) : after;
    }

    private static string Key(Finding finding) => finding.Id + ": " + finding.Message;

    private async Task CheckAsync(Pipeline before, Pipeline after, PipelineChanges changes, CancellationToken cancellationToken)
    {
        // Saving the same definition again creates a webhook only if the connection is AVAILABLE.
        var connections = changes.Resave ? Connections(after).Distinct().ToList() : Connections(after).Except(Connections(before), StringComparer.Ordinal).ToList();
        await CheckFailures.RunAsync(
            before.Name,
            () => _connections.RunAsync(connections, changes.AllowPendingConnection, "nothing was changed", cancellationToken),
            () => ((object?)changes.Definition ?? changes.ArtifactBucket ?? changes.EncryptionKeyId) is not null || changes.ArtifactBuckets is { Count: > 0 } || changes.EncryptionKeyIds is { Count: > 0 }
                ? _stores.RunAsync(after, cancellationToken)
                : Task.CompletedTask,
            async () =>
            {
                if (await _references.RunAsync(after, before, cancellationToken).ConfigureAwait(false) is { Count: > 0 } missing)
                {
                    throw ServiceException.FromFindings(missing, before.Name);
                }
            }).ConfigureAwait(false);
    }

    // Another tool may have created the pipeline with a connection to another provider. Only other parts of it can be changed.
    private async Task<IReadOnlyList<string>> CheckProvidersAsync(Pipeline before, Pipeline after, PipelineChanges changes, CancellationToken cancellationToken)
    {
        var earlier = Sources(before);
        var kept = Sources(after).Where(source => source.Configuration?.TryGetValue("ConnectionArn", out var arn) == true && Connections(before).Contains(arn)).ToLookup(
            source => !changes.GrantsRole && !changes.GrantsBuildRole && !changes.Resave && earlier.Exists(old => old.Name == source.Name && IsSame(old, source)),
            source => source.Configuration!["ConnectionArn"]);
        var refused = await _connections.ProvidersAsync(kept[false], isRequired: true, cancellationToken).ConfigureAwait(false);
        return refused.Count > 0
            ? throw ServiceException.FromFindings(refused, before.Name)
            : (await _connections.ProvidersAsync(kept[true], isRequired: false, cancellationToken).ConfigureAwait(false)).Select(finding => finding.Message).ToList();
    }

    private static List<PipelineAction> Sources(Pipeline pipeline) => pipeline.Stages.SelectMany(stage => stage.Actions).Where(PipelineSource.IsConnectionSource).ToList();

    private static bool IsSame(PipelineAction one, PipelineAction other) =>
        one.Configuration!.Count == other.Configuration!.Count && one.Configuration.All(entry => other.Configuration.TryGetValue(entry.Key, out var value) && value == entry.Value);

    private void Tell(DiagnosticLevel level, string message) => _api.Diagnostics.Write(new DiagnosticEvent(level, message));

    private static IEnumerable<string> Connections(Pipeline pipeline) => PipelineSource.All(pipeline.Stages).Select(source => source.ConnectionArn).OfType<string>();

    // AWS may keep triggers that an update omits (observed), so the result is checked.
    private static void Prove(DocumentPlan plan, PipelineDocument after)
    {
        var cleared = plan.Changes.ClearTrigger ? PipelineSource.All(plan.After.Stages).Select(source => source.ActionName) : [];
        if (cleared.FirstOrDefault(action => !TriggerEdit.HasFilters(plan.Document, action) && TriggerEdit.HasFilters(after, action)) is { } kept)
        {
            throw new ServiceException(
                ServiceErrorKind.InvalidState, $"The pipeline '{plan.Before.Name}' was updated, but AWS still shows a trigger with filters for the source action '{kept}'.")
            {
                Condition = "TriggerNotCleared",
                MayHaveTakenEffect = true,
            };
        }
    }

    private async Task<(PipelineDocument Document, JsonElement? Metadata, Pipeline Pipeline)> ReadAsync(string name, CancellationToken cancellationToken)
    {
        var (pipeline, metadata) = await _api.GetDocumentAsync(name, null, cancellationToken).ConfigureAwait(false);
        return (new PipelineDocument(pipeline), metadata, PipelineReader.ReadAnswer(pipeline, metadata, _api.Region, _api.Links));
    }

    private static ServiceException Changed(string message) => new(ServiceErrorKind.ConcurrentChange, message);

    private static ServiceException Overwritten(string message) => new(ServiceErrorKind.ConcurrentChange, message) { MayHaveTakenEffect = true };

    private sealed class DocumentPlan(PipelineDocument document, int baseVersion, PipelineChanges changes, RolePlan roles, FullClonePlan clones) : PipelineEditPlan
    {
        internal RolePlan Roles => roles;

        internal FullClonePlan Clones => clones;

        internal PipelineDocument Document => document;

        internal int BaseVersion => baseVersion;

        internal PipelineChanges Changes => changes;
    }
}
