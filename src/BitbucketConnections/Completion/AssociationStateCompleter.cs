using System.Collections;
using System.Collections.Generic;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace BitbucketConnections.Completion;

/// <summary>Completes the states of an association that AWS documents.</summary>
internal sealed class AssociationStateCompleter : IArgumentCompleter
{
    private static readonly Choice[] s_states =
    [
        new(ReviewerAssociationStates.Associating, "AWS creates it"),
        new(ReviewerAssociationStates.Associated, "Ready"),
        new(ReviewerAssociationStates.Failed, "AWS could not create it"),
        new(ReviewerAssociationStates.Disassociating, "AWS removes it"),
        new(ReviewerAssociationStates.Disassociated, "Removed"),
    ];

    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionText.Match(s_states, wordToComplete);
}
