using System;
using System.Management.Automation;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Binding.Targets;
using BitbucketConnections.Completion;

namespace BitbucketConnections.Commands.Base;

/// <summary>Base of the cmdlets for existing connections, specified by name, ARN or object.</summary>
public abstract class ConnectionTargetCommand : RegionCommand
{
    private ConnectionNameLookup? _lookup;

    /// <summary>Gets or sets the names. Wildcards and ARNs are accepted.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByName, Mandatory = true, Position = 0, HelpMessage = "The name of the connection")]
    [Alias("ConnectionName")]
    [SupportsWildcards]
    [ResourceTransformation(nameof(ResourceNoun.Connection))]
    [ValidateNotEmpty]
    [ArgumentCompleter(typeof(ConnectionNameCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>Gets or sets the ARNs, of either API and any Region.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByArn, Mandatory = true, HelpMessage = "The ARN of the connection")]
    [Alias("Arn")]
    [ResourceTransformation(nameof(ResourceNoun.Connection))]
    [ValidateNotEmpty]
    [ArgumentCompleter(typeof(ConnectionArnCompleter))]
    public string[] ConnectionArn { get; set; } = [];

    /// <summary>Gets or sets the inputs that identify the connections: connections, names, ARNs, or objects and hashtables with one of them.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByInputObject, Mandatory = true, ValueFromPipeline = true, HelpMessage = "The connection")]
    [ValidateNotEmpty("Pipe a connection, its name or its ARN.")]
    [CompletesNothing]
    public PSObject[] InputObject { get; set; } = [];

    // A command that changes nothing can choose one of several connections with the same name.
    private protected virtual bool IsReading => false;

    private protected virtual ResourceNoun Noun => ResourceNoun.Connection;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var input in ReadInputs(InputObject))
        {
            ProcessEach(input.Value, () => Process(input.Value, Noun.Read(input), input["Region"]));
        }

        Array.ForEach(ConnectionArn, arn => ProcessEach(arn, () => ProcessArn(arn, arn)));
        Array.ForEach(Name, name => ProcessEach(name, () => Process(name, name, null)));
    }

    /// <summary>Processes one connection, or keeps it for the end.</summary>
    /// <param name="target">The connection.</param>
    protected abstract void ProcessTarget(ConnectionTarget target);

    private void ProcessArn(object input, string arn)
    {
        if (ConnectionRules.CheckArn(arn) is { } wrong)
        {
            throw ServiceException.FromFindings([wrong]);
        }

        ProcessTarget(new ConnectionTarget(arn, input, input as Connection));
    }

    private void Process(object input, string text, string? region)
    {
        if (text.StartsWith("arn:", StringComparison.Ordinal))
        {
            ProcessArn(input, text);
            return;
        }

        _lookup ??= new ConnectionNameLookup(() => ListAllConnections(Session()), WriteWarningOnce);
        foreach (var connection in _lookup.Find(text, IsReading ? Session().Region : null, region))
        {
            ProcessTarget(new ConnectionTarget(connection.ConnectionArn, input, connection));
        }
    }
}
