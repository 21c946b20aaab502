using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Tests;

/// <summary>The pipelines of the fake.</summary>
internal sealed class FakePipelines(FakeEngine engine, IDiagnosticSink diagnostics) : IPipelineService
{
    public CheckedDefinition Build(PipelineRequest request)
    {
        engine.Calls.Enqueue("Build");
        engine.Locked(() => engine.Requests.Add(request));
        return request.Branch is { Length: > 0 }
            ? Check(FakeEngine.Pipeline(request.Name, request.ConnectionArn!, request.Repository!, request.RoleArn))
            : throw ServiceException.FromFindings([new Finding("BranchMissing", "No branch is given.")]);
    }

    public CheckedDefinition Check(Pipeline definition) => engine.Findings.Where(finding => !finding.IsWarning).ToList() is { Count: > 0 } errors
        ? throw ServiceException.FromFindings(errors)
        : new FakeDefinition(definition, engine.Findings);

    public async Task<Pipeline> GetAsync(string name, int? version, CancellationToken cancellationToken)
    {
        await engine.CallAsync("GetPipeline", diagnostics, cancellationToken, name);
        return engine.Pipelines.FirstOrDefault(p => p.Name == name) ?? throw FakeEngine.NotFound("GetPipeline", "PipelineNotFoundException");
    }

    public async Task<Page<PipelineSummary>> ListAsync(PageCursor? cursor, CancellationToken cancellationToken)
    {
        await engine.CallAsync("ListPipelines", diagnostics, cancellationToken);
        return engine.PageOf(engine.Pipelines.ConvertAll(p => new PipelineSummary { Name = p.Name }), cursor);
    }

    public async Task DeleteAsync(string name, CancellationToken cancellationToken)
    {
        await engine.CallAsync("DeletePipeline", diagnostics, cancellationToken, name);
        engine.Locked(() => engine.Pipelines.RemoveAll(p => p.Name == name));
    }
}

internal sealed class FakeDefinition(Pipeline definition, IReadOnlyList<Finding> warnings) : CheckedDefinition(definition, warnings);
