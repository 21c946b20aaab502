using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace BitbucketConnections.Completion;

/// <summary>Completes the strategies of a Lambda deployment. The numbers in them can be changed.</summary>
internal sealed class DeployStrategyCompleter : IArgumentCompleter
{
    private static readonly string[] s_strategies = ["AllAtOnce", "Canary10Percent5Minutes", "Linear10PercentEvery1Minute"];

    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionText.Match(s_strategies.Select(value => new Choice(value, value)), wordToComplete);
}
