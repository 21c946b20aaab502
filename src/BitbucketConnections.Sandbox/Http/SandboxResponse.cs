using System;
using System.Collections.Generic;
using System.Text;

namespace BitbucketConnections.Sandbox.Http;

/// <summary>A response with status, headers and body.</summary>
internal sealed class SandboxResponse
{
    /// <summary>Initializes a new instance of the <see cref="SandboxResponse"/> class.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="contentType">The content type; null for no body.</param>
    /// <param name="body">The body.</param>
    public SandboxResponse(int status, string? contentType = null, string body = "")
    {
        Status = status;
        ContentType = contentType;
        Body = body.Length == 0 ? Array.Empty<byte>() : Encoding.UTF8.GetBytes(body);
    }

    /// <summary>Gets the HTTP status.</summary>
    public int Status { get; }

    /// <summary>Gets the content type, or null.</summary>
    public string? ContentType { get; }

    /// <summary>Gets the body.</summary>
    public byte[] Body { get; }

    /// <summary>Gets a value indicating whether the connection closes after it.</summary>
    public bool ClosesConnection { get; init; }

    /// <summary>Gets what to do after the response was sent, or null.</summary>
    public Action? AfterSent { get; init; }

    /// <summary>Gets the additional headers.</summary>
    public Dictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);
}
