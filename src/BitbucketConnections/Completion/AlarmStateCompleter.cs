namespace BitbucketConnections.Completion;

/// <summary>Completes the states of a CloudWatch alarm.</summary>
internal sealed class AlarmStateCompleter : RuleValueCompleter
{
    public AlarmStateCompleter()
        : base("CloudWatchAlarm", "AlarmStates")
    {
    }

    protected override string Describe(string value) => value switch
    {
        "ALARM" => "The metric is outside its threshold",
        "OK" => "The metric is within its threshold",
        "INSUFFICIENT_DATA" => "The alarm has too little data for a state",
        _ => value,
    };
}
