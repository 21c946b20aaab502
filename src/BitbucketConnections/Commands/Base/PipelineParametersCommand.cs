using System.Collections;
using System.Management.Automation;
using BitbucketConnections.Binding;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Binding.Targets;
using BitbucketConnections.Completion;

namespace BitbucketConnections.Commands.Base;

/// <summary>Base of the cmdlets with the parameters of the console's wizard.</summary>
public abstract class PipelineParametersCommand : TriggerParametersCommand
{
    /// <summary>Gets or sets the name, 1–100 of <c>A-Z a-z 0-9 . @ - _</c>, unique in the account and Region. It can't be changed later.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByConnection, Mandatory = true, Position = 0, HelpMessage = "The name of the pipeline, unique in the account and Region. It can't be changed later")]
    [Parameter(ParameterSetName = ParameterSets.ByInputObject, Position = 0)]
    [Parameter(ParameterSetName = ParameterSets.ByDefinitionPath, Position = 0)]
    [Alias("PipelineName")]
    [AllowEmptyString]
    [ValidateText]
    [CompletesNothing]
    public string Name { get; set; } = string.Empty;

    /// <summary>Gets or sets the connection, as an ARN, a name or an object, of either API and any Region.</summary>
    [Parameter]
    [Alias("Connection")]
    [ValidateNotEmpty("Omit -ConnectionArn to use the connection of -ConnectionName or of the piped object.")]
    [ConnectionArnTransformation]
    [ArgumentCompleter(typeof(ConnectionArnCompleter))]
    public string ConnectionArn { get; set; } = string.Empty;

    /// <summary>Gets or sets the connection by its name, if the name is unique, or by its ARN.</summary>
    [Parameter]
    [ResourceTransformation(nameof(ResourceNoun.Connection))]
    [ValidateNotEmpty("Omit -ConnectionName to use the connection of -ConnectionArn or of the piped object.")]
    [ArgumentCompleter(typeof(ConnectionNameCompleter))]
    public string? ConnectionName { get; set; }

    /// <summary>Gets or sets the repository: <c>workspace/repository</c>, or a URL that Bitbucket shows.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByConnection, Mandatory = true, HelpMessage = "The repository, as workspace/repository or a Bitbucket URL")]
    [Parameter(ParameterSetName = ParameterSets.ByInputObject)]
    [Parameter(ParameterSetName = ParameterSets.ByDefinitionPath)]
    [Alias("FullRepositoryId")]
    [AllowEmptyString]
    [ValidateText]
    [ArgumentCompleter(typeof(RepositoryCompleter))]
    public string Repository { get; set; } = string.Empty;

    /// <summary>Gets or sets the branch, without wildcards. There is no default.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByConnection, Mandatory = true, HelpMessage = "The branch. There is no default")]
    [Parameter(ParameterSetName = ParameterSets.ByInputObject)]
    [Parameter(ParameterSetName = ParameterSets.ByDefinitionPath)]
    [Alias("BranchName")]
    [AllowEmptyString]
    [ValidateText]
    [ArgumentCompleter(typeof(BranchCompleter))]
    public string Branch { get; set; } = string.Empty;

    /// <summary>Gets or sets the output format: CODE_ZIP, or CODEBUILD_CLONE_REF (FullClone), which only CodeBuild can read.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByConnection)]
    [Parameter(ParameterSetName = ParameterSets.ByInputObject)]
    [OutputArtifactFormatTransformation]
    [ValidateNotEmpty("Omit -OutputArtifactFormat to use CODE_ZIP.")]
    [ValidateSet("CODE_ZIP", "CODEBUILD_CLONE_REF")]
    public string OutputArtifactFormat { get; set; } = "CODE_ZIP";

    /// <summary>Gets or sets the ARN of an existing service role that codepipeline.amazonaws.com can assume. Default: a new role.</summary>
    [Parameter]
    [ValidateNotEmpty("Omit -RoleArn to create a service role.")]
    [ArgumentCompleter(typeof(PipelineRoleArnCompleter))]
    public string? RoleArn { get; set; }

    /// <summary>Gets or sets the name of the artifact bucket in the pipeline's Region, 3–63 characters. Default: the default location.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByConnection)]
    [Parameter(ParameterSetName = ParameterSets.ByInputObject)]
    [ValidateNotEmpty("Omit -ArtifactBucket to use the default artifact bucket.")]
    [ArgumentCompleter(typeof(BucketCompleter))]
    public string? ArtifactBucket { get; set; }

    /// <summary>Gets or sets the artifact buckets by Region, for actions in other Regions.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByConnection)]
    [Parameter(ParameterSetName = ParameterSets.ByInputObject)]
    [ValidateNotEmpty("Omit -ArtifactBucketByRegion to use one artifact bucket.")]
    [CompletesNothing]
    public Hashtable? ArtifactBucketByRegion { get; set; }

    /// <summary>Gets or sets the encryption key of the artifacts: key id, key ARN or alias ARN. Default: the AWS managed key.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByConnection)]
    [Parameter(ParameterSetName = ParameterSets.ByInputObject)]
    [Alias("KmsKeyId", "EncryptionKeyArn")]
    [ValidateNotEmpty("Omit -EncryptionKeyId to use the AWS managed key.")]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public string? EncryptionKeyId { get; set; }

    /// <summary>Gets or sets the encryption keys by Region, for actions in other Regions: key id, key ARN or alias ARN.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByConnection)]
    [Parameter(ParameterSetName = ParameterSets.ByInputObject)]
    [ValidateNotEmpty("Omit -EncryptionKeyIdByRegion to use the AWS managed keys in other Regions.")]
    [CompletesNothing]
    public Hashtable? EncryptionKeyIdByRegion { get; set; }

    /// <summary>Gets or sets the CodeBuild project of the Build stage.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByConnection)]
    [Parameter(ParameterSetName = ParameterSets.ByInputObject)]
    [ValidateNotEmpty("Omit -BuildProject to create no Build stage.")]
    [ArgumentCompleter(typeof(BuildProjectCompleter))]
    public string? BuildProject { get; set; }

    /// <summary>Gets or sets the shell commands of the Build stage, 1–50 of 1–1000 characters. They need no CodeBuild project; V2 only.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByConnection)]
    [Parameter(ParameterSetName = ParameterSets.ByInputObject)]
    [ValidateNotEmpty("Omit -Command to create no Build stage.")]
    [CompletesNothing]
    public string[]? Command { get; set; }

    /// <summary>Gets or sets the files that the commands of the Build stage pass to later stages, 1–10 of 1–128 characters.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByConnection)]
    [Parameter(ParameterSetName = ParameterSets.ByInputObject)]
    [ValidateNotEmpty("Omit -OutputFile to create no output artifact.")]
    [CompletesNothing]
    public string[]? OutputFile { get; set; }

    /// <summary>Gets or sets the CodeBuild project of the Test stage.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByConnection)]
    [Parameter(ParameterSetName = ParameterSets.ByInputObject)]
    [ValidateNotEmpty("Omit -TestProject to create no Test stage.")]
    [ArgumentCompleter(typeof(BuildProjectCompleter))]
    public string? TestProject { get; set; }

    /// <summary>Gets or sets the shell commands of the Test stage, 1–50 of 1–1000 characters; V2 only.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByConnection)]
    [Parameter(ParameterSetName = ParameterSets.ByInputObject)]
    [ValidateNotEmpty("Omit -TestCommand to create no Test stage.")]
    [CompletesNothing]
    public string[]? TestCommand { get; set; }

    /// <summary>Gets or sets whether AWS retries the failed actions of build and test stages once; V2 only.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByConnection)]
    [Parameter(ParameterSetName = ParameterSets.ByInputObject)]
    public SwitchParameter RetryOnFailure { get; set; }

    /// <summary>Gets or sets whether AWS rolls back deploy stages that fail; V2 only.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByConnection)]
    [Parameter(ParameterSetName = ParameterSets.ByInputObject)]
    public SwitchParameter RollbackOnFailure { get; set; }

    /// <summary>Gets or sets whether to add a manual approval before the deployment.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByConnection)]
    [Parameter(ParameterSetName = ParameterSets.ByInputObject)]
    public SwitchParameter ApprovalStage { get; set; }

    /// <summary>Gets or sets the bucket to which a Deploy stage deploys the newest artifact.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByConnection)]
    [Parameter(ParameterSetName = ParameterSets.ByInputObject)]
    [ValidateNotEmpty("Omit -DeployBucket to create no Deploy stage.")]
    [ArgumentCompleter(typeof(BucketCompleter))]
    public string? DeployBucket { get; set; }

    /// <summary>Gets or sets the stages after the source stage, as objects, or as hashtables with the members of the AWS JSON.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByConnection)]
    [Parameter(ParameterSetName = ParameterSets.ByInputObject)]
    [Alias("Stages")]
    [StageTransformation]
    [ValidateNotEmpty("Omit -Stage to add no further stage.")]
    [CompletesNothing]
    public PipelineStage[] Stage { get; set; } = [];

    /// <summary>Gets or sets the pipeline type.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByConnection)]
    [Parameter(ParameterSetName = ParameterSets.ByInputObject)]
    [ValidateNotEmpty("Omit -PipelineType to create a V2 pipeline.")]
    [ValidateSet("V1", "V2")]
    public string PipelineType { get; set; } = "V2";

    /// <summary>Gets or sets the execution mode. QUEUED and PARALLEL require V2.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByConnection)]
    [Parameter(ParameterSetName = ParameterSets.ByInputObject)]
    [ValidateNotEmpty("Omit -ExecutionMode to use SUPERSEDED.")]
    [ValidateSet("SUPERSEDED", "QUEUED", "PARALLEL")]
    public string ExecutionMode { get; set; } = "SUPERSEDED";

    /// <summary>Gets or sets the variables: a hashtable of names and default values, or objects; at most 50.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByConnection)]
    [Parameter(ParameterSetName = ParameterSets.ByInputObject)]
    [Alias("Variables")]
    [VariableTransformation]
    [ValidateNotEmpty("Omit -Variable to define no variables.")]
    [CompletesNothing]
    public PipelineVariable[]? Variable { get; set; }

    /// <summary>Gets or sets the tags: keys 1–128, values 0–256 characters, at most 50.</summary>
    [Parameter]
    [Alias("Tags")]
    [ValidateNotEmpty("Omit -Tag to add no tags.")]
    [CompletesNothing]
    public Hashtable? Tag { get; set; }

    /// <summary>Collects the parameters.</summary>
    /// <param name="connectionArn">The connection.</param>
    /// <returns>The request.</returns>
    /// <exception cref="ServiceException">Kind InvalidInput: two parameters for triggers exclude each other.</exception>
    protected PipelineRequest ReadRequest(string connectionArn) => new()
    {
        Name = Name,
        ConnectionArn = connectionArn,
        Repository = Repository,
        Branch = Branch,
        OutputArtifactFormat = OutputArtifactFormat,
        DetectChanges = !NoTrigger,
        Trigger = ReadTrigger(Branch),
        RoleArn = RoleArn,
        ArtifactBucket = ArtifactBucket,
        ArtifactBuckets = TextMap.Read(ArtifactBucketByRegion),
        EncryptionKeyId = EncryptionKeyId,
        EncryptionKeyIds = TextMap.Read(EncryptionKeyIdByRegion),
        BuildProject = BuildProject,
        Commands = Command,
        OutputFiles = OutputFile,
        TestProject = TestProject,
        TestCommands = TestCommand,
        RetryOnFailure = RetryOnFailure,
        RollbackOnFailure = RollbackOnFailure,
        ApprovalStage = ApprovalStage,
        DeployBucket = DeployBucket,
        Stages = Stage,
        PipelineType = PipelineType,
        ExecutionMode = ExecutionMode,
        Variables = Variable,
        Tags = TextMap.Read(Tag),
    };
}
