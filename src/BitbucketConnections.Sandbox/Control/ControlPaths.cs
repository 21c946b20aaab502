namespace BitbucketConnections.Sandbox.Control;

/// <summary>The paths and the header of the control API. docs/sandbox.md describes them.</summary>
internal static class ControlPaths
{
    /// <summary>The start of all paths. No bucket can have such a name.</summary>
    public const string Root = "/_sandbox/";

    /// <summary>The header with the token.</summary>
    public const string TokenHeader = "X-Sandbox-Token";

    /// <summary>The endpoint, the keys and the initial resources.</summary>
    public const string Info = "info";

    /// <summary>The operations, with their service.</summary>
    public const string Operations = "operations";

    /// <summary>Completes a connection.</summary>
    public const string Complete = "connections/complete";

    /// <summary>Shares a connection.</summary>
    public const string Share = "connections/share";

    /// <summary>Sets the status of a connection.</summary>
    public const string Status = "connections/status";

    /// <summary>Sends a repository event.</summary>
    public const string Push = "push";

    /// <summary>Adds a fault, or removes all faults, outcomes, alarms and statuses of Regions.</summary>
    public const string Faults = "faults";

    /// <summary>Sets the result of actions.</summary>
    public const string ActionOutcomes = "action-outcomes";

    /// <summary>Sets the result of rules.</summary>
    public const string RuleOutcomes = "rule-outcomes";

    /// <summary>Sets the state of an alarm.</summary>
    public const string Alarms = "alarms";

    /// <summary>Sets how a Region answers.</summary>
    public const string Regions = "regions";

    /// <summary>Gets the time, or puts the clock forward.</summary>
    public const string Clock = "clock";

    /// <summary>Gets or sets the limits.</summary>
    public const string Limits = "limits";

    /// <summary>Exports or imports the state.</summary>
    public const string State = "state";

    /// <summary>Returns to the state after the start.</summary>
    public const string Reset = "reset";

    /// <summary>Stops the sandbox.</summary>
    public const string Stop = "stop";
}
