using System;
using System.Linq;
using System.Management.Automation;
using BitbucketConnections.Binding;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Binding.Definitions;
using BitbucketConnections.Binding.Inputs;
using BitbucketConnections.Binding.Targets;
using BitbucketConnections.Commands.Base;
using BitbucketConnections.Completion;
using BitbucketConnections.Hosting;

namespace BitbucketConnections.Commands;

/// <summary>
/// Creates a pipeline with a Bitbucket source and the resources that it needs, as the console's wizard does. AWS starts the first execution at once.
/// </summary>
[Cmdlet(VerbsCommon.New, "BitbucketPipeline", DefaultParameterSetName = ParameterSets.ByConnection, SupportsShouldProcess = true, HelpUri = HelpLinks.Base + "New-BitbucketPipeline.md")]
[OutputType(typeof(Pipeline))]
public sealed class NewBitbucketPipelineCommand : PipelineParametersCommand
{
    private const string AcceptedInput = "Pipe a connection, a pipeline or definition to copy, or objects with properties such as Name, Repository, Branch and ConnectionName.";

    // What the console's wizard asks for, besides what a copy can change.
    private static readonly string[] s_ofWizard =
    [
        nameof(OutputArtifactFormat), nameof(ArtifactBucket), nameof(ArtifactBucketByRegion), nameof(EncryptionKeyId), nameof(EncryptionKeyIdByRegion), nameof(BuildProject),
        nameof(Command), nameof(OutputFile), nameof(TestProject), nameof(TestCommand), nameof(RetryOnFailure), nameof(RollbackOnFailure), nameof(ApprovalStage),
        nameof(DeployBucket), nameof(Stage), nameof(PipelineType), nameof(ExecutionMode), nameof(Variable), nameof(NoTrigger), nameof(Trigger), nameof(IncludeBranch),
        nameof(ExcludeBranch), nameof(IncludePath), nameof(ExcludePath), nameof(IncludeTag), nameof(ExcludeTag), nameof(PullRequest),
    ];

    private Pipeline? _original;

    /// <summary>
    /// Gets or sets the input: a connection, a pipeline or definition to copy, or an object or hashtable with values of the parameters, such as a row of a
    /// CSV file.
    /// </summary>
    [Parameter(ParameterSetName = ParameterSets.ByInputObject, Mandatory = true, ValueFromPipeline = true, HelpMessage = "A connection, a pipeline, a definition, or an object with values of the parameters")]
    [Alias("Definition")]
    [ValidateNotEmpty(AcceptedInput)]
    [CompletesNothing]
    public PSObject[] InputObject { get; set; } = [];

    /// <summary>Gets or sets the file of a definition, as JSON in any encoding. Wildcards are not supported.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByDefinitionPath, Mandatory = true, HelpMessage = "The path of a JSON file with a definition")]
    [Parameter(ParameterSetName = ParameterSets.ByInputObject)]
    [Alias("LiteralPath")]
    [ValidateNotEmpty("Omit -DefinitionPath to use the piped object or the other parameters.")]
    [ArgumentCompleter(typeof(DefinitionPathCompleter))]
    public string? DefinitionPath { get; set; }

    /// <summary>Gets or sets the name of the service role to use or create, 1–64 characters. Default: the name that the console uses.</summary>
    [Parameter]
    [ValidateNotEmpty("Omit -RoleName to use the default name of the service role.")]
    [ArgumentCompleter(typeof(RoleNameCompleter))]
    public string? RoleName { get; set; }

    /// <summary>Gets or sets whether to give the CodeBuild role of a full clone permission to use the connection.</summary>
    [Parameter]
    public SwitchParameter GrantBuildRole { get; set; }

    /// <summary>
    /// Gets or sets whether the policy of the service role allows all repositories of the connections. Default: only the repositories of the pipeline.
    /// A policy that already allows all is unchanged.
    /// </summary>
    [Parameter]
    public SwitchParameter AllowAllRepositories { get; set; }

    /// <summary>Gets or sets whether to use an existing pipeline with the same definition.</summary>
    [Parameter]
    public SwitchParameter ReuseExisting { get; set; }

    /// <summary>Gets or sets how long to retry while a new role cannot be assumed, in seconds, 0–600.</summary>
    [Parameter]
    [NumberTransformation]
    [ValidateRange(0, 600)]
    [CompletesNothing]
    public int RoleRetrySeconds { get; set; } = 120;

    /// <summary>Gets or sets whether to return the definition without calling AWS. Only the name of a connection needs a call.</summary>
    [Parameter]
    public SwitchParameter DefinitionOnly { get; set; }

    /// <inheritdoc/>
    private protected override string? StopAdvice => "Run the same command again. It continues with the resources that exist.";

    /// <inheritdoc/>
    private protected override PSObject[] Piped => InputObject;

    /// <inheritdoc/>
    private protected override string Accepted =>
        AcceptedInput;

    /// <inheritdoc/>
    private protected override void ProcessParameters() => ProcessEach(DefinitionPath ?? Name, Process);

    /// <inheritdoc/>
    private protected override bool Take(PipedInput input)
    {
        _original = NewInput.PipelineOf(input);
        if (_original is null && NewInput.PathOf(input) is { } path)
        {
            Row.Set(nameof(DefinitionPath), path);
            return true;
        }

        return _original is not null || TakeConnection(input, nameof(ConnectionArn), nameof(ConnectionName));
    }

    /// <inheritdoc/>
    private protected override void ProcessTaken(PipedInput input)
    {
        if ((_original ?? (object?)DefinitionPath) is null
            && new[] { nameof(Name), nameof(Repository), nameof(Branch) }.Where(name => !Row.IsGiven(name)).ToList() is { Count: > 0 } missing)
        {
            throw Row.Missing(missing);
        }

        Process();
    }

    private void Process()
    {
        // A connection is global and a pipeline is not. So the Region of the connection is used only if no other Region is known.
        var connection = ChooseConnection(nameof(ConnectionArn), ConnectionArn, nameof(ConnectionName), ConnectionName);
        var original = _original?.Region is { Length: > 0 } region ? region : null;
        var session = Session(original, RegionOf(connection));
        var checkedDefinition = Definition(session, connection, out var copied);
        var definition = checkedDefinition.Definition;

        // Write the warnings before anything is created or returned.
        foreach (var warning in checkedDefinition.Warnings)
        {
            WriteWarning(warning.Message);
        }

        if (RoleName is not null && definition.RoleArn is not null)
        {
            throw ServiceException.FromFindings([new Finding(
                "RoleGivenTwice", $"The definition has the role {definition.RoleArn}, but -RoleName is '{RoleName}'. Specify only one of the two.")]);
        }

        if (DefinitionOnly)
        {
            WriteObject(definition);
        }
        else if (IsConfirmed(session, checkedDefinition, copied))
        {
            Create(session, checkedDefinition, copied);
        }
    }

    private CheckedDefinition Definition(IEngineSession session, string? connection, out Pipeline? copied)
    {
        var file = _original is not null || DefinitionPath is null ? null : FilePath.Resolve(SessionState, DefinitionPath, nameof(DefinitionPath));
        var text = file is null ? null : DefinitionFile.Read(file);
        copied = _original ?? (text is null ? null : DefinitionFile.Named(file, () => session.Wizard.ReadJson(text)));

        // A definition can be written without any call, which would write the warnings of the file.
        DrainDiagnostics();
        if (copied is not null)
        {
            // What ConvertFrom-Json returns for the AWS CLI's JSON has no Region.
            copied = copied.Region.Length > 0 ? copied : copied with { Region = session.Region };
            var copy = Copy(session, copied, connection);
            DrainDiagnostics();
            return DefinitionFile.Named(file, () => session.Pipelines.Check(copy));
        }

        if (connection is null)
        {
            throw ServiceException.FromFindings([new Finding(
                "ConnectionMissing", "A connection is required. Specify -ConnectionName or -ConnectionArn, or pipe a connection or an object with one of these properties.")]);
        }

        return session.Pipelines.Build(ReadRequest(ArnOf(session, connection)));
    }

    private Pipeline Copy(IEngineSession session, Pipeline original, string? connection)
    {
        if (Row.Given(s_ofWizard).ToList() is { Count: > 0 } others)
        {
            throw ServiceException.FromFindings([new Finding(
                "CopyParameterConflict",
                $"{string.Join(", ", others.Select(name => "-" + name))} can't be used with a definition. A copy can have another -{nameof(Name)}, -{nameof(ConnectionArn)}, -{nameof(ConnectionName)}, -{nameof(Repository)}, "
                + $"-{nameof(Branch)}, -{nameof(RoleArn)} and -{nameof(Tag)}. To change more, use Set-BitbucketPipeline after the creation.")]);
        }

        var copy = IsChanged() ? Change(session, original, connection) : original.Region == session.Region ? original : original with { Region = session.Region, PipelineExecutionId = null };

        // A copy with another name can have its own role.
        var kept = RoleName is not null && Row.IsGiven(nameof(Name)) ? null : copy.RoleArn;
        return copy with { RoleArn = RoleArn ?? kept, Tags = TextMap.Read(Tag) ?? copy.Tags };
    }

    private bool IsChanged() => Row.Given([nameof(Name), nameof(ConnectionArn), nameof(ConnectionName), nameof(Repository), nameof(Branch)]).Any();

    private Pipeline Change(IEngineSession session, Pipeline original, string? connection) => session.Wizard.Copy(original, new PipelineCopyRequest
    {
        Name = Row.IsGiven(nameof(Name)) ? Name : null,
        ConnectionArn = connection is null ? null : ArnOf(session, connection),
        Repository = Row.IsGiven(nameof(Repository)) ? Repository : null,
        Branch = Row.IsGiven(nameof(Branch)) ? Branch : null,
    });

    // The review needs read calls, so it is built only if a person sees it.
    private bool IsConfirmed(IEngineSession session, CheckedDefinition definition, Pipeline? copied)
    {
        if (!ReviewVisibility.IsWanted(this))
        {
            return ShouldProcess($"{definition.Definition.Name} in {definition.Definition.Region}", "Create pipeline");
        }

        var options = Options(AllowPendingConnection || WaitForConnection || StartWhenAvailable, copied);
        var review = string.Join(Environment.NewLine, Await(token => session.Wizard.ReviewAsync(definition, options, token)));
        return ShouldProcess(review, review, $"Create pipeline {definition.Definition.Name} in {definition.Definition.Region}");
    }

    private void Create(IEngineSession session, CheckedDefinition definition, Pipeline? copied)
    {
        // A review that was shown has already checked the roles.
        if (!ReviewVisibility.IsWanted(this))
        {
            Await(token => session.Wizard.CheckAsync(definition, Options(AllowPendingConnection || WaitForConnection || StartWhenAvailable, copied), token));
        }

        var pending = WaitForConnection || StartWhenAvailable ? FindPending(session, definition.Definition) : [];
        TellPending(pending.Where(c => c.ConnectionStatus == ConnectionStatuses.Pending).ToList());
        if (WaitForConnection)
        {
            WaitUntilAvailable(session, pending);
        }

        var creation = Await(token => session.Wizard.CreateAsync(definition, Options(AllowPendingConnection || StartWhenAvailable, copied, isChecked: true), token));
        WriteObject(creation.IsExisting ? creation.Pipeline : WithFirstRun(session, creation.Pipeline));
        if (StartWhenAvailable && !WaitForConnection && pending.Count > 0)
        {
            WaitUntilAvailable(session, pending);
            SaveAgain(session, creation.Pipeline.Name);
            var execution = Await(token => session.Executions.StartAsync(new PipelineStartRequest { PipelineName = creation.Pipeline.Name }, token));
            WriteVerbose($"Started execution {execution.PipelineExecutionId} of {creation.Pipeline.Name}.");
        }
    }

    // AWS created no webhook, because the connection was not AVAILABLE. It does so when the pipeline is written again.
    private void SaveAgain(IEngineSession session, string name)
    {
        try
        {
            var plan = Await(token => session.Editor.PlanAsync(name, new PipelineChanges { Resave = true, OmitsResult = true }, token));
            Await(token => session.Editor.ApplyAsync(plan, token));
        }
        catch (ServiceException denied) when (denied.IsAccessDenied)
        {
            WriteWarning($"The pipeline '{name}' can't be written again, so pushes may not start it: {denied.Message} When you have the permission, run: Set-BitbucketPipeline -PipelineName '{name}' -Resave");
        }
    }

    private Pipeline WithFirstRun(IEngineSession session, Pipeline pipeline)
    {
        var id = new FirstExecutionFinder(() => Await(token => session.Executions.ListAsync(pipeline.Name, null, token)), StopToken).Find(WriteWarning);
        WriteVerbose(id is null ? $"The first execution of {pipeline.Name} is not listed yet." : $"The first execution of {pipeline.Name} is {id}.");
        return pipeline with { PipelineExecutionId = id };
    }

    private PipelineCreateOptions Options(bool allowPendingConnection, Pipeline? copied, bool isChecked = false) => new()
    {
        IsChecked = isChecked,
        AllowPendingConnection = allowPendingConnection,
        ReuseExisting = ReuseExisting,
        RoleName = RoleName,
        CopyOf = copied,
        GrantBuildRole = GrantBuildRole,
        AllowAllRepositories = Row.IsGiven(nameof(AllowAllRepositories)) ? AllowAllRepositories : null,
        RoleRetry = TimeSpan.FromSeconds(RoleRetrySeconds),
    };
}
