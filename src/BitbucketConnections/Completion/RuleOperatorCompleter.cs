namespace BitbucketConnections.Completion;

/// <summary>Completes the comparisons of a VariableCheck rule.</summary>
internal sealed class RuleOperatorCompleter : RuleValueCompleter
{
    public RuleOperatorCompleter()
        : base("VariableCheck", "Operator")
    {
    }

    protected override string Describe(string value) => value switch
    {
        "EQ" => "The variable equals the value",
        "NE" => "The variable does not equal the value",
        "CONTAINS" => "The variable contains the value",
        "MATCHES" => "The variable matches the value, a regular expression of Java",
        _ => value,
    };
}
