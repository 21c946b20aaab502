using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net.Http;
using System.Text;

/// <summary>Reads IAM and S3 of the sandbox with signed calls of its own, so that no code of the module says what is there.</summary>
public sealed class AwsReader
{
    private static readonly HttpClient Http = new HttpClient();
    private readonly Uri _endpoint;
    private readonly RequestSignature _signature;

    public AwsReader(string endpoint, string key, string secret)
    {
        _endpoint = new Uri(endpoint);
        _signature = new RequestSignature(key, secret);
    }

    /// <summary>Calls IAM, and returns its XML.</summary>
    public string Iam(string action, IDictionary<string, string> values)
    {
        var body = "Action=" + action + "&Version=2010-05-08" + string.Concat(values.Select(value => "&" + Uri.EscapeDataString(value.Key) + "=" + Uri.EscapeDataString(value.Value)));
        return Send(HttpMethod.Post, "iam", body);
    }

    /// <summary>Lists the buckets of the account, as XML.</summary>
    public string Buckets() => Send(HttpMethod.Get, "s3", string.Empty);

    private string Send(HttpMethod method, string service, string body)
    {
        var time = DateTime.UtcNow.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        using (var request = new HttpRequestMessage(method, _endpoint))
        {
            var hash = RequestSignature.Hash(body);
            if (method == HttpMethod.Post)
            {
                request.Content = new StringContent(body, Encoding.UTF8, "application/x-www-form-urlencoded");
            }

            request.Headers.TryAddWithoutValidation("X-Amz-Date", time);
            request.Headers.TryAddWithoutValidation("X-Amz-Content-Sha256", hash);
            var signed = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["host"] = _endpoint.Authority, ["x-amz-content-sha256"] = hash, ["x-amz-date"] = time };
            request.Headers.TryAddWithoutValidation("Authorization", _signature.Authorization(method.Method, service, signed));
            using (var response = Http.SendAsync(request).GetAwaiter().GetResult())
            {
                var text = response.Content.ReadAsStringAsync().GetAwaiter().GetResult();
                return response.IsSuccessStatusCode ? text : throw new InvalidOperationException(text);
            }
        }
    }
}
