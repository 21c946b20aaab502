using System;
using System.Management.Automation;
using BitbucketConnections.Binding;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Binding.Definitions;
using BitbucketConnections.Commands.Base;
using BitbucketConnections.Hosting;

namespace BitbucketConnections.Commands;

/// <summary>
/// Creates a pipeline with a Bitbucket source and the resources that it needs, as the console's wizard does. AWS starts the first execution at once.
/// </summary>
[Cmdlet(VerbsCommon.New, "BitbucketPipeline", DefaultParameterSetName = ParameterSets.ByConnectionName, SupportsShouldProcess = true, HelpUri = HelpLinks.Base + "New-BitbucketPipeline.md")]
[OutputType(typeof(Pipeline))]
public sealed class NewBitbucketPipelineCommand : PipelineParametersCommand
{
    /// <summary>Gets or sets a definition from <see cref="DefinitionOnly"/>, or a pipeline to copy.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByInputObject, Mandatory = true, ValueFromPipeline = true, HelpMessage = "A definition from -DefinitionOnly")]
    [Alias("Definition")]
    [ValidateNotEmpty]
    public Pipeline? InputObject { get; set; }

    /// <summary>Gets or sets the file of a definition in the format of the AWS CLI, in any encoding. Wildcards are not supported.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByDefinitionPath, Mandatory = true, ValueFromPipelineByPropertyName = true, HelpMessage = "The path of a JSON file in the format of the AWS CLI")]
    [Alias("PSPath", "LiteralPath")]
    [ValidateNotEmpty]
    public string? DefinitionPath { get; set; }

    /// <summary>Gets or sets the name of the service role to use or create, 1–64 characters. Default: the name that the console uses.</summary>
    [Parameter]
    [ValidateNotEmpty("Omit -RoleName to use the default name of the service role.")]
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
    public int RoleRetrySeconds { get; set; } = 120;

    /// <summary>Gets or sets whether to return the definition without calling AWS.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByConnectionArn)]
    [Parameter(ParameterSetName = ParameterSets.ByDefinitionPath)]
    public SwitchParameter DefinitionOnly { get; set; }

    /// <inheritdoc/>
    private protected override string? StopAdvice => "Run the same command again. It continues with the resources that exist.";

    /// <inheritdoc/>
    protected override void ProcessRecord() => ProcessEach(InputObject ?? (object?)DefinitionPath ?? Name, Process);

    private void Process()
    {
        // A connection is global and a pipeline is not. So the Region of the connection is used only if no other Region is known.
        var session = Session(InputObject?.Region, RegionOf(ConnectionArn));
        var checkedDefinition = Definition(session);
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
        else if (IsConfirmed(session, checkedDefinition))
        {
            Create(session, checkedDefinition);
        }
    }

    private CheckedDefinition Definition(IEngineSession session)
    {
        var given = InputObject ?? (DefinitionPath is null ? null : session.Wizard.ReadJson(DefinitionFile.Read(FilePath.Resolve(SessionState, DefinitionPath, nameof(DefinitionPath)))));

        // A definition can be written without any call, which would write the warnings of the file.
        DrainDiagnostics();
        if (given is null)
        {
            return session.Pipelines.Build(ReadRequest(ConnectionName is null ? ConnectionArn : FindConnection(session, ConnectionName)));
        }

        // -Region can differ from the Region of the definition.
        return session.Pipelines.Check(given.Region == session.Region ? given : given with { Region = session.Region, PipelineExecutionId = null });
    }

    // The review needs read calls, so it is built only if a person sees it.
    private bool IsConfirmed(IEngineSession session, CheckedDefinition definition)
    {
        if (!ReviewVisibility.IsWanted(this))
        {
            return ShouldProcess($"{definition.Definition.Name} in {definition.Definition.Region}", "Create pipeline");
        }

        var options = Options(AllowPendingConnection || WaitForConnection || StartWhenAvailable);
        var review = string.Join(Environment.NewLine, Await(token => session.Wizard.ReviewAsync(definition, options, token)));
        return ShouldProcess(review, review, $"Create pipeline {definition.Definition.Name} in {definition.Definition.Region}");
    }

    private void Create(IEngineSession session, CheckedDefinition definition)
    {
        // A review that was shown has already checked the roles.
        if (!ReviewVisibility.IsWanted(this))
        {
            Await(token => session.Wizard.CheckAsync(definition, Options(AllowPendingConnection || WaitForConnection || StartWhenAvailable), token));
        }

        var pending = WaitForConnection || StartWhenAvailable ? FindPending(session, definition.Definition) : [];
        if (WaitForConnection)
        {
            WaitUntilAvailable(session, pending);
        }

        var creation = Await(token => session.Wizard.CreateAsync(definition, Options(AllowPendingConnection || StartWhenAvailable, isChecked: true), token));
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

    private PipelineCreateOptions Options(bool allowPendingConnection, bool isChecked = false) => new()
    {
        IsChecked = isChecked,
        AllowPendingConnection = allowPendingConnection,
        ReuseExisting = ReuseExisting,
        RoleName = RoleName,
        GrantBuildRole = GrantBuildRole,
        AllowAllRepositories = SwitchValue.Of(this, nameof(AllowAllRepositories)),
        RoleRetry = TimeSpan.FromSeconds(RoleRetrySeconds),
    };

    private string FindConnection(IEngineSession session, string name) =>
        LookUpForPipelines(session).One(name, session.Region).ConnectionArn;
}
