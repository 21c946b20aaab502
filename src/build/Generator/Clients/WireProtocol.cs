using System.Collections.Generic;
using BitbucketConnections.Generator.Models;

namespace BitbucketConnections.Generator.Clients;

/// <summary>The common parts of clients that call AWS. The protocols themselves are handwritten.</summary>
internal abstract class WireProtocol(ClientModel client) : IClientProtocol
{
    /// <inheritdoc/>
    public virtual IEnumerable<string> Usings => ["Amazon.Protocol"];

    /// <inheritdoc/>
    public string UserAgent => "ClientUserAgent.Value";

    /// <inheritdoc/>
    public string Endpoint => IsGlobal
        ? $"new({Client.Settings.Package}Endpoint.Resolve(RegionEndpoint?.SystemName, ServiceURL, UseFIPSEndpoint, UseDualstackEndpoint))"
        : $"new(RegionalEndpoint.Resolve({Names.Literal(Client.Model.Metadata("endpointPrefix")!)}, RegionEndpoint?.SystemName, ServiceURL, UseFIPSEndpoint, UseDualstackEndpoint))";

    protected ClientModel Client => client;

    protected string Prefix => client.Settings.Package;

    // One host for each partition: the service has a handwritten rule for its endpoint and signature.
    private bool IsGlobal => client.Model.Metadata("globalEndpoint") is not null;

    /// <inheritdoc/>
    public abstract IEnumerable<string> Attributes(Member member);

    /// <inheritdoc/>
    public abstract void WriteFields(SourceText source);

    /// <inheritdoc/>
    public abstract void WriteClasses(SourceText source);

    /// <inheritdoc/>
    public string Body(Operation operation) => $"InvokeAsync<{operation.Name}Response>(request, {Field(operation)}, cancellationToken)";

    /// <inheritdoc/>
    public void WriteSetup(SourceText source) => source.Line().Block("protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)", () =>
    {
        if (IsGlobal)
        {
            source.Line($"pipeline.ReplaceHandler<EndpointResolver>(new {Prefix}EndpointResolver());");
        }

        source.Line("pipeline.AddHandlerAfter<Marshaller>(new SigV4AuthResolver());");
        source.Line("UnusedHandlers.Remove(pipeline);");
    });

    protected static string Field(Operation operation) => "s_" + Names.Camel(operation.Name);

    protected void WriteToException(SourceText source) => source.Block($"private static {Client.Stem}Exception ToException(ServiceError error) => error.Code switch", () =>
    {
        const string arguments = "(error.Message, error.Inner, error.Type, error.Code, error.RequestId, error.Status),";
        foreach (var error in Client.Errors)
        {
            source.Line($"{Names.Literal(error.ErrorCode)} => new {Client.Class(error)}{arguments}");
        }

        source.Line($"_ => new {Client.Stem}Exception{arguments}");
    }, "};");
}
