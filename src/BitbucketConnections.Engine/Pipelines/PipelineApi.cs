using System.Collections.Generic;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using Amazon.CodePipeline;
using Amazon.CodePipeline.Model;
using BitbucketConnections.Engine.Calling;
using BitbucketConnections.Engine.Clients;
using BitbucketConnections.Engine.Links;
using BitbucketConnections.Engine.Declarations;

namespace BitbucketConnections.Engine.Pipelines;

/// <summary>CodePipeline in one Region: its client, the caller and the links that all pipeline services share.</summary>
internal sealed class PipelineApi
{
    public const string ServiceName = "codepipeline";
    private readonly ClientSet _clients;
    private readonly ServiceCaller _caller;

    public PipelineApi(ClientSet clients, ServiceCaller caller, string region, ConsoleLinks links)
    {
        _clients = clients;
        _caller = caller;
        Region = region;
        Links = links;
    }

    public string Region { get; }

    public ConsoleLinks Links { get; }

    private IAmazonCodePipeline Client => _clients.CodePipeline(Region);

    public IDiagnosticSink Diagnostics => _caller.Diagnostics;

    /// <summary>Reports a created or written resource.</summary>
    public void ReportCreated(string what) => _caller.ReportCreated(what);

    /// <summary>Creates a pipeline.</summary>
    /// <returns>The pipeline as AWS stored it.</returns>
    public async Task<JsonElement> CreateDocumentAsync(JsonObject pipeline, JsonArray? tags, string name, CancellationToken cancellationToken)
    {
        var response = await _caller.InvokeAsync(
            Call("CreatePipeline", name), ct => _clients.PipelineDocuments(Region).CreateDocumentAsync(pipeline, tags, ct), cancellationToken).ConfigureAwait(false);
        return Pipeline(response, "CreatePipeline", name);
    }

    /// <summary>Gets a pipeline as the module's own type.</summary>
    /// <param name="name">The name.</param>
    /// <param name="version">The version; null for the newest.</param>
    /// <param name="tags">The tags, which GetPipeline does not return; null if unknown.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<Pipeline> GetPipelineAsync(
        string name, int? version, IReadOnlyDictionary<string, string>? tags, CancellationToken cancellationToken)
    {
        var (pipeline, metadata) = await GetDocumentAsync(name, version, cancellationToken).ConfigureAwait(false);
        return PipelineReader.ReadAnswer(pipeline, metadata, Region, Links, tags);
    }

    /// <summary>Gets a pipeline as JSON.</summary>
    /// <param name="name">The name.</param>
    /// <param name="version">The version; null for the newest.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<(JsonElement Pipeline, JsonElement? Metadata)> GetDocumentAsync(string name, int? version, CancellationToken cancellationToken)
    {
        var response = await _caller.InvokeAsync(
            Call("GetPipeline", name), ct => _clients.PipelineDocuments(Region).GetDocumentAsync(name, version, ct), cancellationToken).ConfigureAwait(false);
        return (Pipeline(response, "GetPipeline", name), Member(response, "metadata"));
    }

    /// <summary>Updates a pipeline from JSON.</summary>
    /// <returns>The pipeline as AWS stored it.</returns>
    public async Task<JsonElement> UpdateDocumentAsync(JsonObject pipeline, string name, CancellationToken cancellationToken)
    {
        var response = await _caller.InvokeAsync(
            Call("UpdatePipeline", name), ct => _clients.PipelineDocuments(Region).UpdateDocumentAsync(pipeline, ct), cancellationToken).ConfigureAwait(false);
        return Pipeline(response, "UpdatePipeline", name);
    }

    public Task<ListPipelinesResponse> ListAsync(ListPipelinesRequest request, CancellationToken cancellationToken) => _caller.InvokeAsync(
        Call("ListPipelines", null), ct => Client.ListPipelinesAsync(request, ct), cancellationToken);

    public Task<DeletePipelineResponse> DeleteAsync(DeletePipelineRequest request, CancellationToken cancellationToken) => _caller.InvokeAsync(
        Call("DeletePipeline", request.Name), ct => Client.DeletePipelineAsync(request, ct), cancellationToken);

    public Task<StartPipelineExecutionResponse> StartExecutionAsync(StartPipelineExecutionRequest request, CancellationToken cancellationToken) =>
        _caller.InvokeAsync(
            Call("StartPipelineExecution", request.Name), ct => Client.StartPipelineExecutionAsync(request, ct), cancellationToken);

    public Task<GetPipelineExecutionResponse> GetExecutionAsync(GetPipelineExecutionRequest request, CancellationToken cancellationToken) =>
        _caller.InvokeAsync(
            Call("GetPipelineExecution", $"{request.PipelineName}/{request.PipelineExecutionId}"),
            ct => Client.GetPipelineExecutionAsync(request, ct),
            cancellationToken);

    public Task<ListPipelineExecutionsResponse> ListExecutionsAsync(ListPipelineExecutionsRequest request, CancellationToken cancellationToken) =>
        _caller.InvokeAsync(
            Call("ListPipelineExecutions", request.PipelineName), ct => Client.ListPipelineExecutionsAsync(request, ct), cancellationToken);

    public Task<RetryStageExecutionResponse> RetryStageAsync(RetryStageExecutionRequest request, CancellationToken cancellationToken) =>
        _caller.InvokeAsync(
            Call("RetryStageExecution", $"{request.PipelineName}/{request.StageName}"),
            ct => Client.RetryStageExecutionAsync(request, ct),
            cancellationToken);

    public Task<GetPipelineStateResponse> GetStateAsync(GetPipelineStateRequest request, CancellationToken cancellationToken) => _caller.InvokeAsync(
        Call("GetPipelineState", request.Name), ct => Client.GetPipelineStateAsync(request, ct), cancellationToken);

    public Task<StopPipelineExecutionResponse> StopExecutionAsync(StopPipelineExecutionRequest request, CancellationToken cancellationToken) =>
        _caller.InvokeAsync(
            Call("StopPipelineExecution", $"{request.PipelineName}/{request.PipelineExecutionId}"),
            ct => Client.StopPipelineExecutionAsync(request, ct),
            cancellationToken);

    public Task<RollbackStageResponse> RollbackStageAsync(RollbackStageRequest request, CancellationToken cancellationToken) => _caller.InvokeAsync(
        Call("RollbackStage", $"{request.PipelineName}/{request.StageName}"), ct => Client.RollbackStageAsync(request, ct), cancellationToken);

    public Task<PutApprovalResultResponse> PutApprovalAsync(PutApprovalResultRequest request, CancellationToken cancellationToken) => _caller.InvokeAsync(
        Call("PutApprovalResult", $"{request.PipelineName}/{request.StageName}/{request.ActionName}"),
        ct => Client.PutApprovalResultAsync(request, ct),
        cancellationToken);

    public Task<EnableStageTransitionResponse> EnableTransitionAsync(EnableStageTransitionRequest request, CancellationToken cancellationToken) =>
        _caller.InvokeAsync(
            Call("EnableStageTransition", $"{request.PipelineName}/{request.StageName}"),
            ct => Client.EnableStageTransitionAsync(request, ct),
            cancellationToken);

    public Task<DisableStageTransitionResponse> DisableTransitionAsync(DisableStageTransitionRequest request, CancellationToken cancellationToken) =>
        _caller.InvokeAsync(
            Call("DisableStageTransition", $"{request.PipelineName}/{request.StageName}"),
            ct => Client.DisableStageTransitionAsync(request, ct),
            cancellationToken);

    public Task<ListActionExecutionsResponse> ListActionsAsync(ListActionExecutionsRequest request, CancellationToken cancellationToken) =>
        _caller.InvokeAsync(
            Call("ListActionExecutions", request.PipelineName), ct => Client.ListActionExecutionsAsync(request, ct), cancellationToken);

    public Task<ListRuleExecutionsResponse> ListRulesAsync(ListRuleExecutionsRequest request, CancellationToken cancellationToken) => _caller.InvokeAsync(
        Call("ListRuleExecutions", request.PipelineName), ct => Client.ListRuleExecutionsAsync(request, ct), cancellationToken);

    public Task<OverrideStageConditionResponse> OverrideConditionAsync(OverrideStageConditionRequest request, CancellationToken cancellationToken) =>
        _caller.InvokeAsync(
            Call("OverrideStageCondition", $"{request.PipelineName}/{request.StageName}"),
            ct => Client.OverrideStageConditionAsync(request, ct),
            cancellationToken);

    private JsonElement Pipeline(DocumentResponse response, string operation, string name) =>
        Member(response, "pipeline") ?? throw FailureTranslator.Incomplete(Call(operation, name), "pipeline");

    private static JsonElement? Member(DocumentResponse response, string name) =>
        response.Body.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Object ? member : null;

    /// <summary>Gets a required member of a response.</summary>
    public T Required<T>(T? member, string name, string operation, string target)
        where T : class => ServiceCaller.Required(member, name, Call(operation, target));

    private Call Call(string operation, string? target) => new(ServiceName, operation, Region, target);
}
