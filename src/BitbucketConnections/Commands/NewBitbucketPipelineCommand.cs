using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using BitbucketConnections.Parameters;

namespace BitbucketConnections.Commands;

/// <summary>Creates a pipeline with a Bitbucket source and all it needs, as the console's wizard does. AWS starts its first run at once.</summary>
[Cmdlet(VerbsCommon.New, "BitbucketPipeline", DefaultParameterSetName = ParameterSets.ByConnectionName, SupportsShouldProcess = true, HelpUri = HelpLinks.Base + "New-BitbucketPipeline.md")]
[OutputType(typeof(Pipeline))]
public sealed class NewBitbucketPipelineCommand : PipelineParametersCommand
{
    /// <summary>Gets or sets a definition made by <see cref="DefinitionOnly"/>, or a pipeline to make another like it.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByInputObject, Mandatory = true, ValueFromPipeline = true, HelpMessage = "A definition made by -DefinitionOnly")]
    [Alias("Definition")]
    public Pipeline? InputObject { get; set; }

    /// <summary>Gets or sets the file of a definition as the AWS CLI writes it, in any encoding. Taken literally.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByDefinitionPath, Mandatory = true, ValueFromPipelineByPropertyName = true, HelpMessage = "The path of a JSON file of the AWS CLI")]
    [Alias("PSPath", "LiteralPath")]
    [ValidateNotNullOrEmpty]
    public string? DefinitionPath { get; set; }

    /// <summary>Gets or sets the name of the service role to take, or to make, in place of the console's; 1–64 characters.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? RoleName { get; set; }

    /// <summary>Gets or sets whether the CodeBuild role of a full clone is granted the connection.</summary>
    [Parameter]
    public SwitchParameter GrantBuildRole { get; set; }

    /// <summary>Gets or sets whether an existing pipeline of the same definition is taken for the new one.</summary>
    [Parameter]
    public SwitchParameter ReuseExisting { get; set; }

    /// <summary>Gets or sets whether a connection that is not AVAILABLE is taken; the first run fails then.</summary>
    [Parameter]
    public SwitchParameter AllowPendingConnection { get; set; }

    /// <summary>Gets or sets whether to wait until the connection is AVAILABLE before the pipeline is created.</summary>
    [Parameter]
    public SwitchParameter WaitForConnection { get; set; }

    /// <summary>Gets or sets whether to create the pipeline at once and to run its source again when the connection is AVAILABLE.</summary>
    [Parameter]
    public SwitchParameter StartWhenAvailable { get; set; }

    /// <summary>Gets or sets how long to wait for the connection, in seconds, 1–86400.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSeconds { get; set; } = 2700;

    /// <summary>Gets or sets the time between two looks at the connection, in seconds, 1–300.</summary>
    [Parameter]
    [ValidateRange(1, 300)]
    public int PollIntervalSeconds { get; set; } = 5;

    /// <summary>Gets or sets how long a role that can't be assumed yet is tried again, in seconds, 0–600.</summary>
    [Parameter]
    [ValidateRange(0, 600)]
    public int RoleRetrySeconds { get; set; } = 120;

    /// <summary>Gets or sets whether the definition is written out and nothing is called.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByConnectionArn)]
    [Parameter(ParameterSetName = ParameterSets.ByDefinitionPath)]
    public SwitchParameter DefinitionOnly { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => ProcessEach(InputObject ?? (object?)DefinitionPath ?? Name, Process);

    private void Process()
    {
        var session = Session(InputObject?.Region ?? ConnectionRegion());
        var definition = Definition(session);
        if (RoleName is not null && definition.RoleArn is not null)
        {
            throw ServiceException.FromFindings([new Finding(
                "RoleGivenTwice", $"The definition has the role {definition.RoleArn}, and -RoleName says '{RoleName}'. Give one of the two.")]);
        }

        if (DefinitionOnly)
        {
            WriteObject(definition);
        }
        else if (IsConfirmed(session, definition))
        {
            Create(session, definition);
        }
    }

    private Pipeline Definition(IEngineSession session)
    {
        var given = InputObject ?? (DefinitionPath is null ? null : session.Wizard.ReadJson(DefinitionFile.Read(GetUnresolvedProviderPathFromPSPath(DefinitionPath))));
        if (given is null)
        {
            return session.Pipelines.Build(ReadRequest(ConnectionName is null ? ConnectionArn : FindConnection(session, ConnectionName)));
        }

        return session.Pipelines.Validate(given) is { Count: > 0 } findings ? throw ServiceException.FromFindings(findings) : given;
    }

    // The review page costs reading calls, so it is made only where somebody sees it.
    private bool IsConfirmed(IEngineSession session, Pipeline definition)
    {
        if (!ShownReview.IsWanted(this))
        {
            return ShouldProcess($"{definition.Name} in {definition.Region}", "Create pipeline");
        }

        var options = Options(AllowPendingConnection || WaitForConnection || StartWhenAvailable);
        var review = string.Join(Environment.NewLine, Await(token => session.Wizard.ReviewAsync(definition, options, token)));
        return ShouldProcess(review, review, $"Create pipeline {definition.Name} in {definition.Region}");
    }

    private void Create(IEngineSession session, Pipeline definition)
    {
        var pending = WaitForConnection || StartWhenAvailable ? Pending(session, definition) : [];
        if (WaitForConnection && pending.Count > 0)
        {
            Wait(session, pending);
        }

        var creation = Await(token => session.Wizard.CreateAsync(definition, Options(AllowPendingConnection || StartWhenAvailable), token));
        creation.Created.ToList().ForEach(made => WriteVerbose($"Made {made}."));
        var firstRun = creation.IsExisting ? null : new FirstRun(() => Await(token => session.Executions.ListAsync(creation.Pipeline.Name, null, token)), StopToken).Find(WriteWarning);
        WriteVerbose(firstRun is null ? $"No first run of {creation.Pipeline.Name} is seen yet." : $"The first run of {creation.Pipeline.Name} is {firstRun}.");
        WriteObject(PipelineCopy.WithExecution(creation.Pipeline, firstRun));
        if (StartWhenAvailable && !WaitForConnection && pending.Count > 0)
        {
            Wait(session, pending);
            var run = Await(token => session.Wizard.RunSourceAgainAsync(creation.Pipeline.Name, token));
            WriteVerbose($"The source of {creation.Pipeline.Name} runs again, in run {run.PipelineExecutionId}.");
        }
    }

    private PipelineCreateOptions Options(bool allowPendingConnection) => new()
    {
        AllowPendingConnection = allowPendingConnection,
        ReuseExisting = ReuseExisting,
        RoleName = RoleName,
        GrantBuildRole = GrantBuildRole,
        RoleRetry = TimeSpan.FromSeconds(RoleRetrySeconds),
    };

    private List<string> Pending(IEngineSession session, Pipeline definition) =>
        PipelineSource.All(definition.Stages).Select(s => s.ConnectionArn).OfType<string>().Distinct()
            .Where(arn => Await(token => session.Connections.GetAsync(arn, token)).ConnectionStatus != ConnectionStatuses.Available).ToList();

    private void Wait(IEngineSession session, IReadOnlyList<string> connectionArns)
    {
        var options = new WaitOptions { Timeout = TimeSpan.FromSeconds(TimeoutSeconds), PollInterval = TimeSpan.FromSeconds(PollIntervalSeconds) };
        var waiter = session.Connections.CreateWaiter(connectionArns, options);
        new ConnectionWait(() => Await(waiter.PollAsync), WriteProgress, StopToken).UntilAvailable();
    }

    // The connection's Region is the last place looked at: connections are global, pipelines are not.
    private string? ConnectionRegion() =>
        HasDefaultRegion ? null : ConnectionRules.TryParseArn(ConnectionArn, out var arn) ? arn.Region : null;

    private string FindConnection(IEngineSession session, string name) => new ConnectionLookup(
        () => Stream<Connection>((cursor, token) => session.Connections.ListAsync(new ConnectionQuery(), cursor, token))).One(name).ConnectionArn;
}
