using System;
using System.Collections;
using System.Management.Automation;
using BitbucketConnections.Binding;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Binding.Definitions;
using BitbucketConnections.Binding.Targets;
using BitbucketConnections.Completion;

namespace BitbucketConnections.Commands.Base;

/// <summary>Base of the cmdlets that change pipelines. Omitted parameters keep the current values. Properties of a piped pipeline are not changes.</summary>
public abstract class PipelineChangesCommand : PipelineTargetCommand, ITriggerFilters
{
    /// <summary>Gets or sets the source action. Default: the only source action that the change can apply to.</summary>
    [Parameter]
    [ValidateNotEmpty("Omit -SourceActionName to change the only source action.")]
    [ArgumentCompleter(typeof(SourceActionCompleter))]
    public string? SourceActionName { get; set; }

    /// <summary>Gets or sets the connection, as an ARN or an object, of either API and any Region.</summary>
    [Parameter]
    [Alias("Connection")]
    [ConnectionArnTransformation]
    [ValidateNotEmpty("Omit -ConnectionArn to keep the connection.")]
    [ArgumentCompleter(typeof(ConnectionArnCompleter))]
    public string? ConnectionArn { get; set; }

    /// <summary>Gets or sets the name of the connection, if the name is unique.</summary>
    [Parameter]
    [ResourceTransformation(nameof(ResourceNoun.Connection))]
    [ValidateNotEmpty("Omit -ConnectionName to keep the connection.")]
    [ArgumentCompleter(typeof(ConnectionNameCompleter))]
    public string? ConnectionName { get; set; }

    /// <summary>Gets or sets the repository: <c>workspace/repository</c>, or a URL that Bitbucket shows.</summary>
    [Parameter]
    [Alias("FullRepositoryId")]
    [ValidateNotEmpty("Omit -Repository to keep the repository.")]
    [ArgumentCompleter(typeof(RepositoryCompleter))]
    public string? Repository { get; set; }

    /// <summary>Gets or sets the branch, without wildcards.</summary>
    [Parameter]
    [Alias("BranchName")]
    [ValidateNotEmpty("Omit -Branch to keep the branch.")]
    [ArgumentCompleter(typeof(BranchCompleter))]
    public string? Branch { get; set; }

    /// <summary>Gets or sets the output format: CODE_ZIP, or CODEBUILD_CLONE_REF (FullClone), which only CodeBuild can read.</summary>
    [Parameter]
    [OutputArtifactFormatTransformation]
    [ValidateNotEmpty("Omit -OutputArtifactFormat to keep the format.")]
    [ValidateSet("CODE_ZIP", "CODEBUILD_CLONE_REF")]
    public string? OutputArtifactFormat { get; set; }

    /// <summary>Gets or sets whether pushes to the branch start an execution if there is no trigger.</summary>
    [Parameter]
    [ValidateNotEmpty("Omit -DetectChanges to keep the setting.")]
    [ArgumentCompleter(typeof(BooleanCompleter))]
    public bool? DetectChanges { get; set; }

    /// <summary>Gets or sets the trigger that replaces the trigger of the source action.</summary>
    [Parameter]
    [TriggerTransformation]
    [ValidateNotEmpty("Omit -Trigger to keep the trigger. Use -ClearTrigger to remove it.")]
    [CompletesNothing]
    public PipelineTrigger[]? Trigger { get; set; }

    /// <summary>Gets or sets the patterns of branches that start an execution: 1–8, 1–255 characters each. The filters replace the trigger of the source action.</summary>
    [Parameter]
    [ValidateNotEmpty("Omit -IncludeBranch to keep the trigger.")]
    [ArgumentCompleter(typeof(BranchCompleter))]
    public string[]? IncludeBranch { get; set; }

    /// <summary>Gets or sets the patterns of branches that do not start an execution. They take precedence over the includes.</summary>
    [Parameter]
    [ValidateNotEmpty("Omit -ExcludeBranch to exclude no branch.")]
    [ArgumentCompleter(typeof(BranchCompleter))]
    public string[]? ExcludeBranch { get; set; }

    /// <summary>Gets or sets the patterns of file paths, one of which must have changed. Without a branch pattern, they apply to the branch of the source.</summary>
    [Parameter]
    [ValidateNotEmpty("Omit -IncludePath to include no path pattern.")]
    [ArgumentCompleter(typeof(TriggerPatternCompleter))]
    public string[]? IncludePath { get; set; }

    /// <summary>Gets or sets the patterns of file paths to ignore.</summary>
    [Parameter]
    [ValidateNotEmpty("Omit -ExcludePath to exclude no path.")]
    [ArgumentCompleter(typeof(TriggerPatternCompleter))]
    public string[]? ExcludePath { get; set; }

    /// <summary>Gets or sets the patterns of tags that start an execution.</summary>
    [Parameter]
    [ValidateNotEmpty("Omit -IncludeTag to include no tag pattern.")]
    [ArgumentCompleter(typeof(TriggerPatternCompleter))]
    public string[]? IncludeTag { get; set; }

    /// <summary>Gets or sets the patterns of tags that do not start an execution.</summary>
    [Parameter]
    [ValidateNotEmpty("Omit -ExcludeTag to exclude no tag.")]
    [ArgumentCompleter(typeof(TriggerPatternCompleter))]
    public string[]? ExcludeTag { get; set; }

    /// <summary>Gets or sets the pull request events that start an execution. Branch and path patterns then apply to pull requests.</summary>
    [Parameter]
    [ValidateNotEmpty("Omit -PullRequest to filter no pull requests.")]
    [ValidateSet("OPEN", "UPDATED", "CLOSED")]
    public string[]? PullRequest { get; set; }

    /// <summary>Gets or sets whether to remove the trigger of the source action. The result is read back and checked.</summary>
    [Parameter]
    public SwitchParameter ClearTrigger { get; set; }

    /// <summary>Gets or sets the ARN of the service role.</summary>
    [Parameter]
    [ValidateNotEmpty("Omit -RoleArn to keep the service role.")]
    [ArgumentCompleter(typeof(PipelineRoleArnCompleter))]
    public string? RoleArn { get; set; }

    /// <summary>Gets or sets the name of the artifact bucket in the pipeline's Region, 3–63 characters.</summary>
    [Parameter]
    [ValidateNotEmpty("Omit -ArtifactBucket to keep the artifact bucket.")]
    [ArgumentCompleter(typeof(BucketCompleter))]
    public string? ArtifactBucket { get; set; }

    /// <summary>Gets or sets the artifact buckets by Region, for actions in other Regions.</summary>
    [Parameter]
    [ValidateNotEmpty("Omit -ArtifactBucketByRegion to keep the artifact buckets.")]
    [CompletesNothing]
    public Hashtable? ArtifactBucketByRegion { get; set; }

    /// <summary>Gets or sets the encryption key of the artifacts: key id, key ARN or alias ARN.</summary>
    [Parameter]
    [Alias("KmsKeyId", "EncryptionKeyArn")]
    [ValidateNotEmpty("Omit -EncryptionKeyId to keep the key. Use -UseDefaultEncryptionKey to return to the AWS managed key.")]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public string? EncryptionKeyId { get; set; }

    /// <summary>Gets or sets the encryption keys by Region, for actions in other Regions: key id, key ARN or alias ARN.</summary>
    [Parameter]
    [ValidateNotEmpty("Omit -EncryptionKeyIdByRegion to keep the keys of the Regions.")]
    [CompletesNothing]
    public Hashtable? EncryptionKeyIdByRegion { get; set; }

    /// <summary>Gets or sets whether to encrypt the artifacts in the pipeline's Region with the AWS managed key again.</summary>
    [Parameter]
    public SwitchParameter UseDefaultEncryptionKey { get; set; }

    /// <summary>Gets or sets all variables: a hashtable of names and default values, or objects.</summary>
    [Parameter]
    [Alias("Variables")]
    [ValidateNotEmpty("Omit -Variable to keep the variables. Use -ClearVariable to remove them.")]
    [VariableTransformation]
    [CompletesNothing]
    public PipelineVariable[]? Variable { get; set; }

    /// <summary>Gets or sets whether to remove all variables.</summary>
    [Parameter]
    public SwitchParameter ClearVariable { get; set; }

    /// <summary>Gets or sets the pipeline type.</summary>
    [Parameter]
    [ValidateNotEmpty("Omit -PipelineType to keep the pipeline type.")]
    [ValidateSet("V1", "V2")]
    public string? PipelineType { get; set; }

    /// <summary>Gets or sets the execution mode. QUEUED and PARALLEL require V2.</summary>
    [Parameter]
    [ValidateNotEmpty("Omit -ExecutionMode to keep the execution mode.")]
    [ValidateSet("SUPERSEDED", "QUEUED", "PARALLEL")]
    public string? ExecutionMode { get; set; }

    /// <summary>Gets or sets all stages after the source stage, as objects, or as hashtables with the members of the AWS JSON.</summary>
    [Parameter]
    [Alias("Stages")]
    [StageTransformation]
    [ValidateNotEmpty("Omit -Stage to keep the stages.")]
    [CompletesNothing]
    public PipelineStage[]? Stage { get; set; }

    /// <summary>Gets or sets the stages to add, at the end or at the position of <see cref="After"/> or <see cref="Before"/>.</summary>
    [Parameter]
    [StageTransformation]
    [ValidateNotEmpty("Omit -AddStage to add no stage.")]
    [CompletesNothing]
    public PipelineStage[] AddStage { get; set; } = [];

    /// <summary>Gets or sets the stages that replace the stages with the same names.</summary>
    [Parameter]
    [StageTransformation]
    [ValidateNotEmpty("Omit -ReplaceStage to replace no stage.")]
    [CompletesNothing]
    public PipelineStage[] ReplaceStage { get; set; } = [];

    /// <summary>Gets or sets the names of the stages to remove.</summary>
    [Parameter]
    [ValidateNotEmpty("Omit -RemoveStage to remove no stage.")]
    [ArgumentCompleter(typeof(StageNameCompleter))]
    public string[] RemoveStage { get; set; } = [];

    /// <summary>Gets or sets the name of the stage to move, to the end or to the position of <see cref="After"/> or <see cref="Before"/>.</summary>
    [Parameter]
    [ValidateNotEmpty("Omit -MoveStage to move no stage.")]
    [ArgumentCompleter(typeof(StageNameCompleter))]
    public string? MoveStage { get; set; }

    /// <summary>Gets or sets the stage that comes before the added or moved stage.</summary>
    [Parameter]
    [ValidateNotEmpty("Omit -After to put the stage at the end.")]
    [ArgumentCompleter(typeof(StageNameCompleter))]
    public string? After { get; set; }

    /// <summary>Gets or sets the stage that comes after the added or moved stage.</summary>
    [Parameter]
    [ValidateNotEmpty("Omit -Before to put the stage at the end.")]
    [ArgumentCompleter(typeof(StageNameCompleter))]
    public string? Before { get; set; }

    /// <summary>Gets or sets whether to write the pipeline even if nothing changes, so that AWS creates a missing webhook.</summary>
    [Parameter]
    public SwitchParameter Resave { get; set; }

    /// <summary>Gets or sets whether a connection that is not AVAILABLE is accepted, with a warning.</summary>
    [Parameter]
    public SwitchParameter AllowPendingConnection { get; set; }

    /// <summary>Gets or sets the version that the pipeline must have. Default: the version of the piped pipeline, or any version.</summary>
    [Parameter]
    [ValidateNotEmpty("Omit -ExpectedVersion to accept the version of the piped pipeline, or any.")]
    [ValidateRange(1, int.MaxValue)]
    [CompletesNothing]
    public int? ExpectedVersion { get; set; }

    /// <summary>Gets or sets whether to overwrite a change that someone else made in the meantime.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Collects the changes.</summary>
    /// <param name="target">The pipeline.</param>
    /// <param name="definition">The whole new definition; null to change only what the parameters specify.</param>
    /// <param name="connectionArn">The connection; null to keep it.</param>
    /// <param name="grantsRole">Whether to add a policy to a service role that has no policy for this pipeline.</param>
    /// <param name="grantsBuildRole">Whether the roles of builds that clone the repository get permission to use the connection.</param>
    /// <param name="allowAllRepositories">Whether the policy of the pipeline allows all repositories; null to keep what it allows.</param>
    /// <param name="whenIdle">Whether to wait until no execution is in progress.</param>
    /// <param name="omitsResult">Whether the changed pipeline is not written to the output.</param>
    /// <returns>The changes.</returns>
    /// <exception cref="ServiceException">Kind InvalidInput: no change was specified, or two changes exclude each other.</exception>
    private protected PipelineChanges ReadChanges(
        PipelineTarget target, Pipeline? definition, string? connectionArn, bool grantsRole, bool grantsBuildRole, bool? allowAllRepositories, bool whenIdle, bool omitsResult) => new()
    {
        Definition = definition,
        OmitsResult = omitsResult,
        WhenIdle = whenIdle,
        PipelineArn = target.PipelineArn,
        ExpectedVersion = ExpectedVersion ?? target.Version,
        Force = Force,
        SourceActionName = SourceActionName,
        ConnectionArn = connectionArn,
        GrantsRole = grantsRole,
        Resave = Resave,
        AllowAllRepositories = allowAllRepositories,
        GrantsBuildRole = grantsBuildRole,
        AllowPendingConnection = AllowPendingConnection,
        Repository = Repository,
        Branch = Branch,
        OutputArtifactFormat = OutputArtifactFormat,
        DetectChanges = DetectChanges,
        Trigger = ClearSwitch.Choose(nameof(ClearTrigger), ClearTrigger, null, nameof(Trigger), Trigger) is { } triggers && TriggerFilterParameters.Of(this).IsEmpty ? TriggerFilterParameters.Combine(triggers[0].SourceActionName, triggers) : null,
        TriggerOf = ReadTriggerOf(),
        ClearTrigger = ClearTrigger,
        PipelineType = PipelineType,
        ExecutionMode = ExecutionMode,
        RoleArn = RoleArn,
        ArtifactBucket = ArtifactBucket,
        ArtifactBuckets = TextMap.Read(AtInput(ArtifactBucketByRegion)),
        EncryptionKeyId = ClearSwitch.Choose(nameof(UseDefaultEncryptionKey), UseDefaultEncryptionKey, string.Empty, nameof(EncryptionKeyId), EncryptionKeyId),
        EncryptionKeyIds = TextMap.Read(AtInput(EncryptionKeyIdByRegion)),
        Variables = ClearSwitch.Choose(nameof(ClearVariable), ClearVariable, [], nameof(Variable), Variable),
        Stages = Stage,
        StageChanges = new StageChangeParameters { Add = AddStage, Replace = ReplaceStage, Remove = RemoveStage, Move = MoveStage, After = After, Before = Before }.Read(),
    };

    // The filters and the triggers are combined, as in New-BitbucketPipeline. The branch is that of the changed source action.
    private Func<string?, PipelineTrigger>? ReadTriggerOf()
    {
        var filters = TriggerFilterParameters.Of(this);
        if (filters.IsEmpty)
        {
            return null;
        }

        _ = ClearSwitch.Choose(nameof(ClearTrigger), ClearTrigger, null, "IncludeBranch, or another filter,", filters);
        var triggers = Trigger ?? [];
        return branch => TriggerFilterParameters.Combine(SourceActionName ?? string.Empty, [.. triggers, filters.ToTrigger(SourceActionName ?? string.Empty, branch)]);
    }
}
