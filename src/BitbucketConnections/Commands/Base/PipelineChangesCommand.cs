using System.Collections;
using System.Management.Automation;
using BitbucketConnections.Binding;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Binding.Definitions;
using BitbucketConnections.Completion;

namespace BitbucketConnections.Commands.Base;

/// <summary>A cmdlet that takes changes of existing pipelines. What is not given stays; nothing of a piped pipeline is taken for a change.</summary>
public abstract class PipelineChangesCommand : PipelineTargetCommand
{
    /// <summary>Gets or sets the source action. Not given: the only one that the change can mean.</summary>
    [Parameter]
    [ValidateNotEmpty("Omit -SourceActionName to change the only source action.")]
    public string? SourceActionName { get; set; }

    /// <summary>Gets or sets the connection, as its ARN or as the object; of either API and any Region.</summary>
    [Parameter]
    [Alias("Connection")]
    [ConnectionArnTransformation]
    [ValidateNotEmpty("Omit -ConnectionArn to keep the connection.")]
    [ArgumentCompleter(typeof(ConnectionArnCompleter))]
    public string? ConnectionArn { get; set; }

    /// <summary>Gets or sets the name of the connection, where one only has it.</summary>
    [Parameter]
    [ValidateNotEmpty("Omit -ConnectionName to keep the connection.")]
    [ArgumentCompleter(typeof(ConnectionNameCompleter))]
    public string? ConnectionName { get; set; }

    /// <summary>Gets or sets the repository: <c>workspace/repository</c>, or any URL that Bitbucket shows.</summary>
    [Parameter]
    [Alias("FullRepositoryId")]
    [ValidateNotEmpty("Omit -Repository to keep the repository.")]
    public string? Repository { get; set; }

    /// <summary>Gets or sets the branch, literally.</summary>
    [Parameter]
    [Alias("BranchName")]
    [ValidateNotEmpty("Omit -Branch to keep the branch.")]
    public string? Branch { get; set; }

    /// <summary>Gets or sets the output format: CODE_ZIP, or CODEBUILD_CLONE_REF (FullClone), which only CodeBuild can read.</summary>
    [Parameter]
    [OutputArtifactFormatTransformation]
    [ValidateNotEmpty("Omit -OutputArtifactFormat to keep the format.")]
    [ValidateSet("CODE_ZIP", "CODEBUILD_CLONE_REF")]
    public string? OutputArtifactFormat { get; set; }

    /// <summary>Gets or sets whether pushes to the branch start an execution, where there is no trigger.</summary>
    [Parameter]
    [ValidateNotEmpty("Omit -DetectChanges to keep the setting.")]
    public bool? DetectChanges { get; set; }

    /// <summary>Gets or sets the trigger of the source action in place of the one it has.</summary>
    [Parameter]
    [ValidateNotEmpty("Omit -Trigger to keep the trigger. Use -ClearTrigger to remove it.")]
    public PipelineTrigger[]? Trigger { get; set; }

    /// <summary>Gets or sets whether the trigger of the source action is taken away; what AWS then shows is looked at.</summary>
    [Parameter]
    public SwitchParameter ClearTrigger { get; set; }

    /// <summary>Gets or sets the ARN of the service role.</summary>
    [Parameter]
    [ValidateNotEmpty("Omit -RoleArn to keep the service role.")]
    public string? RoleArn { get; set; }

    /// <summary>Gets or sets the artifact bucket in the pipeline's Region: its name alone, 3–63 characters.</summary>
    [Parameter]
    [ValidateNotEmpty("Omit -ArtifactBucket to keep the artifact bucket.")]
    public string? ArtifactBucket { get; set; }

    /// <summary>Gets or sets the artifact buckets by Region, for actions in other Regions.</summary>
    [Parameter]
    [ValidateNotEmpty("Omit -ArtifactBucketByRegion to keep the artifact buckets.")]
    public Hashtable? ArtifactBucketByRegion { get; set; }

    /// <summary>Gets or sets the key of the artifacts: key id, key ARN or alias ARN.</summary>
    [Parameter]
    [Alias("KmsKeyId", "EncryptionKeyArn")]
    [ValidateNotEmpty("Omit -EncryptionKeyId to keep the key. Use -UseDefaultEncryptionKey to return to the AWS managed key.")]
    public string? EncryptionKeyId { get; set; }

    /// <summary>Gets or sets whether the artifacts of the pipeline's Region are encrypted with the AWS managed key again.</summary>
    [Parameter]
    public SwitchParameter UseDefaultEncryptionKey { get; set; }

    /// <summary>Gets or sets all variables: a hashtable from name to default value, or objects.</summary>
    [Parameter]
    [Alias("Variables")]
    [ValidateNotEmpty("Omit -Variable to keep the variables. Use -ClearVariable to remove them.")]
    [VariableTransformation]
    public PipelineVariable[]? Variable { get; set; }

    /// <summary>Gets or sets whether all variables are removed.</summary>
    [Parameter]
    public SwitchParameter ClearVariable { get; set; }

    /// <summary>Gets or sets the pipeline type.</summary>
    [Parameter]
    [ValidateNotEmpty("Omit -PipelineType to keep the pipeline type.")]
    [ValidateSet("V1", "V2")]
    public string? PipelineType { get; set; }

    /// <summary>Gets or sets the execution mode; QUEUED and PARALLEL need V2.</summary>
    [Parameter]
    [ValidateNotEmpty("Omit -ExecutionMode to keep the execution mode.")]
    [ValidateSet("SUPERSEDED", "QUEUED", "PARALLEL")]
    public string? ExecutionMode { get; set; }

    /// <summary>Gets or sets all stages after the source stage, or hashtables in the shape of AWS's JSON.</summary>
    [Parameter]
    [Alias("Stages")]
    [StageTransformation]
    [ValidateNotEmpty("Omit -Stage to keep the stages.")]
    public PipelineStage[]? Stage { get; set; }

    /// <summary>Gets or sets stages to put in, at the end or where <see cref="After"/> or <see cref="Before"/> says.</summary>
    [Parameter]
    [StageTransformation]
    [ValidateNotEmpty("Omit -AddStage to add no stage.")]
    public PipelineStage[] AddStage { get; set; } = [];

    /// <summary>Gets or sets stages to put in place of those of the same names.</summary>
    [Parameter]
    [StageTransformation]
    [ValidateNotEmpty("Omit -ReplaceStage to replace no stage.")]
    public PipelineStage[] ReplaceStage { get; set; } = [];

    /// <summary>Gets or sets the names of the stages to take out.</summary>
    [Parameter]
    [ValidateNotEmpty("Omit -RemoveStage to remove no stage.")]
    [ArgumentCompleter(typeof(StageNameCompleter))]
    public string[] RemoveStage { get; set; } = [];

    /// <summary>Gets or sets the name of the stage to move, to the end or where <see cref="After"/> or <see cref="Before"/> says.</summary>
    [Parameter]
    [ValidateNotEmpty("Omit -MoveStage to move no stage.")]
    [ArgumentCompleter(typeof(StageNameCompleter))]
    public string? MoveStage { get; set; }

    /// <summary>Gets or sets the stage after which one is put in or moved.</summary>
    [Parameter]
    [ValidateNotEmpty("Omit -After to put the stage at the end.")]
    [ArgumentCompleter(typeof(StageNameCompleter))]
    public string? After { get; set; }

    /// <summary>Gets or sets the stage before which one is put in or moved.</summary>
    [Parameter]
    [ValidateNotEmpty("Omit -Before to put the stage at the end.")]
    [ArgumentCompleter(typeof(StageNameCompleter))]
    public string? Before { get; set; }

    /// <summary>Gets or sets whether a connection that is not AVAILABLE is taken, with a warning.</summary>
    [Parameter]
    public SwitchParameter AllowPendingConnection { get; set; }

    /// <summary>Gets or sets the version that the pipeline must have. Not given: that of the piped pipeline, or whatever there is.</summary>
    [Parameter]
    [ValidateNotEmpty("Omit -ExpectedVersion to accept the version of the piped pipeline, or any.")]
    [ValidateRange(1, int.MaxValue)]
    public int? ExpectedVersion { get; set; }

    /// <summary>Gets or sets whether a change that somebody else made meanwhile is overwritten.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Puts the changes together.</summary>
    /// <param name="connectionArn">The connection; null to keep it.</param>
    /// <param name="version">The version that the piped pipeline has.</param>
    /// <param name="grantsRole">Whether the service role is granted the connection.</param>
    /// <param name="whenIdle">Whether the change waits until no execution is in progress.</param>
    /// <returns>The changes.</returns>
    /// <exception cref="ServiceException">Kind InvalidInput: there is nothing to change, or two changes exclude each other.</exception>
    private protected PipelineChanges ReadChanges(string? connectionArn, int? version, bool grantsRole, bool whenIdle) => new()
    {
        WhenIdle = whenIdle,
        ExpectedVersion = ExpectedVersion ?? version,
        Force = Force,
        SourceActionName = SourceActionName,
        ConnectionArn = connectionArn,
        GrantsRole = grantsRole,
        AllowPendingConnection = AllowPendingConnection,
        Repository = Repository,
        Branch = Branch,
        OutputArtifactFormat = OutputArtifactFormat,
        DetectChanges = DetectChanges,
        Trigger = ClearSwitch.Choose(nameof(ClearTrigger), ClearTrigger, null, nameof(Trigger), Trigger) is { } triggers ? TriggerFilterParameters.Combine(triggers[0].SourceActionName, triggers) : null,
        ClearTrigger = ClearTrigger,
        PipelineType = PipelineType,
        ExecutionMode = ExecutionMode,
        RoleArn = RoleArn,
        ArtifactBucket = ArtifactBucket,
        ArtifactBuckets = TextMap.Read(ArtifactBucketByRegion),
        EncryptionKeyId = ClearSwitch.Choose(nameof(UseDefaultEncryptionKey), UseDefaultEncryptionKey, string.Empty, nameof(EncryptionKeyId), EncryptionKeyId),
        Variables = ClearSwitch.Choose(nameof(ClearVariable), ClearVariable, [], nameof(Variable), Variable),
        Stages = Stage,
        StageChanges = new StageChangeParameters { Add = AddStage, Replace = ReplaceStage, Remove = RemoveStage, Move = MoveStage, After = After, Before = Before }.Read(),
    };
}
