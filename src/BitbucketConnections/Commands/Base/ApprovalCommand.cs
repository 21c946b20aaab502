using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Binding.Targets;
using BitbucketConnections.Completion;

namespace BitbucketConnections.Commands.Base;

/// <summary>Base of the cmdlets that answer manual approvals. It finds the token in every execution mode.</summary>
public abstract class ApprovalCommand : PipelineTargetCommand
{
    /// <summary>Gets or sets the stage. Default: the stage of the piped object, or any stage.</summary>
    [Parameter(Position = 1)]
    [ValidateNotEmpty("Omit -StageName to answer an approval of any stage.")]
    [ArgumentCompleter(typeof(ApprovalStageCompleter))]
    public string? StageName { get; set; }

    /// <summary>Gets or sets the action. Default: the action of the piped object, or any action.</summary>
    [Parameter]
    [ValidateNotEmpty("Omit -ActionName to answer an approval of any action.")]
    [ArgumentCompleter(typeof(ApprovalActionCompleter))]
    public string? ActionName { get; set; }

    /// <summary>Gets or sets the id of the execution. Default: the execution of the piped object, or any execution.</summary>
    [Parameter]
    [Alias("Id")]
    [ValidateNotEmpty("Omit -PipelineExecutionId to answer an approval of any execution.")]
    [ArgumentCompleter(typeof(ApprovalExecutionCompleter))]
    public string? PipelineExecutionId { get; set; }

    /// <summary>Gets or sets the comment, 0–512 characters. The console and the history show it.</summary>
    [Parameter]
    [Alias("Comment", "Result_Summary")]
    [ValidateNotEmpty("Omit -Summary to answer without a comment.")]
    [ValidateLength(0, 512)]
    [CompletesNothing]
    public string Summary { get; set; } = string.Empty;

    /// <summary>Gets or sets whether to answer all waiting approvals if there are several.</summary>
    [Parameter]
    public SwitchParameter All { get; set; }

    /// <summary>Gets a value indicating whether the cmdlet approves; false to reject.</summary>
    private protected abstract bool IsApproved { get; }

    /// <inheritdoc/>
    private protected override void ProcessTarget(PipelineTarget target)
    {
        var session = Session(target.Region);
        foreach (var approval in Find(session, target))
        {
            ProcessEach(target.Input, () => Answer(session, approval));
        }
    }

    private IReadOnlyList<PendingApproval> Find(IEngineSession session, PipelineTarget target)
    {
        var query = new ApprovalQuery
        {
            PipelineName = target.PipelineName,
            StageName = StageName ?? target.StageName,
            ActionName = ActionName ?? target.ActionName,
            PipelineExecutionId = PipelineExecutionId ?? target.PipelineExecutionId,
        };
        var found = Await(token => session.Executions.FindApprovalsAsync(query, token));
        if (found.Count == 0)
        {
            throw new ServiceException(ServiceErrorKind.NotFound, $"No approval is waiting in {Describe(query)}. {DescribeOthers(session, query)}") { Condition = "ApprovalNotFound" };
        }

        return found.Count == 1 || All ? found : throw new ServiceException(
            ServiceErrorKind.Ambiguous,
            $"{found.Count} approvals are waiting in {Describe(query)}: {ShortList.Join(found.Select(Describe))}.")
        {
            Condition = "AmbiguousApproval",
        };
    }

    private void Answer(IEngineSession session, PendingApproval approval)
    {
        if (ShouldProcess($"{approval.StageName}/{approval.ActionName} of {approval.PipelineName}, execution {approval.PipelineExecutionId}", IsApproved ? "Approve" : "Reject"))
        {
            Await(token => session.Executions.AnswerApprovalAsync(approval, IsApproved, Summary, token));
        }
    }

    // A wrong stage or action is the likely cause if other approvals are waiting.
    private string DescribeOthers(IEngineSession session, ApprovalQuery query)
    {
        var others = (query.StageName ?? query.ActionName ?? query.PipelineExecutionId) is null ? []
            : Await(token => session.Executions.FindApprovalsAsync(new ApprovalQuery { PipelineName = query.PipelineName }, token));
        if (others.Count > 0)
        {
            return $"Waiting instead: {ShortList.Join(others.Select(Describe))}.";
        }

        var active = Await(token => session.Executions.GetStateAsync(query.PipelineName, token)).Where(stage => stage.Status is "InProgress" or "Stopping").ToList();
        return active.Count == 0 ? "No stage is in progress." : $"In progress: {ShortList.Join(active.Select(stage => $"stage {stage.StageName} of execution {stage.PipelineExecutionId}"))}.";
    }

    private static string Describe(PendingApproval approval) => $"{approval.StageName}/{approval.ActionName} of execution {approval.PipelineExecutionId}";

    private static string Describe(ApprovalQuery query) =>
        string.Join("/", new[] { query.PipelineName, query.StageName, query.ActionName }.Where(part => part is not null))
        + (query.PipelineExecutionId is { } id ? $", execution {id}" : string.Empty);
}
