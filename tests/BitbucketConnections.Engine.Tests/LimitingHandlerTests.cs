using System;
using System.IO;
#if NETFRAMEWORK
using System.Net;
#endif
using System.Net.Http;
using System.Net.Sockets;
#if NETFRAMEWORK
using System.Security.Authentication;
#endif
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Engine.Calling;

namespace BitbucketConnections.Engine.Tests;

/// <summary>Determines from a failure of the transport whether AWS may have received the call.</summary>
public sealed class LimitingHandlerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, Exception, bool> Failures() => new()
    {
#if NETFRAMEWORK
        { "refused, on .NET Framework", new HttpRequestException("x", new WebException("x", new SocketException(), WebExceptionStatus.ConnectFailure, null)), false },
        { "an unknown name, on .NET Framework", new HttpRequestException("x", new WebException("x", WebExceptionStatus.NameResolutionFailure)), false },
        { "an unknown proxy, on .NET Framework", new HttpRequestException("x", new WebException("x", WebExceptionStatus.ProxyNameResolutionFailure)), false },
        { "no TLS, on .NET Framework", new HttpRequestException("x", new WebException("x", WebExceptionStatus.SecureChannelFailure)), false },
        { "no trust, on .NET Framework", new HttpRequestException("x", new WebException("x", WebExceptionStatus.TrustFailure)), false },
        { "cut while the answer came, on .NET Framework", new HttpRequestException("x", new WebException("x", new SocketException(), WebExceptionStatus.ReceiveFailure, null)), true },
        { "closed before an answer, on .NET Framework", new HttpRequestException("x", new WebException("x", WebExceptionStatus.ConnectionClosed)), true },
        { "refused, on Mono", new HttpRequestException("x", new SocketException()), false },
        { "no TLS, on Mono", new HttpRequestException("x", new AuthenticationException()), false },
#else
        { "refused", new HttpRequestException(HttpRequestError.ConnectionError), false },
        { "an unknown name", new HttpRequestException(HttpRequestError.NameResolutionError), false },
        { "no TLS", new HttpRequestException(HttpRequestError.SecureConnectionError), false },
        { "an unknown proxy", new HttpRequestException(HttpRequestError.ProxyTunnelError), false },
        { "closed before an answer", new HttpRequestException(HttpRequestError.ResponseEnded), true },
#endif
        { "cut while the answer came", new HttpRequestException("x", new IOException("x", new SocketException())), true },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Only_a_failure_after_something_was_sent_may_have_taken_effect(string name, Exception failure, bool mayHaveTakenEffect)
    {
        using var client = new HttpMessageInvoker(new LimitingHandler(new Failing(failure), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1)));
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("https://host.example/"));
        using var lost = LostAnswers.Watch();

        var thrown = await Assert.ThrowsAsync<HttpRequestException>(() => client.SendAsync(request, Token));

        Assert.Same(failure, thrown);
        Assert.True(mayHaveTakenEffect == lost.Any, name);
        Assert.Equal("host.example", thrown.Data[LimitingHandler.HostKey]);
    }

    private sealed class Failing(Exception failure) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromException<HttpResponseMessage>(failure);
    }
}
