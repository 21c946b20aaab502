using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Engine.Declarations;

namespace BitbucketConnections.Engine.Editing;

/// <summary>Changes a source action, including a change from another provider to Bitbucket.</summary>
internal sealed class SourceEdit
{
    private readonly PipelineChanges _changes;
    private readonly List<Finding> _findings;

    public SourceEdit(PipelineChanges changes, List<Finding> findings)
    {
        _changes = changes;
        _findings = findings;
    }

    private bool IsWanted =>
        (_changes.ConnectionArn ?? _changes.Repository ?? _changes.Branch ?? _changes.OutputArtifactFormat) is not null || _changes.DetectChanges is not null;

    private bool IsComplete => _changes is { ConnectionArn: not null, Repository: not null, Branch: not null };

    /// <summary>Finds the action to change.</summary>
    /// <returns>The action; null if there is a finding.</returns>
    public JsonObject? Find(PipelineDocument document)
    {
        var sources = document.Sources.ToList();
        var names = string.Join(", ", sources.Select(source => $"{PipelineDocument.NameOf(source)} ({source["actionTypeId"]?["provider"]})"));
        if (_changes.SourceActionName is { } name)
        {
            return sources.Find(source => PipelineDocument.NameOf(source) == name)
                ?? Told(new Finding("SourceActionNotFound", $"The pipeline has no source action '{name}'. Its source actions: {names}."));
        }

        var connected = sources.Where(PipelineDocument.IsConnectionSource).ToList();
        return connected.Count == 1 ? connected[0]
            : connected.Count == 0 && sources.Count == 1 ? sources[0]
            : Told(new Finding("SourceActionNotClear", $"The pipeline has {sources.Count} source actions: {names}. Specify one with -SourceActionName."));
    }

    public void Apply(PipelineDocument document)
    {
        if (!IsWanted || Find(document) is not { } action)
        {
            return;
        }

        var (repository, branch) = (Read(_changes.Repository, BitbucketRepository.Parse), Read(_changes.Branch, BranchRules.Parse));
        var connection = Read(_changes.ConnectionArn, (string? value, out string read) =>
        {
            read = value!;
            return ConnectionRules.CheckArn(value);
        });

        if (!PipelineDocument.IsConnectionSource(action) && !Convert(action))
        {
            return;
        }

        var configuration = PipelineDocument.ConfigurationOf(action);
        PipelineDocument.Set(configuration, "ConnectionArn", connection);
        PipelineDocument.Set(configuration, "FullRepositoryId", repository);
        PipelineDocument.Set(configuration, "BranchName", branch);
        PipelineDocument.Set(configuration, "OutputArtifactFormat", _changes.OutputArtifactFormat);
        PipelineDocument.Set(configuration, "DetectChanges", _changes.DetectChanges is { } detects ? detects ? "true" : "false" : null);
    }

    private delegate Finding? Parser(string? value, out string read);

    private string? Read(string? value, Parser parse)
    {
        if (value is null)
        {
            return null;
        }

        // Invalid values are not written, because the rules of the definition would report them again.
        if (parse(value, out var read) is not { } finding)
        {
            return read;
        }

        _findings.Add(finding);
        return null;
    }

    // Its output artifact, namespace and run order are kept, so later stages continue to work.
    private bool Convert(JsonObject action)
    {
        if (!IsComplete)
        {
            Told(new Finding(
                "ConversionIncomplete",
                $"The source action '{PipelineDocument.NameOf(action)}' has the provider {action["actionTypeId"]?["provider"]}. To change it to Bitbucket, specify -ConnectionArn (or -ConnectionName), -Repository and -Branch."));
            return false;
        }

        action["actionTypeId"] = new JsonObject { ["category"] = "Source", ["owner"] = "AWS", ["provider"] = PipelineSource.Provider, ["version"] = "1" };
        action["configuration"] = new JsonObject { ["OutputArtifactFormat"] = "CODE_ZIP", ["DetectChanges"] = "true" };
        return true;
    }

    private JsonObject? Told(Finding finding)
    {
        _findings.Add(finding);
        return null;
    }
}
