using System.Linq;
using System.Text.RegularExpressions;

namespace BitbucketConnections.Engine.Executions;

/// <summary>Gives advice for common action failures. They are recognized by AWS's messages; each line has its source.</summary>
internal static class FailureAdvice
{
    private static readonly (string Pattern, string Advice)[] s_known =
    [
        // CodePipeline guide, troubleshooting; occurs with both prefixes.
        ("Unable to use Connection",
            "The service role does not have the UseConnection permission. If the role or its policy is new, wait some seconds, then run Restart-BitbucketPipelineStage. Otherwise, run Set-BitbucketPipeline -GrantRole first, which updates the permissions of the role for the current definition, or Grant-BitbucketConnectionAccess, which grants only the connection. A policy of this module allows only the repositories of the pipeline (condition on FullRepositoryId). To allow others, for example after a move in Bitbucket, run Set-BitbucketPipeline -AllowAllRepositories."),

        // A full clone with the role of the build (CodePipeline guide, troubleshooting).
        ("DOWNLOAD_SOURCE.*authorization failed",
            "For a full clone, the role of the build project needs the connection too. Run Grant-BitbucketConnectionAccess for this role, then run Restart-BitbucketPipelineStage."),

        // Has five different causes.
        ("No Branch .* found for FullRepositoryName",
            "Check that the repository is workspace/repository with the upper and lower case that Bitbucket shows, that the branch exists, that the Bitbucket app has access to the repository, and that the app is still installed. If the app was removed, create a new connection."),

        // A connection in ERROR does not recover.
        ("not in available state.*ERROR",
            "Create a new connection and move the pipelines to it with Set-BitbucketPipeline -ConnectionName."),

        // The first execution of a pipeline whose connection is still pending.
        ("not in available state",
            "Complete the connection (Open-BitbucketConnection, Wait-BitbucketConnection), then run Restart-BitbucketPipelineStage."),

        // CodePipeline guide, troubleshooting.
        ("S3 access denied", "The service role or the bucket policy does not allow s3:ListBucket on the artifact bucket."),

        // Connection sources set an ACL on the objects that they upload.
        ("upload.*access denied|access denied.*upload", "The service role does not have s3:PutObject or s3:PutObjectAcl on the artifact bucket. Get-BitbucketServiceRolePolicy shows the required permissions."),
        ("kms:", "The service role does not have permission to use the encryption key. Get-BitbucketServiceRolePolicy -EncryptionKeyId shows the required permissions."),
    ];

    /// <summary>The advice for an execution whose stage was rolled back. It can't be retried.</summary>
    public const string OfRollback = "Fix the cause, then start a new execution with Start-BitbucketPipeline.";

    /// <summary>Gets the advice for an execution that a stage condition ended.</summary>
    /// <param name="execution">The execution.</param>
    /// <param name="rule">The rule that failed.</param>
    /// <param name="gate">The condition: BeforeEntry, OnSuccess or OnFailure; null if it is unknown.</param>
    public static string OfRule(PipelineExecution execution, RuleExecution rule, string? gate)
    {
        // A condition on failure can't be overridden: the stage failed before it. A PARALLEL pipeline has no state, so the command needs everything.
        var skip = $"run Skip-BitbucketPipelineCondition -PipelineName '{execution.PipelineName}' -StageName '{rule.StageName}' -ConditionType {gate ?? "<BeforeEntry or OnSuccess>"} -PipelineExecutionId {execution.PipelineExecutionId}";
        return gate == nameof(StageState.OnFailure)
            ? "So the result of the condition, such as a rollback, did not take effect. " + For(null, execution)
            : $"To continue without the condition, {skip}. Otherwise, fix the cause, then start a new execution with Start-BitbucketPipeline.";
    }

    /// <summary>Gets the advice for a failure.</summary>
    public static string For(ActionExecution? action, PipelineExecution execution)
    {
        var message = action?.ErrorMessage ?? execution.StatusSummary ?? string.Empty;
        if (s_known.FirstOrDefault(entry => Is(message, entry.Pattern)).Advice is { } known)
        {
            return known;
        }

        // A bucket in another Region causes this error, and only when the pipeline runs (CodePipeline guide, troubleshooting).
        return action is { ErrorCode: "JobFailed" or "InternalError" } && Is(message, "internal error")
            ? "Check that the artifact bucket is in the Region of the action."
            : "Fix the cause, then run Restart-BitbucketPipelineStage, or start a new execution with Start-BitbucketPipeline.";
    }

    private static bool Is(string message, string pattern) =>
        Regex.IsMatch(message, pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline);
}
