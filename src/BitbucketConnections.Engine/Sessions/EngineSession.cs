using System;
using BitbucketConnections.Engine.Calls;
using BitbucketConnections.Engine.Connections;
using BitbucketConnections.Engine.Pipelines;
using BitbucketConnections.Engine.Tags;

namespace BitbucketConnections.Engine.Sessions;

/// <summary>The services of one Region and identity, with one caller's sink.</summary>
internal sealed class EngineSession : IEngineSession
{
    public EngineSession(ClientSet clients, string region, IDiagnosticSink diagnostics, IClock clock)
    {
        Region = region;
        Endpoint = clients.Endpoint(region);
        var caller = new ServiceCaller(diagnostics, Endpoint, () => clients.Credentials.Source);
        var links = new ConsoleLinks(Endpoint);
        var connections = new ConnectionApis(clients, caller, links);
        Connections = new ConnectionService(connections, region, diagnostics, clock);
        var pipelines = new PipelineApi(clients, caller, region, links);
        Pipelines = new PipelineService(pipelines);
        Executions = new PipelineExecutionService(pipelines);
        Tags = new TagService(connections, clients, caller);
    }

    public string Region { get; }

    public Uri? Endpoint { get; }

    public IConnectionService Connections { get; }

    public IPipelineService Pipelines { get; }

    public IPipelineExecutionService Executions { get; }

    public ITagService Tags { get; }
}
