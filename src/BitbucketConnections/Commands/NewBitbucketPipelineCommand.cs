using System.Collections;
using System.Management.Automation;
using BitbucketConnections.Completion;
using BitbucketConnections.Parameters;

namespace BitbucketConnections.Commands;

/// <summary>Creates a pipeline with a Bitbucket source, as the console's wizard does. AWS starts its first run at once.</summary>
[Cmdlet(VerbsCommon.New, "BitbucketPipeline", DefaultParameterSetName = ParameterSets.ByConnectionName, SupportsShouldProcess = true, HelpUri = HelpLinks.Base + "New-BitbucketPipeline.md")]
[OutputType(typeof(Pipeline))]
public sealed class NewBitbucketPipelineCommand : ServiceCommand
{
    /// <summary>Gets or sets the name, 1–100 of <c>A-Z a-z 0-9 . @ - _</c>; it can't be changed later.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByConnectionArn, Mandatory = true, Position = 0, HelpMessage = "The name of the pipeline")]
    [Parameter(ParameterSetName = ParameterSets.ByConnectionName, Mandatory = true, Position = 0, HelpMessage = "The name of the pipeline")]
    [Alias("PipelineName")]
    [AllowEmptyString]
    public string Name { get; set; } = string.Empty;

    /// <summary>Gets or sets the connection, as its ARN or as the object; of either API and any Region.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByConnectionArn, Mandatory = true, ValueFromPipeline = true, HelpMessage = "The ARN of the connection")]
    [Alias("Connection")]
    [AllowEmptyString]
    [ConnectionArnTransformation]
    [ArgumentCompleter(typeof(ConnectionArnCompleter))]
    public string ConnectionArn { get; set; } = string.Empty;

    /// <summary>Gets or sets the name of the connection, where one only has it.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByConnectionName, Mandatory = true, HelpMessage = "The name of the connection")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ConnectionNameCompleter))]
    public string? ConnectionName { get; set; }

    /// <summary>Gets or sets a definition made by <see cref="DefinitionOnly"/>.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByInputObject, Mandatory = true, ValueFromPipeline = true, HelpMessage = "A definition made by -DefinitionOnly")]
    [Alias("Definition")]
    public Pipeline? InputObject { get; set; }

    /// <summary>Gets or sets the repository: <c>workspace/repository</c>, or any URL that Bitbucket shows.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByConnectionArn, Mandatory = true, HelpMessage = "The repository, as workspace/repository or a Bitbucket URL")]
    [Parameter(ParameterSetName = ParameterSets.ByConnectionName, Mandatory = true, HelpMessage = "The repository, as workspace/repository or a Bitbucket URL")]
    [Alias("FullRepositoryId")]
    [AllowEmptyString]
    public string Repository { get; set; } = string.Empty;

    /// <summary>Gets or sets the branch, literally. There is no default.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByConnectionArn, Mandatory = true, HelpMessage = "The branch; there is no default")]
    [Parameter(ParameterSetName = ParameterSets.ByConnectionName, Mandatory = true, HelpMessage = "The branch; there is no default")]
    [Alias("BranchName")]
    [AllowEmptyString]
    public string Branch { get; set; } = string.Empty;

    /// <summary>Gets or sets the ARN of the service role, which codepipeline.amazonaws.com may assume.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByConnectionArn)]
    [Parameter(ParameterSetName = ParameterSets.ByConnectionName)]
    public string? RoleArn { get; set; }

    /// <summary>Gets or sets the artifact bucket in the pipeline's Region: its name alone, 3–63 characters.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByConnectionArn)]
    [Parameter(ParameterSetName = ParameterSets.ByConnectionName)]
    public string? ArtifactBucket { get; set; }

    /// <summary>Gets or sets the CodeBuild project of the stage after the source.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByConnectionArn)]
    [Parameter(ParameterSetName = ParameterSets.ByConnectionName)]
    public string? BuildProject { get; set; }

    /// <summary>Gets or sets the output format: CODE_ZIP, or CODEBUILD_CLONE_REF (FullClone), which only CodeBuild can read.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByConnectionArn)]
    [Parameter(ParameterSetName = ParameterSets.ByConnectionName)]
    [OutputArtifactFormatTransformation]
    [ValidateSet("CODE_ZIP", "CODEBUILD_CLONE_REF")]
    public string OutputArtifactFormat { get; set; } = "CODE_ZIP";

    /// <summary>Gets or sets the pipeline type.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByConnectionArn)]
    [Parameter(ParameterSetName = ParameterSets.ByConnectionName)]
    [ValidateSet("V1", "V2")]
    public string PipelineType { get; set; } = "V2";

    /// <summary>Gets or sets the execution mode; QUEUED and PARALLEL need V2.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByConnectionArn)]
    [Parameter(ParameterSetName = ParameterSets.ByConnectionName)]
    [ValidateSet("SUPERSEDED", "QUEUED", "PARALLEL")]
    public string ExecutionMode { get; set; } = "SUPERSEDED";

    /// <summary>Gets or sets the tags: keys 1–128, values 0–256 characters, at most 50.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByConnectionArn)]
    [Parameter(ParameterSetName = ParameterSets.ByConnectionName)]
    [Alias("Tags")]
    public Hashtable? Tag { get; set; }

    /// <summary>Gets or sets whether a connection that is not AVAILABLE is taken; the first run fails then.</summary>
    [Parameter]
    public SwitchParameter AllowPendingConnection { get; set; }

    /// <summary>Gets or sets whether the definition is written out and nothing is called.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByConnectionArn)]
    public SwitchParameter DefinitionOnly { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => ProcessEach(InputObject ?? (object)Name, Process);

    private void Process()
    {
        var session = Session(InputObject?.Region ?? ConnectionRegion());
        var definition = InputObject ?? session.Pipelines.Build(Request(session));
        if (DefinitionOnly)
        {
            WriteObject(definition);
            return;
        }

        if (InputObject is not null && session.Pipelines.Validate(definition) is { Count: > 0 } findings)
        {
            throw ServiceException.FromFindings(findings);
        }

        ConnectionCheck.Run(definition, AllowPendingConnection, arn => Await(token => session.Connections.GetAsync(arn, token)), WriteWarning);
        if (ShouldProcess(definition.Name, ReviewText.Of(definition)))
        {
            WriteObject(Await(token => session.Pipelines.CreateAsync(definition, token)));
        }
    }

    // The connection's Region is the last place looked at: connections are global, pipelines are not.
    private string? ConnectionRegion() =>
        HasDefaultRegion ? null : ConnectionRules.TryParseArn(ConnectionArn, out var arn) ? arn.Region : null;

    private PipelineRequest Request(IEngineSession session) => new()
    {
        Name = Name,
        ConnectionArn = ConnectionName is null ? ConnectionArn : FindConnection(session, ConnectionName),
        Repository = Repository,
        Branch = Branch,
        RoleArn = RoleArn,
        ArtifactBucket = ArtifactBucket,
        BuildProject = BuildProject,
        OutputArtifactFormat = OutputArtifactFormat,
        PipelineType = PipelineType,
        ExecutionMode = ExecutionMode,
        Tags = TagParameter.Read(Tag),
    };

    private string FindConnection(IEngineSession session, string name) => new ConnectionLookup(
        () => Stream<Connection>((cursor, token) => session.Connections.ListAsync(new ConnectionQuery(), cursor, token))).One(name).ConnectionArn;
}
