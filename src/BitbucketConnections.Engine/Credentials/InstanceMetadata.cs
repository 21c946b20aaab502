using System;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Amazon.Runtime.Internal;
using Amazon.Util;

namespace BitbucketConnections.Engine.Credentials;

/// <summary>
/// Finds the role of an instance in its metadata service, with a short timeout. The SDK's own classes
/// wait 15 seconds if the service does not exist.
/// </summary>
internal sealed class InstanceMetadata(TimeSpan limit)
{
    public static bool IsEnabled => EC2InstanceMetadata.IsIMDSEnabled;

    /// <summary>Gets the name of the instance's role; null if there is no role or no response in time.</summary>
    public string? FindRole()
    {
        if (!IsEnabled)
        {
            return null;
        }

        // The SDK reads its environment settings once per process.
        FallbackInternalConfigurationFactory.Reset();
        var endpoint = EC2InstanceMetadata.ServiceEndpoint.TrimEnd('/');
        return Task.Run(() => AskAsync(endpoint)).GetAwaiter().GetResult();
    }

    private async Task<string?> AskAsync(string endpoint)
    {
        using var patience = new CancellationTokenSource(limit);
        using var client = new HttpClient(new HttpClientHandler { UseProxy = false, AllowAutoRedirect = false });
        try
        {
            using var ask = new HttpRequestMessage(HttpMethod.Put, endpoint + "/latest/api/token");
            ask.Headers.Add("x-aws-ec2-metadata-token-ttl-seconds", "60");
            var token = await SendAsync(client, ask, patience.Token).ConfigureAwait(false);
            if (token is null)
            {
                return null;
            }

            using var list = new HttpRequestMessage(HttpMethod.Get, endpoint + "/latest/meta-data/iam/security-credentials/");
            list.Headers.Add("x-aws-ec2-metadata-token", token);
            var roles = await SendAsync(client, list, patience.Token).ConfigureAwait(false);
            return roles?.Split('\n')[0].Trim() is { Length: > 0 } role ? role : null;
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException or UriFormatException or InvalidOperationException)
        {
            // No response means that this computer is not an instance.
            return null;
        }
    }

    private static async Task<string?> SendAsync(HttpClient client, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var response = await client.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return await TextAsync(response).ConfigureAwait(false);
    }

    // The body was received with the response, so reading it does not block.
    private static async Task<string?> TextAsync(HttpResponseMessage response) =>
        response.IsSuccessStatusCode ? (await response.Content.ReadAsStringAsync().ConfigureAwait(false)).Trim() : null;
}
