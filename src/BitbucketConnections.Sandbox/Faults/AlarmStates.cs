using System;
using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Sandbox.State;

namespace BitbucketConnections.Sandbox.Faults;

/// <summary>Keeps the states of CloudWatch alarms, which rules read. The sandbox has no other part of CloudWatch. The caller holds the lock of the state.</summary>
internal sealed class AlarmStates : ISandboxPart
{
    /// <summary>The state of an alarm whose metric is in range, and of each alarm that was never set.</summary>
    public const string Ok = "OK";

    /// <summary>The state of an alarm whose metric is out of range.</summary>
    public const string Alarm = "ALARM";

    /// <summary>The state of an alarm that can't decide.</summary>
    public const string InsufficientData = "INSUFFICIENT_DATA";

    private static readonly string[] s_all = [Ok, Alarm, InsufficientData];
    private readonly Dictionary<string, string> _states = new(StringComparer.Ordinal);

    /// <summary>Sets the state of an alarm.</summary>
    /// <param name="alarmName">The alarm.</param>
    /// <param name="state">The state.</param>
    /// <exception cref="ServiceException">Kind InvalidInput: there is no such state.</exception>
    public void Set(string alarmName, string state)
    {
        if (!s_all.Contains(state))
        {
            throw new ServiceException(ServiceErrorKind.InvalidInput, $"'{state}' is not a state of an alarm. Specify {Ok}, {Alarm} or {InsufficientData}.");
        }

        _states[alarmName] = state;
    }

    /// <summary>Sets all alarms to OK.</summary>
    public void Clear() => _states.Clear();

    /// <summary>Gets the state of an alarm.</summary>
    /// <param name="alarmName">The alarm.</param>
    /// <returns>The state.</returns>
    public string Of(string alarmName) => _states.TryGetValue(alarmName, out var state) ? state : Ok;
}
