using System;
using System.Globalization;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

/// <summary>The least that a call to an AWS JSON service is: an HTTP POST with Signature Version 4, whose answer is read and not parsed.</summary>
public sealed class BareClient
{
    private const string Headers = "content-type;host;x-amz-date;x-amz-target";
    private readonly HttpClient _http = new HttpClient();
    private readonly Uri _endpoint;
    private readonly string _service;
    private readonly string _target;
    private readonly byte[] _secret = Encoding.UTF8.GetBytes("AWS4EXAMPLE");

    public BareClient(string endpoint, string service, string target)
    {
        _endpoint = new Uri(endpoint);
        _service = service;
        _target = target;
    }

    /// <summary>Makes a call, and returns the number of bytes of its answer.</summary>
    public int Call(string body)
    {
        var time = DateTime.UtcNow.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-amz-json-1.1");
        using (var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = content })
        {
            request.Headers.TryAddWithoutValidation("X-Amz-Date", time);
            request.Headers.TryAddWithoutValidation("X-Amz-Target", _target);
            request.Headers.TryAddWithoutValidation("Authorization", Sign(time, body));
            using (var response = _http.SendAsync(request).GetAwaiter().GetResult())
            {
                response.EnsureSuccessStatusCode();
                return response.Content.ReadAsByteArrayAsync().GetAwaiter().GetResult().Length;
            }
        }
    }

    private string Sign(string time, string body)
    {
        var day = time.Substring(0, 8);
        var scope = day + "/us-east-1/" + _service + "/aws4_request";
        var canonical = "POST\n/\n\ncontent-type:application/x-amz-json-1.1\nhost:" + _endpoint.Authority + "\nx-amz-date:" + time + "\nx-amz-target:" + _target + "\n\n" + Headers + "\n" + Hash(body);
        var key = Mac(Mac(Mac(Mac(_secret, day), "us-east-1"), _service), "aws4_request");
        var signature = Hex(Mac(key, "AWS4-HMAC-SHA256\n" + time + "\n" + scope + "\n" + Hash(canonical)));
        return "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/" + scope + ", SignedHeaders=" + Headers + ", Signature=" + signature;
    }

    private static byte[] Mac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    private static string Hash(string text) => Hex(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Hex(byte[] bytes) => Convert.ToHexString(bytes).ToLowerInvariant();
}
