using System;
using System.Collections.Concurrent;
using System.Management.Automation;
using System.Threading;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Binding.Targets;
using BitbucketConnections.Completion;

namespace BitbucketConnections.Commands.Base;

/// <summary>Base of the cmdlets for existing pipelines or their executions, specified by name, ARN or object.</summary>
public abstract class PipelineTargetCommand : FleetCommand
{
    private ConcurrentDictionary<string, ConnectionNameLookup>? _connections;

    /// <summary>Gets or sets the names or ARNs of the pipelines.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByName, Mandatory = true, Position = 0, HelpMessage = "The name of the pipeline")]
    [Alias("Name", "PipelineArn")]
    [ResourceTransformation(nameof(ResourceNoun.Pipeline))]
    [ValidateNotEmpty]
    [ArgumentCompleter(typeof(PipelineNameCompleter))]
    public virtual string[] PipelineName { get; set; } = [];

    /// <summary>Gets or sets the objects that identify the pipelines: names, ARNs, pipelines, executions, stages or actions.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByInputObject, Mandatory = true, ValueFromPipeline = true, HelpMessage = "A pipeline, or one of its executions or stages")]
    [ValidateNotEmpty("Pipe a pipeline, its name or its ARN, or one of its executions or stages.")]
    [CompletesNothing]
    public PSObject[] InputObject { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        Array.ForEach(PipelineName, name => Process(name, () => PipelineTarget.OfText(Checked(name))));
        foreach (var input in ReadInputs(InputObject))
        {
            Process(input.Value, () => PipelineTarget.Of(input, Checked(Noun.Read(input))));
        }
    }

    // What the command accepts as its input.
    private protected virtual ResourceNoun Noun => ResourceNoun.Pipeline;

    /// <summary>Processes one target, or keeps it for the end. It can run on another thread.</summary>
    /// <param name="target">The target.</param>
    private protected abstract void ProcessTarget(PipelineTarget target);

    // Objects are read here, because their script properties can run only on the pipeline thread. An error has its place among the other results.
    private protected void Process(object input, Func<PipelineTarget> read)
    {
        PipelineTarget? target = null;
        ServiceException? wrong = null;
        try
        {
            target = read();
        }
        catch (ServiceException failure)
        {
            wrong = failure;
        }

        // Two changes of the same pipeline at the same time would conflict.
        var isOnly = IsOnly(PipelineName.Length + InputObject.Length);
        Action process = () => Explain(target ?? throw wrong!, () => ProcessTarget(target));
        if (target is null || (input is string && target.Region is null))
        {
            ProcessInScopes(target?.PipelineName ?? input, isOnly, process);
        }
        else
        {
            ProcessObject(input, target.Region, target.PipelineName, isOnly, process);
        }
    }

    /// <summary>Processes a part of a target, such as one of its stages. An error does not end the other parts.</summary>
    /// <param name="target">The target.</param>
    /// <param name="input">The input for the error.</param>
    /// <param name="action">The work.</param>
    private protected void ProcessPart(PipelineTarget target, object input, Action action) => ProcessEach(input, () => Explain(target, action));

    /// <summary>Finds the connection that a change of a pipeline uses.</summary>
    /// <param name="session">The session of the pipeline.</param>
    /// <param name="target">The pipeline.</param>
    /// <param name="connectionArn">The ARN; null if it was not specified.</param>
    /// <param name="connectionName">The name or ARN; null if it was not specified.</param>
    /// <returns>The ARN; null if neither was specified.</returns>
    private protected string? FindConnection(IEngineSession session, PipelineTarget target, string? connectionArn, string? connectionName)
    {
        if (connectionName is null)
        {
            return connectionArn;
        }

        if (connectionArn is not null)
        {
            throw ServiceException.FromFindings([new Finding("ConnectionGivenTwice", $"Both -ConnectionArn and -ConnectionName '{connectionName}' were specified. Specify only one of the two.")]);
        }

        if (connectionName.StartsWith("arn:", StringComparison.Ordinal))
        {
            return connectionName;
        }

        // A connection is global, so one list from the caller's Region serves the account's pipelines of every Region.
        return LazyInitializer.EnsureInitialized(ref _connections)!
            .GetOrAdd(Scope.ProfileName ?? string.Empty, _ => LookUpForPipelines(Session(fallbackRegion: target.Region))).One(connectionName, session.Region).ConnectionArn;
    }

    // A pattern could match more than the user thinks of.
    private protected string Checked(string name) => NamePattern.CanBe(name)
        ? throw ServiceException.FromFindings([new Finding(
            "InvalidPipelineName",
            $"'{name}' is a pattern, and this command accepts only names. To process all pipelines that match it, run: Get-BitbucketPipeline '{name.Replace("'", "''")}' | {MyInvocation.MyCommand.Name}")])
        : name;

    private void Explain(PipelineTarget target, Action action)
    {
        try
        {
            action();
        }
        catch (ServiceException failure) when (failure.IsPipelineNotFound)
        {
            throw PipelineNames.Explain(failure, target.PipelineName, Session(target.Region));
        }
    }
}
