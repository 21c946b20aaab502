using System.Management.Automation;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Binding.Definitions;
using BitbucketConnections.Completion;

namespace BitbucketConnections.Commands;

/// <content>Parameters of source actions.</content>
public sealed partial class NewBitbucketPipelineActionCommand
{
    /// <summary>Gets or sets the connection, as an ARN or an object.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.Connection, Mandatory = true, HelpMessage = "The ARN of the connection")]
    [Alias("Connection")]
    [ConnectionArnTransformation]
    [ValidateNotEmpty]
    [ArgumentCompleter(typeof(ConnectionArnCompleter))]
    [ConfigurationKey("ConnectionArn")]
    public string? ConnectionArn { get; set; }

    /// <summary>Gets or sets the repository: <c>workspace/repository</c>, or a URL that Bitbucket shows.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.Connection, Mandatory = true, HelpMessage = "The repository, as workspace/repository or a Bitbucket URL")]
    [Alias("FullRepositoryId")]
    [ValidateNotEmpty]
    [ArgumentCompleter(typeof(RepositoryCompleter))]
    public string? Repository { get; set; }

    /// <summary>Gets or sets the branch, without wildcards.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.Connection, Mandatory = true, HelpMessage = "The branch")]
    [Parameter(ParameterSetName = ActionParameterSets.CodeCommit, Mandatory = true, HelpMessage = "The branch")]
    [Alias("BranchName")]
    [ValidateNotEmpty]
    [ConfigurationKey("BranchName")]
    [ArgumentCompleter(typeof(BranchCompleter))]
    public string? Branch { get; set; }

    /// <summary>Gets or sets the output format: CODE_ZIP, or CODEBUILD_CLONE_REF (FullClone), which only CodeBuild can read.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.Connection)]
    [Parameter(ParameterSetName = ActionParameterSets.CodeCommit)]
    [OutputArtifactFormatTransformation]
    [ValidateNotEmpty("Omit -OutputArtifactFormat to use CODE_ZIP.")]
    [ValidateSet("CODE_ZIP", "CODEBUILD_CLONE_REF")]
    [ConfigurationKey("OutputArtifactFormat")]
    public string? OutputArtifactFormat { get; set; }

    /// <summary>Gets or sets whether a push to the branch starts the pipeline. AWS uses true if it is omitted.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.Connection)]
    [ValidateNotEmpty("Omit -DetectChanges to leave it out of the action.")]
    [ConfigurationKey("DetectChanges")]
    [ArgumentCompleter(typeof(BooleanCompleter))]
    public bool? DetectChanges { get; set; }

    /// <summary>Gets or sets the CodeCommit repository.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.CodeCommit, Mandatory = true, HelpMessage = "The CodeCommit repository")]
    [ValidateNotEmpty]
    [ConfigurationKey("RepositoryName")]
    [CompletesNothing]
    public string? CodeCommitRepository { get; set; }

    /// <summary>Gets or sets the bucket that contains the source.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.S3Source, Mandatory = true, HelpMessage = "The bucket of the source")]
    [ValidateNotEmpty]
    [ConfigurationKey("S3Bucket")]
    [ArgumentCompleter(typeof(BucketCompleter))]
    public string? SourceBucket { get; set; }

    /// <summary>Gets or sets the object key of the source, usually a zip file.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.S3Source, Mandatory = true, HelpMessage = "The object key of the source")]
    [ValidateNotEmpty]
    [ConfigurationKey("S3ObjectKey")]
    [CompletesNothing]
    public string? SourceObjectKey { get; set; }

    /// <summary>Gets or sets whether the start of an execution can specify another object key.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.S3Source)]
    [ConfigurationKey("AllowOverrideForS3ObjectKey")]
    public SwitchParameter AllowOverrideForS3ObjectKey { get; set; }

    /// <summary>Gets or sets whether AWS polls the source for changes. AWS uses true if it is omitted.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.S3Source)]
    [Parameter(ParameterSetName = ActionParameterSets.CodeCommit)]
    [ValidateNotEmpty("Omit -PollForSourceChanges to leave it out of the action.")]
    [ConfigurationKey("PollForSourceChanges")]
    [ArgumentCompleter(typeof(BooleanCompleter))]
    public bool? PollForSourceChanges { get; set; }

    /// <summary>Gets or sets the ECR repository of the image that is the source.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.EcrSource, Mandatory = true, HelpMessage = "The ECR repository of the source image")]
    [ValidateNotEmpty]
    [ConfigurationKey("RepositoryName")]
    [CompletesNothing]
    public string? SourceImageRepository { get; set; }

    /// <summary>Gets or sets the tag of the image that is the source. Default: latest.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.EcrSource)]
    [ValidateNotEmpty("Omit -SourceImageTag to leave it out of the action.")]
    [ConfigurationKey("ImageTag")]
    [CompletesNothing]
    public string? SourceImageTag { get; set; }
}
