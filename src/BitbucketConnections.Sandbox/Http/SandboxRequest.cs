using System;
using System.Collections.Generic;
using System.Text;
using BitbucketConnections.Sandbox.Formats;

namespace BitbucketConnections.Sandbox.Http;

/// <summary>A request as it was sent. Everything that a signature covers stays encoded.</summary>
internal sealed class SandboxRequest
{
    private readonly Dictionary<string, string> _headers;

    /// <summary>Initializes a new instance of the <see cref="SandboxRequest"/> class.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="target">The raw path and query.</param>
    /// <param name="headers">The headers. Names are case-insensitive; several values are joined by commas.</param>
    /// <param name="body">The body as sent.</param>
    public SandboxRequest(string method, string target, IEnumerable<KeyValuePair<string, string>> headers, byte[] body)
    {
        Method = method;
        Body = body;
        var question = target.IndexOf('?');
        Path = question < 0 ? target : target.Substring(0, question);
        Query = UrlText.ParsePairs(question < 0 ? string.Empty : target.Substring(question + 1), plusIsSpace: false);
        _headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var header in headers)
        {
            _headers[header.Key] = header.Value;
        }
    }

    /// <summary>Gets the HTTP method.</summary>
    public string Method { get; }

    /// <summary>Gets the path, percent-encoded as sent.</summary>
    public string Path { get; }

    /// <summary>Gets the decoded query parameters in the order sent.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Query { get; }

    /// <summary>Gets the body as sent.</summary>
    public byte[] Body { get; }

    /// <summary>Gets the body as text.</summary>
    public string BodyText => Encoding.UTF8.GetString(Body);

    /// <summary>Gets a header.</summary>
    /// <param name="name">The name; not case-sensitive.</param>
    /// <returns>The value, or null.</returns>
    public string? Header(string name) => _headers.TryGetValue(name, out var value) ? value : null;

    /// <summary>Gets a query parameter.</summary>
    /// <param name="name">The name; case-sensitive.</param>
    /// <returns>The first value, or null.</returns>
    public string? QueryValue(string name)
    {
        foreach (var pair in Query)
        {
            if (pair.Key == name)
            {
                return pair.Value;
            }
        }

        return null;
    }
}
