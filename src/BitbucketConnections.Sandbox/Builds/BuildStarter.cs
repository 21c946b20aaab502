using System;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Logs;
using BitbucketConnections.Sandbox.Regions;
using BitbucketConnections.Sandbox.State;

namespace BitbucketConnections.Sandbox.Builds;

/// <summary>Starts builds and commands of actions, with their logs. Nothing is built.</summary>
internal sealed class BuildStarter
{
    private readonly AccountState _account;
    private readonly string _region;
    private readonly DateTimeOffset _at;

    /// <summary>Initializes a new instance of the <see cref="BuildStarter"/> class.</summary>
    /// <param name="account">The account of the build.</param>
    /// <param name="region">The Region of the build.</param>
    /// <param name="at">The time of the event.</param>
    public BuildStarter(AccountState account, string region, DateTimeOffset at)
    {
        _account = account;
        _region = region;
        _at = at;
    }

    /// <summary>Starts a build.</summary>
    /// <param name="projectName">The project, which the sandbox may not have.</param>
    /// <param name="initiator">What starts it, such as <c>codepipeline/demo</c>.</param>
    /// <param name="log">The log; null if the build can't write one.</param>
    /// <returns>The build and its log.</returns>
    public ActionLog Build(string projectName, string initiator, BuildLog? log)
    {
        var region = _account.Region(_region);
        var project = region.Part<BuildProjectStore>().ByName.TryGetValue(projectName, out var known) ? known.Declaration : null;
        var config = project?["logsConfig"] as JsonObject;
        var cloudWatch = config?["cloudWatchLogs"] as JsonObject;
        var uuid = Guid.NewGuid().ToString("D");
        var written = cloudWatch?.Text("status") == "DISABLED" ? null : log;
        var group = cloudWatch?.Text("groupName") ?? "/aws/codebuild/" + projectName;
        var stream = cloudWatch?.Text("streamName") is { } prefix ? $"{prefix}/{uuid}" : uuid;
        if (written is not null)
        {
            region.Part<LogStore>().Add(group, stream, written, _at);
        }

        var builds = region.Part<BuildStore>().ById;
        var build = new BuildRecord
        {
            Id = $"{projectName}:{uuid}",
            ProjectName = projectName,
            Number = builds.Count + 1,
            Initiator = initiator,
            LogsConfig = config,
            ServiceRole = project?.Text("serviceRole"),
            Started = _at,
            LogGroup = written is null ? null : group,
            LogStream = written is null ? null : stream,
        };
        builds.Add(build.Id, build);
        return new ActionLog(written, build);
    }

    /// <summary>Starts the commands of an action, whose log is in the group of the pipeline.</summary>
    /// <param name="pipelineName">The pipeline.</param>
    /// <param name="actionExecutionId">The id of the execution of the action, which names the stream.</param>
    /// <param name="log">The log.</param>
    /// <returns>The log.</returns>
    public ActionLog Commands(string pipelineName, string actionExecutionId, BuildLog log)
    {
        var group = "/aws/codepipeline/" + pipelineName;
        _account.Region(_region).Part<LogStore>().Add(group, actionExecutionId, log, _at);
        return new ActionLog(log, null)
        {
            StreamArn = $"arn:{RegionPartition.Of(_region)}:logs:{_region}:{_account.AccountId}:log-group:{group}:log-stream:{actionExecutionId}",
        };
    }
}
