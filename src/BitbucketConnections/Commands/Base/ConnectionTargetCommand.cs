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
    [ValidateNotEmpty]
    [ArgumentCompleter(typeof(ConnectionNameCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>Gets or sets the ARNs, of either API and any Region.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByArn, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, HelpMessage = "The ARN of the connection")]
    [Alias("Arn")]
    [ValidateNotEmpty]
    [ArgumentCompleter(typeof(ConnectionArnCompleter))]
    public string[] ConnectionArn { get; set; } = [];

    /// <summary>Gets or sets the connections.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByInputObject, Mandatory = true, ValueFromPipeline = true, HelpMessage = "The connection")]
    [ValidateNotEmpty]
    public Connection[] InputObject { get; set; } = [];

    // A command that changes nothing can choose one of several connections with the same name.
    private protected virtual bool IsReading => false;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        switch (ParameterSetName)
        {
            case ParameterSets.ByInputObject:
                Array.ForEach(InputObject, c => ProcessEach(c, () => ProcessTarget(new ConnectionTarget(c.ConnectionArn, c, c))));
                break;
            case ParameterSets.ByArn:
                Array.ForEach(ConnectionArn, ProcessArn);
                break;
            default:
                Array.ForEach(Name, ProcessName);
                break;
        }
    }

    /// <summary>Processes one connection, or keeps it for the end.</summary>
    /// <param name="target">The connection.</param>
    protected abstract void ProcessTarget(ConnectionTarget target);

    private void ProcessArn(string arn)
    {
        if (IsValid(ConnectionRules.CheckArn(arn), arn))
        {
            ProcessEach(arn, () => ProcessTarget(new ConnectionTarget(arn, arn, null)));
        }
    }

    private void ProcessName(string name)
    {
        if (name.StartsWith("arn:", StringComparison.Ordinal))
        {
            ProcessArn(name);
            return;
        }

        ProcessEach(name, () =>
        {
            _lookup ??= new ConnectionNameLookup(() => ListAllConnections(Session()), WriteWarningOnce);
            foreach (var connection in _lookup.Find(name, IsReading ? Session().Region : null))
            {
                ProcessTarget(new ConnectionTarget(connection.ConnectionArn, name, connection));
            }
        });
    }
}
