using System;
using System.Collections.Generic;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Http;

namespace BitbucketConnections.Sandbox.Protocols.Rest;

/// <summary>The method and path of an operation. A segment of the path such as <c>{AssociationArn}</c> is a member of the input.</summary>
internal sealed class RestRoute
{
    private readonly string _method;
    private readonly string[] _segments;

    /// <summary>Initializes a new instance of the <see cref="RestRoute"/> class.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="path">The path of the model.</param>
    public RestRoute(string method, string path)
    {
        _method = method;
        _segments = path.Split('/');
    }

    /// <summary>Gets a value indicating whether requests have a body.</summary>
    public bool HasBody => _method is "POST" or "PUT" or "PATCH";

    /// <summary>Compares a request with this route.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The decoded members of the path by name; null if the request is not for this route.</returns>
    public IReadOnlyDictionary<string, string>? Match(SandboxRequest request)
    {
        var segments = request.Path.Split('/');
        if (request.Method != _method || segments.Length != _segments.Length)
        {
            return null;
        }

        var members = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < segments.Length; i++)
        {
            var expected = _segments[i];
            if (expected.StartsWith("{", StringComparison.Ordinal) && segments[i].Length > 0)
            {
                members.Add(expected.Substring(1, expected.Length - 2), UrlText.Decode(segments[i]));
            }
            else if (segments[i] != expected)
            {
                return null;
            }
        }

        return members;
    }
}
