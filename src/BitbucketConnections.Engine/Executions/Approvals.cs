using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Amazon.CodePipeline;
using Amazon.CodePipeline.Model;
using BitbucketConnections.Engine.Calling;
using BitbucketConnections.Engine.Pipelines;

namespace BitbucketConnections.Engine.Executions;

/// <summary>Answers manual approvals.</summary>
internal sealed class Approvals
{
    /// <summary>The summary that AWS shows for an approval after an update of the pipeline, or after it was abandoned (observed).</summary>
    public const string EndedSummary = "The approval action has been canceled.";

    private const int LongestSummary = 512;
    private const string SummaryKey = "IsSummaryRequired";
    private readonly PipelineApi _api;
    private readonly ApprovalFinder _finder;

    public Approvals(PipelineApi api, ApprovalFinder finder)
    {
        _api = api;
        _finder = finder;
    }

    public async Task AnswerAsync(PendingApproval approval, bool isApproved, string summary, CancellationToken cancellationToken)
    {
        await CheckAsync(approval, summary, cancellationToken).ConfigureAwait(false);
        var answer = new PutApprovalResultRequest
        {
            PipelineName = approval.PipelineName,
            StageName = approval.StageName,
            ActionName = approval.ActionName,
            Token = ((TokenApproval)approval).Token,
            Result = new ApprovalResult { Status = isApproved ? ApprovalStatus.Approved : ApprovalStatus.Rejected, Summary = summary },
        };
        try
        {
            await _api.PutApprovalAsync(answer, cancellationToken).ConfigureAwait(false);
        }
        catch (ServiceException again) when (LostAnswers.Explain(again, "ApprovalAlreadyCompletedException", "InvalidApprovalTokenException"))
        {
            // Another user may have given a different answer in the meantime.
            if (!await IsAnsweredAsync(approval, isApproved, cancellationToken).ConfigureAwait(false))
            {
                throw;
            }
        }
    }

    private async Task CheckAsync(PendingApproval approval, string summary, CancellationToken cancellationToken)
    {
        if (summary.Length > LongestSummary)
        {
            throw ServiceException.FromFindings([new Finding(
                "InvalidApprovalSummary", $"The summary has {summary.Length} characters. The maximum is {LongestSummary}.")], approval.PipelineName);
        }

        // AWS refuses an empty or blank summary with InvalidApprovalTokenException, and the approval continues to wait (observed).
        if (string.IsNullOrWhiteSpace(summary) && await IsSummaryRequiredAsync(approval, cancellationToken).ConfigureAwait(false))
        {
            throw ServiceException.FromFindings([new Finding(
                "SummaryRequired", $"The action '{approval.ActionName}' of the stage '{approval.StageName}' of '{approval.PipelineName}' requires a summary. Specify -Summary.")]);
        }
    }

    // A user who can answer but not read the pipeline continues. AWS checks the summary too.
    private async Task<bool> IsSummaryRequiredAsync(PendingApproval approval, CancellationToken cancellationToken)
    {
        try
        {
            var definition = await _api.GetPipelineAsync(approval.PipelineName, null, null, cancellationToken).ConfigureAwait(false);
            return definition.Stages.Where(stage => stage.Name == approval.StageName).SelectMany(stage => stage.Actions)
                .Any(action => action.Name == approval.ActionName
                    && action.Configuration?.TryGetValue(SummaryKey, out var value) == true && value.Equals("true", StringComparison.OrdinalIgnoreCase));
        }
        catch (ServiceException denied) when (denied.IsAccessDenied)
        {
            _api.Diagnostics.Write(new DiagnosticEvent(
                DiagnosticLevel.Verbose, $"Access to the definition of '{approval.PipelineName}' is denied, so it is unknown whether the approval requires a summary. {denied.ServiceMessage}"));
            return false;
        }
    }

    private async Task<bool> IsAnsweredAsync(PendingApproval approval, bool isApproved, CancellationToken cancellationToken)
    {
        if (approval.PipelineExecutionId is null)
        {
            return false;
        }

        try
        {
            return await _finder.StatusAsync(approval, cancellationToken).ConfigureAwait(false) == (isApproved ? "Succeeded" : "Failed");
        }
        catch (ServiceException unknown)
        {
            // The original error is thrown in this case.
            _api.Diagnostics.Write(new DiagnosticEvent(DiagnosticLevel.Verbose, $"Cannot determine whether the first attempt answered '{approval}': {unknown.Message}"));
            return false;
        }
    }
}
