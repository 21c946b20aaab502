using System.Threading;
using System.Threading.Tasks;
using Amazon.CloudWatchLogs.Model;
using Amazon.CodeBuild.Model;
using BitbucketConnections.Engine.Calling;
using BitbucketConnections.Engine.Clients;

namespace BitbucketConnections.Engine.Logs;

/// <summary>Calls CodeBuild and CloudWatch Logs for the logs of actions.</summary>
internal sealed class LogApi
{
    private readonly ClientSet _clients;
    private readonly ServiceCaller _caller;

    public LogApi(ClientSet clients, ServiceCaller caller)
    {
        _clients = clients;
        _caller = caller;
    }

    /// <summary>Gets a build; null if CodeBuild does not have it.</summary>
    public async Task<Build?> FindBuildAsync(string region, string id, CancellationToken cancellationToken)
    {
        var response = await _caller.InvokeAsync(
            new Call("codebuild", "BatchGetBuilds", region, id),
            ct => _clients.CodeBuild(region).BatchGetBuildsAsync(new BatchGetBuildsRequest { Ids = [id] }, ct),
            cancellationToken).ConfigureAwait(false);
        return response.Builds?.Find(build => build.Id == id);
    }

    public Task<GetLogEventsResponse> GetEventsAsync(string region, GetLogEventsRequest request, CancellationToken cancellationToken) => _caller.InvokeAsync(
        new Call("logs", "GetLogEvents", region, $"{request.LogGroupName}/{request.LogStreamName}"),
        ct => _clients.CloudWatchLogs(region).GetLogEventsAsync(request, ct),
        cancellationToken);
}
