using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Engine.Calling;

/// <summary>Writes the bodies of requests and responses to the debug stream. Omits headers, because they contain the signature and the session token.</summary>
internal sealed class TracingHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        WireTrace.Current is { } sink ? TraceAsync(request, sink, cancellationToken) : base.SendAsync(request, cancellationToken);

    private async Task<HttpResponseMessage> TraceAsync(HttpRequestMessage request, IDiagnosticSink sink, CancellationToken cancellationToken)
    {
        var target = request.Headers.TryGetValues("X-Amz-Target", out var values) ? values.First() : request.RequestUri!.AbsolutePath;
        var sent = await HttpBody.ReadAsync(request.Content).ConfigureAwait(false);
        sink.Write(new DiagnosticEvent(DiagnosticLevel.Debug, $"{request.Method} {target} {Redaction.Wire(sent)}"));
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        var answer = await HttpBody.ReadAsync(response.Content).ConfigureAwait(false);
        sink.Write(new DiagnosticEvent(DiagnosticLevel.Debug, $"HTTP {(int)response.StatusCode} {Redaction.Wire(response.IsSuccessStatusCode ? answer : RequestSecrets.HideAll(sent, answer))}"));
        return response;
    }
}
