using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using System.Threading;
using BitbucketConnections.Engine.Declarations;

namespace BitbucketConnections.Engine.Editing;

/// <summary>
/// The known effect of an update on executions in progress: if the source stage changes, AWS cancels them. Otherwise, an approval that
/// is pending can no longer be answered, and its execution stays in its stage.
/// </summary>
internal sealed class EndedExecutions
{
    private EndedExecutions(bool isBusy, IReadOnlyList<string> notes, IReadOnlyList<string> warnings)
    {
        IsBusy = isBusy;
        Notes = notes;
        Warnings = warnings;
    }

    public static EndedExecutions None { get; } = new(isBusy: false, [], []);

    public bool IsBusy { get; }

    /// <summary>Gets a line for each execution.</summary>
    public IReadOnlyList<string> Notes { get; }

    public IReadOnlyList<string> Warnings { get; }

    public static async Task<EndedExecutions> FindAsync(
        ExecutionsInProgress executions, PipelineDocument document, PipelineDocument changed, Pipeline before, PipelineChanges changes, CancellationToken cancellationToken)
    {
        try
        {
            var found = await executions.FindAsync(before, cancellationToken).ConfigureAwait(false);
            var isSourceChanged = DocumentDifference.Between(document.StageObjects.First(), changed.StageObjects.First()).Count > 0;
            return found.Count == 0 ? None
                : changes.WhenIdle ? WaitTarget(found)
                : Of(before.Name, found.Select(execution => $"{execution}: {Effect(execution, isSourceChanged)}").ToList());
        }
        catch (ServiceException denied) when (denied.IsAccessDenied && !changes.WhenIdle)
        {
            var unknown = $"Cannot determine which executions of '{before.Name}' this update ends, because they can't be listed: {denied.Message}";
            return new EndedExecutions(isBusy: false, [unknown], [unknown]);
        }
    }

    // An execution whose approval an earlier update ended does not end by itself.
    private static EndedExecutions WaitTarget(IReadOnlyList<ExecutionInProgress> found) => new(
        isBusy: true,
        found.Select(execution => $"{execution}: the update waits until it ends.").ToList(),
        found.Where(execution => execution.EndedApproval is not null).Select(execution => $"{execution} does not end by itself, and -WhenIdle waits until it ends. Stop it with Stop-BitbucketPipelineExecution.").ToList());

    private static EndedExecutions Of(string name, List<string> notes) => new(
        isBusy: true,
        notes,
        [$"The update of '{name}' affects {(notes.Count == 1 ? "1 execution" : $"{notes.Count} executions")} in progress. -WhenIdle waits until no execution is in progress. {string.Join(" ", notes)}"]);

    private static string Effect(ExecutionInProgress execution, bool isSourceChanged) =>
        execution.EndedApproval is not null ? "it does not end by itself; stop it with Stop-BitbucketPipelineExecution."
        : isSourceChanged ? "AWS cancels it, because the source stage changes."
        : execution.Approval is not null ? "its approval can no longer be answered, and it stays InProgress until it is stopped."
        : "AWS may cancel it or leave it in its stage.";
}
