using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Http;
using BitbucketConnections.Sandbox.Pipelines;
using BitbucketConnections.Sandbox.State;

namespace BitbucketConnections.Sandbox.Runs;

/// <summary>The connection source action: takes a commit when its connection is AVAILABLE, else fails.</summary>
internal static class ConnectionSource
{
    /// <summary>Runs the action.</summary>
    /// <param name="declared">The declared action.</param>
    /// <param name="action">Its run; takes the outcome.</param>
    /// <param name="run">The pipeline's run.</param>
    /// <param name="account">The account.</param>
    public static void Run(DeclaredAction declared, ActionRun action, PipelineRun run, AccountState account)
    {
        var arn = declared.Configuration("ConnectionArn")!;
        var connection = account.FindConnection(arn);
        if (connection?.Status != ConnectionStatuses.Available)
        {
            action.Status = RunStatuses.Failed;
            action.ErrorCode = "ConnectionNotAvailable";
            action.ErrorMessage = connection is null
                ? $"Connection {arn} does not exist."
                : $"Connection {arn} is not in available state. Its status is {connection.Status}.";
            return;
        }

        var repository = declared.Configuration("FullRepositoryId")!;
        var commit = run.GivenRevisions.TryGetValue(declared.Name, out var given)
            ? given
            : CommitOf(repository, declared.Configuration("BranchName")!);
        var summary = new JsonObject { ["ProviderType"] = connection.ProviderType, ["CommitMessage"] = "A commit of the sandbox" };
        action.Revision = new SourceRevisionTaken(declared.Name, declared.Outputs[0], commit, summary.ToJsonString());
        action.Status = RunStatuses.Succeeded;
    }

    /// <summary>Makes up the head of a branch: there is no repository, and the same branch must give the same commit.</summary>
    private static string CommitOf(string repository, string branch)
    {
        using var sha = SHA256.Create();
        return Hex.Lower(sha.ComputeHash(Encoding.UTF8.GetBytes(repository + "@" + branch))).Substring(0, 40);
    }
}
