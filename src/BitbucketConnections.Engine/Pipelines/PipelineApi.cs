using System.Threading;
using System.Threading.Tasks;
using Amazon.CodePipeline;
using Amazon.CodePipeline.Model;
using BitbucketConnections.Engine.Calls;
using BitbucketConnections.Engine.Sessions;

namespace BitbucketConnections.Engine.Pipelines;

/// <summary>CodePipeline in one Region: its client, the caller and the links that all pipeline services share.</summary>
internal sealed class PipelineApi
{
    private const string ServiceName = "codepipeline";
    private readonly IAmazonCodePipeline _client;
    private readonly ServiceCaller _caller;

    public PipelineApi(IAmazonCodePipeline client, ServiceCaller caller, string region, ConsoleLinks links)
    {
        _client = client;
        _caller = caller;
        Region = region;
        Links = links;
    }

    public string Region { get; }

    public ConsoleLinks Links { get; }

    public IDiagnosticSink Diagnostics => _caller.Diagnostics;

    public Task<CreatePipelineResponse> CreateAsync(CreatePipelineRequest request, CancellationToken cancellationToken) => _caller.InvokeAsync(
        Call("CreatePipeline", request.Pipeline?.Name), ct => _client.CreatePipelineAsync(request, ct), cancellationToken);

    public Task<GetPipelineResponse> GetAsync(GetPipelineRequest request, CancellationToken cancellationToken) => _caller.InvokeAsync(
        Call("GetPipeline", request.Name), ct => _client.GetPipelineAsync(request, ct), cancellationToken);

    public Task<ListPipelinesResponse> ListAsync(ListPipelinesRequest request, CancellationToken cancellationToken) => _caller.InvokeAsync(
        Call("ListPipelines", null), ct => _client.ListPipelinesAsync(request, ct), cancellationToken);

    public Task<DeletePipelineResponse> DeleteAsync(DeletePipelineRequest request, CancellationToken cancellationToken) => _caller.InvokeAsync(
        Call("DeletePipeline", request.Name), ct => _client.DeletePipelineAsync(request, ct), cancellationToken);

    public Task<StartPipelineExecutionResponse> StartExecutionAsync(StartPipelineExecutionRequest request, CancellationToken cancellationToken) =>
        _caller.InvokeAsync(
            Call("StartPipelineExecution", request.Name), ct => _client.StartPipelineExecutionAsync(request, ct), cancellationToken);

    public Task<GetPipelineExecutionResponse> GetExecutionAsync(GetPipelineExecutionRequest request, CancellationToken cancellationToken) =>
        _caller.InvokeAsync(
            Call("GetPipelineExecution", $"{request.PipelineName}/{request.PipelineExecutionId}"),
            ct => _client.GetPipelineExecutionAsync(request, ct),
            cancellationToken);

    public Task<ListPipelineExecutionsResponse> ListExecutionsAsync(ListPipelineExecutionsRequest request, CancellationToken cancellationToken) =>
        _caller.InvokeAsync(
            Call("ListPipelineExecutions", request.PipelineName), ct => _client.ListPipelineExecutionsAsync(request, ct), cancellationToken);

    public Task<GetPipelineStateResponse> GetStateAsync(GetPipelineStateRequest request, CancellationToken cancellationToken) => _caller.InvokeAsync(
        Call("GetPipelineState", request.Name), ct => _client.GetPipelineStateAsync(request, ct), cancellationToken);

    private Call Call(string operation, string? target) => new(ServiceName, operation, Region, target);
}
