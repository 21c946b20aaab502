using System;
using System.Collections;
using System.Collections.Generic;
using System.Text.Json.Nodes;

namespace BitbucketConnections.Sandbox.Protocols;

/// <summary>The rights that the operations of a service need. Each operation has a row.</summary>
internal sealed class RightsTable : IEnumerable<string>
{
    private readonly Dictionary<string, Func<ServiceCall, JsonObject, IEnumerable<CallerRight>>> _rows = new(StringComparer.Ordinal);

    /// <summary>Adds a row.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="rights">Gets the rights of a call with its validated input.</param>
    public void Add(string operation, Func<ServiceCall, JsonObject, IEnumerable<CallerRight>> rights) => _rows.Add(operation, rights);

    /// <summary>Checks that an operation has a row, so that none is open to every caller by mistake.</summary>
    /// <param name="operation">The operation.</param>
    /// <exception cref="InvalidOperationException">The operation has no row.</exception>
    public void Require(string operation)
    {
        if (!_rows.ContainsKey(operation))
        {
            throw new InvalidOperationException($"The operation {operation} has no row in the table of rights.");
        }
    }

    /// <summary>Checks that the caller has all rights of a call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="input">Its validated input.</param>
    /// <param name="errors">The errors of the service.</param>
    /// <exception cref="AwsErrorException">The caller does not have a right.</exception>
    public void Check(ServiceCall call, JsonObject input, IErrorFormat errors)
    {
        if (call.Authorizer is not { } authorizer)
        {
            return;
        }

        foreach (var right in _rows[call.Operation](call, input))
        {
            if (authorizer.Refusal(call, right) is { } refusal)
            {
                throw errors.Describe(refusal);
            }
        }
    }

    /// <inheritdoc/>
    public IEnumerator<string> GetEnumerator() => _rows.Keys.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
