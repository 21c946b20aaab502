using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Amazon.CodePipeline.Model;
using BitbucketConnections.Engine.Pipelines.Mapping;

namespace BitbucketConnections.Engine.Pipelines;

/// <summary>Runs of the pipelines of one Region.</summary>
internal sealed partial class PipelineExecutionService : IPipelineExecutionService
{
    private readonly PipelineApi _api;
    private readonly ExecutionReader _reader;

    public PipelineExecutionService(PipelineApi api)
    {
        _api = api;
        _reader = new ExecutionReader(api.Region, api.Links);
    }

    public async Task<BitbucketConnections.PipelineExecution> StartAsync(PipelineStartRequest request, CancellationToken cancellationToken)
    {
        var pipelineName = request.PipelineName;
        var started = await _api.StartExecutionAsync(
            new StartPipelineExecutionRequest { Name = pipelineName }, cancellationToken).ConfigureAwait(false);
        var id = _api.Required(started.PipelineExecutionId, "pipelineExecutionId", "StartPipelineExecution", pipelineName);
        try
        {
            return await GetAsync(pipelineName, id, cancellationToken).ConfigureAwait(false);
        }
        catch (ServiceException failure)
        {
            // It runs: a caller who may start but not read must still get its id.
            _api.Diagnostics.Write(new DiagnosticEvent(
                DiagnosticLevel.Warning, $"The run {id} of '{pipelineName}' is started, but can't be read back: {failure.Message}"));
            return _reader.Started(pipelineName, id);
        }
    }

    public async Task<BitbucketConnections.PipelineExecution> GetAsync(
        string pipelineName, string pipelineExecutionId, CancellationToken cancellationToken)
    {
        var response = await _api.GetExecutionAsync(
            new GetPipelineExecutionRequest { PipelineName = pipelineName, PipelineExecutionId = pipelineExecutionId },
            cancellationToken).ConfigureAwait(false);
        return _reader.Read(_api.Required(response.PipelineExecution, "pipelineExecution", "GetPipelineExecution", pipelineName));
    }

    public async Task<Page<BitbucketConnections.PipelineExecution>> ListAsync(
        string pipelineName, PageCursor? cursor, CancellationToken cancellationToken)
    {
        var response = await _api.ListExecutionsAsync(
            new ListPipelineExecutionsRequest { PipelineName = pipelineName, NextToken = (cursor as TokenCursor)?.Token },
            cancellationToken).ConfigureAwait(false);
        var items = (response.PipelineExecutionSummaries ?? []).ConvertAll(s => _reader.Read(pipelineName, s));
        return new Page<BitbucketConnections.PipelineExecution>(items, TokenCursor.Next(cursor, response.NextToken, _api.Diagnostics));
    }

    public async Task<IReadOnlyList<BitbucketConnections.StageState>> GetStateAsync(string pipelineName, CancellationToken cancellationToken)
    {
        var response = await _api.GetStateAsync(new GetPipelineStateRequest { Name = pipelineName }, cancellationToken).ConfigureAwait(false);
        return (response.StageStates ?? []).Select(stage => _reader.Read(pipelineName, stage)).ToList();
    }
}
