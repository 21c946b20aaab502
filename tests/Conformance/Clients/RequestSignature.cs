using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text;

/// <summary>Signs requests to the path / with Signature Version 4, with no code of the module or of an SDK.</summary>
public sealed class RequestSignature
{
    private readonly string _key;
    private readonly string _secret;

    public RequestSignature(string key, string secret)
    {
        _key = key;
        _secret = secret;
    }

    /// <summary>Gets the header <c>Authorization</c>.</summary>
    /// <param name="method">The method.</param>
    /// <param name="service">The service name of the signature.</param>
    /// <param name="headers">The signed headers, in lower case, with x-amz-content-sha256 and x-amz-date.</param>
    /// <returns>The value of the header.</returns>
    public string Authorization(string method, string service, SortedDictionary<string, string> headers)
    {
        var time = headers["x-amz-date"];
        var day = time.Substring(0, 8);
        var scope = day + "/us-east-1/" + service + "/aws4_request";
        var names = string.Join(";", headers.Keys);
        var canonical = method + "\n/\n\n" + string.Concat(headers.Select(header => header.Key + ":" + header.Value + "\n")) + "\n" + names + "\n" + headers["x-amz-content-sha256"];
        var key = Mac(Mac(Mac(Mac(Encoding.UTF8.GetBytes("AWS4" + _secret), day), "us-east-1"), service), "aws4_request");
        var signature = Hex(Mac(key, "AWS4-HMAC-SHA256\n" + time + "\n" + scope + "\n" + Hash(canonical)));
        return "AWS4-HMAC-SHA256 Credential=" + _key + "/" + scope + ", SignedHeaders=" + names + ", Signature=" + signature;
    }

    public static string Hash(string text) => Hex(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static byte[] Mac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    private static string Hex(byte[] bytes) => Convert.ToHexString(bytes).ToLowerInvariant();
}
