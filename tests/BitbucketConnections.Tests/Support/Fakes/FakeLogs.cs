using System;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Tests;

/// <summary>The logs of the fake: the parts of <see cref="FakeEngine.LogParts"/>, or one line for each query.</summary>
internal sealed class FakeLogs(FakeEngine engine, string region, IDiagnosticSink diagnostics) : IPipelineLogService
{
    public IPipelineLogReader Read(PipelineLogQuery query)
    {
        engine.Locked(() => engine.RunRequests.Add(query));
        return new Reader(engine, query, region, diagnostics);
    }

    /// <summary>Creates a line of a log.</summary>
    public static PipelineLogEvent Line(string message, string pipelineName = "demo", string region = "us-east-1") => new()
    {
        Timestamp = new DateTime(2026, 1, 1, 10, 0, 0, DateTimeKind.Utc),
        Message = message,
        PipelineName = pipelineName,
        PipelineExecutionId = "e1",
        StageName = "Build",
        ActionName = "Compile",
        LogGroupName = "/aws/codebuild/web",
        LogStreamName = "s1",
        LogRegion = region,
        Region = region,
    };

    private sealed class Reader(FakeEngine engine, PipelineLogQuery query, string region, IDiagnosticSink diagnostics) : IPipelineLogReader
    {
        public async Task<PipelineLogPart> NextAsync(CancellationToken cancellationToken)
        {
            await engine.CallAsync("ReadLog", diagnostics, cancellationToken, query.PipelineName);
            return engine.LogParts.Count > 0 ? engine.LogParts.Dequeue() : new PipelineLogPart { Events = [Line($"{query.PipelineName} {query.PipelineExecutionId}".TrimEnd(), query.PipelineName, region)], IsCompleted = true };
        }
    }
}
