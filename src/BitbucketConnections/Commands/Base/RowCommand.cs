using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using BitbucketConnections.Binding;
using BitbucketConnections.Binding.Inputs;
using BitbucketConnections.Binding.Targets;

namespace BitbucketConnections.Commands.Base;

/// <summary>
/// Base of the cmdlets whose parameters can come from piped objects: the rows of a table, hashtables, or objects of this module that a value is taken from.
/// </summary>
public abstract class RowCommand : RegionCommand
{
    private readonly Dictionary<IEngineSession, ConnectionNameLookup> _lookups = [];
    private ParameterRow? _row;

    /// <summary>Gets the parameters that piped objects set.</summary>
    private protected ParameterRow Row => _row ?? throw new InvalidOperationException("BeginProcessing was not called.");

    // The profile or the Region of a row can be wrong only for this row.
    private protected override bool CanEnd => base.CanEnd && _row?.IsOfInput(nameof(ProfileName)) != true && _row?.IsOfInput(nameof(Region)) != true;

    /// <summary>Gets the piped inputs of the record; empty if the command has none.</summary>
    private protected abstract PSObject[] Piped { get; }

    /// <summary>Gets what the cmdlet accepts as input, as a sentence.</summary>
    private protected abstract string Accepted { get; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _row = new ParameterRow(this, typeof(ServiceCommand));
    }

    /// <inheritdoc/>
    protected sealed override void ProcessRecord()
    {
        if (Piped.Length == 0)
        {
            ProcessParameters();
            return;
        }

        foreach (var input in ReadInputs(Piped))
        {
            ProcessInput(input);
        }
    }

    /// <summary>Processes the parameters, without an input.</summary>
    private protected abstract void ProcessParameters();

    /// <summary>Sets the parameters from an input that is not a row: text or an object of this module.</summary>
    /// <param name="input">The input.</param>
    /// <returns>False if the input can only be a row.</returns>
    private protected abstract bool Take(PipedInput input);

    /// <summary>Processes the parameters, which the input has set.</summary>
    /// <param name="input">The input.</param>
    private protected abstract void ProcessTaken(PipedInput input);

    /// <summary>Gets the connection that the parameters or the input specify: its ARN, or its name if it is to be looked up.</summary>
    /// <param name="arnParameter">The name of the parameter for the ARN.</param>
    /// <param name="arn">Its value.</param>
    /// <param name="nameParameter">The name of the parameter for the name.</param>
    /// <param name="name">Its value.</param>
    /// <returns>The ARN or name; null if there is none.</returns>
    private protected string? ChooseConnection(string arnParameter, string? arn, string nameParameter, string? name)
    {
        // A row can have both, as AWS's objects do. Its ARN is unique. An argument on the command line takes precedence.
        if (Row.IsArgument(arnParameter) && Row.IsArgument(nameParameter))
        {
            throw ServiceException.FromFindings([new Finding("ConnectionGivenTwice", $"-{arnParameter} and -{nameParameter} both specify the connection. Specify one of them.")]);
        }

        var isByName = Row.IsArgument(nameParameter) || !Row.IsGiven(arnParameter);
        return isByName ? name : arn;
    }

    /// <summary>Determines whether text is the name of a connection. Other text is an ARN, or is empty.</summary>
    /// <param name="text">The text.</param>
    private protected static bool IsConnectionName(string? text) => !string.IsNullOrWhiteSpace(text) && !text!.StartsWith("arn:", StringComparison.Ordinal);

    /// <summary>Gets the ARN of a connection. The connections are listed once.</summary>
    /// <param name="session">The session.</param>
    /// <param name="nameOrArn">The name or the ARN.</param>
    /// <returns>The ARN.</returns>
    private protected string ArnOf(IEngineSession session, string nameOrArn)
    {
        if (!IsConnectionName(nameOrArn))
        {
            return nameOrArn;
        }

        if (!_lookups.TryGetValue(session, out var lookup))
        {
            _lookups[session] = lookup = LookUpForPipelines(session);
        }

        return lookup.One(nameOrArn, session.Region).ConnectionArn;
    }

    /// <summary>Takes text or a connection object as the connection of the pipeline. The name and the Region of a connection object are not those of the pipeline.</summary>
    /// <param name="input">The input.</param>
    /// <param name="parameter">The parameter for the connection.</param>
    /// <param name="others">Other parameters that specify the connection.</param>
    /// <returns>False if the input is neither.</returns>
    private protected bool TakeConnection(PipedInput input, string parameter, params string[] others)
    {
        var connection = input.Text ?? (NewInput.IsConnection(input) ? NewInput.ArnOf(input) : null);
        if (connection is null)
        {
            return false;
        }

        if (others.Append(parameter).FirstOrDefault(Row.IsArgument) is { } argument)
        {
            throw ServiceException.FromFindings([new Finding("ConnectionGivenTwice", $"The input '{input.Value}' is a connection, and -{argument} specifies one too. Specify one of them.")]);
        }

        Row.Set(parameter, connection);
        return true;
    }

    /// <summary>Takes an input that only a row can be.</summary>
    /// <param name="input">The input.</param>
    /// <exception cref="ServiceException">Kind InvalidInput: the input is text or an object of this module, or a value is not valid.</exception>
    private protected void TakeRow(PipedInput input)
    {
        if (!NewInput.IsRow(input))
        {
            throw NewInput.Unexpected(input, Accepted);
        }

        Row.Bind(input, Accepted);
    }

    private void ProcessInput(PipedInput input) => ProcessEach(input.Value, () =>
    {
        Row.Reset();
        if (!Take(input))
        {
            TakeRow(input);
        }

        InScope(new RegionProfile(Region, ProfileName), () => ProcessTaken(input));
    });
}
