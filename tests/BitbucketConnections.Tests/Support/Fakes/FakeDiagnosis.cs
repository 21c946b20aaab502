using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Tests;

/// <summary>The checks of the fake: one result for each subject, with the status of <see cref="FakeEngine.CheckStatus"/>.</summary>
internal sealed class FakeDiagnosis(FakeEngine engine, IDiagnosticSink diagnostics) : IDiagnosisService
{
    public async Task<IReadOnlyList<CheckResult>> TestConnectionsAsync(IReadOnlyList<string> connectionArns, IReadOnlyList<string>? regions, CancellationToken cancellationToken)
    {
        await engine.CallAsync("TestConnections", diagnostics, cancellationToken, string.Join(",", connectionArns) + (regions is null ? string.Empty : " in " + string.Join(",", regions)));
        return connectionArns.Select(arn => Result("connection " + arn, "us-east-1") with { ConnectionArn = arn }).ToList();
    }

    public async Task<IReadOnlyList<CheckResult>> TestPipelineAsync(Pipeline pipeline, CancellationToken cancellationToken)
    {
        await engine.CallAsync("TestPipeline", diagnostics, cancellationToken, pipeline.PipelineArn ?? "definition " + pipeline.Name);
        return [Result("pipeline " + pipeline.Name, pipeline.Region) with { PipelineName = pipeline.Name, PipelineArn = pipeline.PipelineArn }];
    }

    public async Task<IReadOnlyList<CheckResult>> ExplainTriggerAsync(Pipeline pipeline, RepositoryEvent happened, CancellationToken cancellationToken)
    {
        await engine.CallAsync("ExplainTrigger", diagnostics, cancellationToken, $"{pipeline.Name} {happened.Branch}");
        return [Result("pipeline " + pipeline.Name, pipeline.Region) with { PipelineName = pipeline.Name }];
    }

    public async Task<PipelineRepair> PlanRepairAsync(Pipeline pipeline, string? connectionArn, CancellationToken cancellationToken)
    {
        await engine.CallAsync("PlanRepair", diagnostics, cancellationToken, $"{pipeline.Name} {connectionArn}".TrimEnd());
        return new PipelineRepair
        {
            Results = [Result("pipeline " + pipeline.Name, pipeline.Region) with { PipelineName = pipeline.Name }],
            Changes = engine.Repair?.Changes, Reasons = engine.Repair?.Reasons ?? [], FailedStage = engine.Repair?.FailedStage,
        };
    }

    public async Task<PipelineExecution> RunSourceAsync(string pipelineName, string stageName, bool isChanged, CancellationToken cancellationToken)
    {
        await engine.CallAsync("RunSource", diagnostics, cancellationToken, $"{pipelineName} {stageName} {isChanged}");
        return new PipelineExecution { PipelineName = pipelineName, PipelineExecutionId = "e1", Region = "us-east-1" };
    }

    private CheckResult Result(string subject, string region) => new() { Check = "Structure", Status = engine.CheckStatus, Detail = "Detail.", Subject = subject, Region = region };
}
