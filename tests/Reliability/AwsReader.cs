using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net.Http;
using System.Security.Cryptography;
using System.Text;

/// <summary>Reads IAM and S3 of the sandbox with signed calls of its own, so that no code of the module says what is there.</summary>
public sealed class AwsReader
{
    private static readonly HttpClient Http = new HttpClient();
    private readonly Uri _endpoint;
    private readonly string _key;
    private readonly string _secret;

    public AwsReader(string endpoint, string key, string secret)
    {
        _endpoint = new Uri(endpoint);
        _key = key;
        _secret = secret;
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
            var hash = Hash(body);
            if (method == HttpMethod.Post)
            {
                request.Content = new StringContent(body, Encoding.UTF8, "application/x-www-form-urlencoded");
            }

            request.Headers.TryAddWithoutValidation("X-Amz-Date", time);
            request.Headers.TryAddWithoutValidation("X-Amz-Content-Sha256", hash);
            request.Headers.TryAddWithoutValidation("Authorization", Sign(method.Method, service, time, hash));
            using (var response = Http.SendAsync(request).GetAwaiter().GetResult())
            {
                var text = response.Content.ReadAsStringAsync().GetAwaiter().GetResult();
                return response.IsSuccessStatusCode ? text : throw new InvalidOperationException(text);
            }
        }
    }

    private string Sign(string method, string service, string time, string hash)
    {
        const string Headers = "host;x-amz-content-sha256;x-amz-date";
        var day = time.Substring(0, 8);
        var scope = day + "/us-east-1/" + service + "/aws4_request";
        var canonical = method + "\n/\n\nhost:" + _endpoint.Authority + "\nx-amz-content-sha256:" + hash + "\nx-amz-date:" + time + "\n\n" + Headers + "\n" + hash;
        var key = Mac(Mac(Mac(Mac(Encoding.UTF8.GetBytes("AWS4" + _secret), day), "us-east-1"), service), "aws4_request");
        var signature = Hex(Mac(key, "AWS4-HMAC-SHA256\n" + time + "\n" + scope + "\n" + Hash(canonical)));
        return "AWS4-HMAC-SHA256 Credential=" + _key + "/" + scope + ", SignedHeaders=" + Headers + ", Signature=" + signature;
    }

    private static byte[] Mac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    private static string Hash(string text) => Hex(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Hex(byte[] bytes) => Convert.ToHexString(bytes).ToLowerInvariant();
}
