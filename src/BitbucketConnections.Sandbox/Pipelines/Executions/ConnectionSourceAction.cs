using System;
using System.Security.Cryptography;
using System.Text;
using BitbucketConnections.Sandbox.Connections;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Pipelines.Declarations;
using BitbucketConnections.Sandbox.Pipelines.Records;
using BitbucketConnections.Sandbox.Repositories;
using BitbucketConnections.Sandbox.State;

namespace BitbucketConnections.Sandbox.Pipelines.Executions;

/// <summary>Runs the connection source action. It uses a commit if its connection is AVAILABLE; otherwise it fails.</summary>
internal static class ConnectionSourceAction
{
    /// <summary>Ends the action.</summary>
    /// <param name="action">The execution of the action, which receives the outcome.</param>
    /// <param name="execution">The execution of the pipeline.</param>
    /// <param name="state">The state.</param>
    /// <param name="account">The account of the pipeline.</param>
    /// <param name="at">The time of the event.</param>
    public static void Complete(ActionExecutionRecord action, ExecutionRecord execution, SandboxState state, AccountState account, DateTimeOffset at)
    {
        var arn = action.Declared.Configuration("ConnectionArn")!;
        var connection = ConnectionDirectory.Find(state, account.AccountId, arn);
        if (connection?.Status != ConnectionStatuses.Available)
        {
            var message = connection is null
                ? $"Connection {arn} does not exist."
                : $"Connection {arn} is not in available state. Its status is {connection.Status}.";
            action.Fail("ConnectionNotAvailable", message, at);
            return;
        }

        var head = Head(action.Declared, account);
        var commit = execution.Trigger.Revisions.TryGetValue(action.Name, out var given)
            ? account.Part<RepositoryStore>().FindCommit(given) ?? new RepositoryCommit(given, head.Message)
            : head;
        action.Revision = new SourceRevisionRecord(
            action.Name, action.Declared.Outputs[0], commit.Id, commit.Message, connection.ProviderType, execution.Trigger.Branch ?? action.Declared.Configuration("BranchName")!);
        action.End(ExecutionStatuses.Succeeded, at);
    }

    // A branch without pushes gets a generated head commit, always the same one.
    private static RepositoryCommit Head(DeclaredAction declared, AccountState account)
    {
        var repository = declared.Configuration("FullRepositoryId")!;
        var branch = declared.Configuration("BranchName")!;
        if (account.Part<RepositoryStore>().FindHead(repository, branch) is { } pushed)
        {
            return pushed;
        }

        using var sha = SHA256.Create();
        return new RepositoryCommit(
            Hex.Lower(sha.ComputeHash(Encoding.UTF8.GetBytes(repository + "@" + branch))).Substring(0, 40), "A commit of the sandbox");
    }
}
