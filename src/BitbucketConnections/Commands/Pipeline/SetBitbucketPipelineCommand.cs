using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using BitbucketConnections.Binding;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Binding.Definitions;
using BitbucketConnections.Binding.Targets;
using BitbucketConnections.Commands.Base;
using BitbucketConnections.Completion;
using BitbucketConnections.Hosting;

namespace BitbucketConnections.Commands;

/// <summary>Changes pipelines. Everything else is kept, including members that this version does not know.</summary>
[Cmdlet(VerbsCommon.Set, "BitbucketPipeline", DefaultParameterSetName = ParameterSets.ByName, SupportsShouldProcess = true, HelpUri = HelpLinks.Base + "Set-BitbucketPipeline.md")]
[OutputType(typeof(Pipeline))]
public sealed class SetBitbucketPipelineCommand : PipelineChangesCommand
{
    private static readonly string[] s_noChanges =
    [
        nameof(PipelineName), nameof(InputObject), nameof(SourceActionName), nameof(AllowPendingConnection), nameof(ExpectedVersion), nameof(Force), nameof(PassThru),
        nameof(WhenIdle), nameof(ThrottleLimit), nameof(TimeoutSeconds), nameof(PollIntervalSeconds),
        nameof(Region), nameof(ProfileName), nameof(ProfileLocation), nameof(AccessKey), nameof(SecretKey), nameof(SessionToken), nameof(EndpointUrl), nameof(Credential),
    ];

    // What can be used with a file, because it is not part of the definition.
    private static readonly string[] s_withFile = [nameof(DefinitionPath), nameof(GrantRole), nameof(GrantBuildRole), nameof(AllowAllRepositories), nameof(Resave)];

    private bool _hasChange;
    private Pipeline? _definition;
    private string? _file;
    private bool? _allowAllRepositories;

    /// <inheritdoc/>
    [Parameter(ParameterSetName = ParameterSets.ByName, Mandatory = true, Position = 0, HelpMessage = "The name of the pipeline")]
    [Parameter(ParameterSetName = ParameterSets.ByDefinitionPath, Position = 0)]
    [Alias("Name", "PipelineArn")]
    [ResourceTransformation(nameof(ResourceNoun.Pipeline))]
    [ValidateNotEmpty("Omit -PipelineName to use the name in the file.")]
    [ArgumentCompleter(typeof(PipelineNameCompleter))]
    public override string[] PipelineName { get; set; } = [];

    /// <summary>
    /// Gets or sets the file of the whole new definition, as JSON in any encoding. The name in the file identifies the pipeline, and must be that of
    /// <see cref="PipelineName"/> if both are specified. The version in the file, if it has one, is the version that the pipeline must have.
    /// </summary>
    [Parameter(ParameterSetName = ParameterSets.ByDefinitionPath, Mandatory = true, HelpMessage = "The path of a JSON file with a definition")]
    [Alias("LiteralPath")]
    [ValidateNotEmpty]
    [ArgumentCompleter(typeof(DefinitionPathCompleter))]
    public string? DefinitionPath { get; set; }

    /// <summary>Gets or sets whether to add a policy to a service role that has no policy for this pipeline, before the change.</summary>
    [Parameter]
    public SwitchParameter GrantRole { get; set; }

    /// <summary>
    /// Gets or sets whether the policy of the pipeline on its service role allows all repositories of the connections. Default: unchanged, and in a new
    /// policy only the repositories of the pipeline.
    /// </summary>
    [Parameter]
    public SwitchParameter AllowAllRepositories { get; set; }

    /// <summary>Gets or sets whether to give the CodeBuild roles of a full clone permission to use the connection.</summary>
    [Parameter]
    public SwitchParameter GrantBuildRole { get; set; }

    /// <summary>Gets or sets whether to wait until no execution of the pipeline is in progress.</summary>
    [Parameter]
    public SwitchParameter WhenIdle { get; set; }

    /// <summary>Gets or sets how long <see cref="WhenIdle"/> waits, in seconds, 1–604800 (7 days, the timeout of an approval).</summary>
    [Parameter]
    [ValidateRange(1, 604800)]
    [CompletesNothing]
    public int TimeoutSeconds { get; set; } = 3600;

    /// <summary>Gets or sets the time between two checks of <see cref="WhenIdle"/>, in seconds, 1–300.</summary>
    [Parameter]
    [ValidateRange(1, 300)]
    [CompletesNothing]
    public int PollIntervalSeconds { get; set; } = 5;

    /// <summary>Gets or sets whether to return the changed pipeline.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _hasChange = HasChange();
        _allowAllRepositories = SwitchValue.Of(this, nameof(AllowAllRepositories));
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (DefinitionPath is null)
        {
            base.ProcessRecord();
        }
        else
        {
            ProcessEach(DefinitionPath, () => ProcessFile(DefinitionPath));
        }
    }

    /// <inheritdoc/>
    private protected override void ProcessTarget(PipelineTarget target)
    {
        if (!_hasChange)
        {
            throw ServiceException.FromFindings([new Finding("NothingToChange", $"No change to '{target.PipelineName}' was specified. Specify at least one change, for example -Branch, -ConnectionArn or -AddStage.")]);
        }

        var session = Session(target.Region);
        var changes = ReadChanges(
            target, _definition, FindConnection(session, target, ConnectionArn, ConnectionName), GrantRole, GrantBuildRole, _allowAllRepositories, WhenIdle, !PassThru);
        var plan = DefinitionFile.Named(_file, () => Await(token => session.Editor.PlanAsync(target.PipelineName, changes, token)));
        plan.Warnings.ToList().ForEach(WriteWarning);
        if (!plan.IsPipelineWritten && plan.RoleChanges.Count == 0)
        {
            ReportUnchanged(target.PipelineName);
            Give(plan.Before);
            return;
        }

        var lines = Differences(plan).Concat(plan.RoleChanges).Concat(plan.ExecutionNotes).Select(line => "  " + ReviewText.Shorten(line));
        var review = $"{target.PipelineName} in {session.Region}:{Environment.NewLine}{string.Join(Environment.NewLine, lines)}";
        if (ShouldProcess(review, review, "Change pipeline"))
        {
            var current = WhenIdle ? WaitUntilIdle(session, plan, changes) : plan;
            Give(Await(token => session.Editor.ApplyAsync(current, token)));
        }
    }

    private void ProcessFile(string path)
    {
        if (MyInvocation.BoundParameters.Keys.Except(s_noChanges).Except(s_withFile).Except(CommonParameters).Except(OptionalCommonParameters).ToList() is { Count: > 0 } others)
        {
            throw ServiceException.FromFindings([new Finding(
                "DefinitionWithChanges",
                $"-DefinitionPath replaces the whole definition, so {string.Join(", ", others.Select(name => "-" + name))} can't be used with it. Change the file, or use a second command.")]);
        }

        // The Region of an ARN is the Region of the pipeline.
        var named = Array.ConvertAll(PipelineName, name => PipelineTarget.OfText(Checked(name)));
        _file = FilePath.Resolve(SessionState, path, nameof(DefinitionPath));
        var text = DefinitionFile.Read(_file);
        var session = Session(named.Select(target => target.Region).FirstOrDefault());
        var definition = DefinitionFile.Named(_file, () => session.Wizard.ReadJson(text));
        DrainDiagnostics();
        _definition = DefinitionFile.Named(_file, () => WithName(definition, named));
        if (_definition.Tags is not null)
        {
            WriteWarning("The tags of the file are ignored, because an update of a pipeline has no tags. Use Add-BitbucketTag and Remove-BitbucketTag.");
        }

        Process(path, () => named.Length > 0 ? named[0] : PipelineTarget.OfText(_definition.Name));
    }

    // The properties of a CloudFormation resource do not have to contain the name.
    private static Pipeline WithName(Pipeline definition, PipelineTarget[] named)
    {
        if (definition.Name.Length == 0)
        {
            return named.Length == 1 ? definition with { Name = named[0].PipelineName } : throw ServiceException.FromFindings([new Finding(
                "DefinitionNameMissing", "The definition has no name. Specify one -PipelineName, or add the name of the pipeline to the file.")]);
        }

        return Array.Find(named, target => target.PipelineName != definition.Name) is not { } other ? definition : throw ServiceException.FromFindings([new Finding(
            "DefinitionNameDiffers",
            $"The definition is that of the pipeline '{definition.Name}', but -PipelineName is '{other.PipelineName}'. Nothing was changed. Specify the file of '{other.PipelineName}', or correct the name in the file.")]);
    }

    // No API says that a webhook is missing. -DetectChanges $true for a pipeline that has it already means that pushes do not start the pipeline.
    private void ReportUnchanged(string name)
    {
        const string Advice = "If pushes do not start it, its webhook may be missing. -Resave writes the pipeline again, so that AWS creates the webhook.";
        var message = $"The pipeline '{name}' is unchanged; no update was sent.";
        if (DetectChanges == true)
        {
            WriteWarning($"{message} {Advice}");
        }
        else
        {
            WriteVerbose(message);
        }
    }

    private static IEnumerable<string> Differences(PipelineEditPlan plan) => plan.IsPipelineWritten && plan.Differences.Count == 0
        ? ["the same definition is written again, as a new version"]
        : plan.Differences.Select(difference => difference.ToString());

    // The executions and the definition may change during the wait, so the change is planned again.
    private PipelineEditPlan WaitUntilIdle(IEngineSession session, PipelineEditPlan first, PipelineChanges changes)
    {
        var plan = first;
        var (name, version, left) = (plan.Before.Name, plan.Before.Version, TimeSpan.FromSeconds(TimeoutSeconds));
        while (plan.IsBusy)
        {
            var waiter = session.Editor.CreateIdleWaiter(plan, new WaitOptions { Timeout = left, PollInterval = TimeSpan.FromSeconds(PollIntervalSeconds) });
            left = new PipelineIdleWait(name, () => Await(waiter.PollAsync), LiveProgressBetweenCalls).Run();
            plan = Await(token => session.Editor.PlanAsync(name, changes, token));
        }

        if (plan.Before.Version != version)
        {
            WriteWarning($"The pipeline '{name}' was changed during the wait, from version {version} to {plan.Before.Version}. The change is applied to version {plan.Before.Version}.");
        }

        plan.Warnings.Except(first.Warnings).ToList().ForEach(WriteWarning);
        return plan;
    }

    private void Give(Pipeline pipeline)
    {
        if (PassThru)
        {
            WriteObject(pipeline);
        }
    }

    private bool HasChange() => MyInvocation.BoundParameters.Keys
        .Except(s_noChanges).Except(CommonParameters).Except(OptionalCommonParameters).Any();
}
