using System;
using System.Linq;
using System.Net.Http;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Engine.Calling.Rates;

/// <summary>
/// Keeps the calls of an operation within the rate that AWS accepts. A throttled call is sent again while other calls of the operation
/// succeed, because its turn comes. If none succeeds, the response goes to the SDK, which retries as its settings say.
/// </summary>
internal sealed class RateHandler(HttpMessageHandler inner, CallRates rates) : DelegatingHandler(inner)
{
    // A signature is valid for five minutes.
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan s_alive = TimeSpan.FromSeconds(10);

    // Created with the first refusal. JSON: "__type":"namespace#Code". Query and S3: <Code>Code</Code>.
    private static readonly Lazy<Regex> s_code = new(() => new Regex("\"__type\"\\s*:\\s*\"(?:[^\"#]*#)?(?<code>[A-Za-z]+)|<Code>(?<code>[A-Za-z]+)</Code>", RegexOptions.CultureInvariant));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is not null and not ByteArrayContent)
        {
            // The content may have to be sent again.
            await request.Content.LoadIntoBufferAsync().ConfigureAwait(false);
        }

        var rate = rates.Of(request);
        var start = rates.Clock.Uptime;
        while (true)
        {
            var entered = await rate.EnterAsync(cancellationToken).ConfigureAwait(false);
            var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            if (!await IsThrottledAsync(response).ConfigureAwait(false))
            {
                rate.Succeeded();
                return response;
            }

            rate.Throttled(entered);
            if (!rate.SucceededWithin(s_alive) || rates.Clock.Uptime - start > s_longest)
            {
                return response;
            }

            response.Dispose();
        }
    }

    private static async Task<bool> IsThrottledAsync(HttpResponseMessage response)
    {
        if ((int)response.StatusCode is not (400 or 429 or 503))
        {
            return false;
        }

        if (response.Headers.TryGetValues("x-amzn-ErrorType", out var types) && types.FirstOrDefault() is { } type)
        {
            return RefusalCodes.Throttled.Has(type.Substring(type.IndexOf('#') + 1).Split(':')[0]);
        }

        // The body is in memory, and the SDK reads it again.
        return response.Content is not null
            && s_code.Value.Match(await response.Content.ReadAsStringAsync().ConfigureAwait(false)) is { Success: true } match
            && RefusalCodes.Throttled.Has(match.Groups["code"].Value);
    }
}
