using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Engine.Diagnosis;

/// <summary>Decides what a repair can do safely by the results of the checks. Everything else is left to a person.</summary>
internal static class RepairPlan
{
    private static readonly string[] s_connection = ["ConnectionExists", "ConnectionStatus", "ConnectionProvider", "ConnectionAccount"];

    /// <summary>Makes the plan.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="results">The results.</param>
    /// <param name="connectionArn">The connection that replaces one that does not work; null for none.</param>
    public static PipelineRepair Of(Pipeline pipeline, IReadOnlyList<CheckResult> results, string? connectionArn)
    {
        var reasons = new List<string>();
        bool Failed(string check) => results.Any(result => result.Check == check && result.Status == CheckStatus.Failed);
        bool Because(bool isToDo, string reason)
        {
            if (isToDo)
            {
                reasons.Add(reason);
            }

            return isToDo;
        }

        var source = PipelineSource.First(pipeline.Stages);
        var isMoved = connectionArn is not null && connectionArn != pipeline.ConnectionArn
            && Because(s_connection.Any(Failed) || IsConnectionFailure(results), $"Use the connection {connectionArn}, because the present one does not work.");

        // A role that denies, or that CodePipeline can't assume, is changed by its owner only. A role needs no permission for a repository that is mistyped.
        var read = string.Empty;
        var isReadable = source?.FullRepositoryId is { } id && BitbucketRepository.Parse(id, out read) is null;
        var isNamed = isReadable || !Failed("RepositoryId");
        var grants = Because(isNamed && results.Any(result => result is { Check: "RolePermissions", Status: CheckStatus.Failed, Command: not null }), "Add the missing permissions to the service role.") || isMoved;
        var grantsBuild = Because(
            isNamed && results.Any(result => result is { Check: "BuildRoleConnection", Status: CheckStatus.Failed, Command: not null }), "Grant the connection to the role of the build.") || (isMoved && source?.IsFullClone == true);
        var spelled = Because(isReadable && Failed("RepositoryId"), $"Write the repository as {read}.") ? read : null;
        var isResaved = !isMoved && spelled is null && !Failed("ConnectionStatus") && !Failed("ConnectionExists")
            && Because(results.Any(result => result is { Check: "BornPending", Status: CheckStatus.Warning }), "Save the pipeline again, which registers the webhook: its connection may have been PENDING when it was created.");
        var isChanged = reasons.Count > 0;
        return new PipelineRepair
        {
            Results = results,
            Reasons = reasons,
            Changes = !isChanged ? null : new PipelineChanges
            {
                ConnectionArn = isMoved ? connectionArn : null, GrantsRole = grants, GrantsBuildRole = grantsBuild, Repository = spelled, Resave = isResaved,
            },
            FailedStage = Failed("SourceResult") && (isMoved || !s_connection.Any(Failed))
                ? pipeline.Stages.FirstOrDefault(stage => stage.Actions.Any(PipelineSource.IsConnectionSource))?.Name : null,
        };
    }

    // The connection is AVAILABLE, and its sources fail as if the app were removed.
    private static bool IsConnectionFailure(IReadOnlyList<CheckResult> results) =>
        results.Any(result => result is { Check: "SourceResult", Status: CheckStatus.Failed } && result.Command?.Contains("-ConnectionName NAME") == true);
}
