using System;
using System.Collections.Generic;
using BitbucketConnections.Sandbox.Http;
using BitbucketConnections.Sandbox.Json;
using BitbucketConnections.Sandbox.Signing;

namespace BitbucketConnections.Sandbox.Services;

/// <summary>
/// Finds the service of a request: one endpoint answers for all, so it is told by <c>X-Amz-Target</c>, and without one
/// by the service that the signature is for.
/// </summary>
internal sealed class ServiceRouter
{
    private readonly Dictionary<string, JsonService> _byTarget = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IAwsService> _bySigningName = new(StringComparer.Ordinal);
    private readonly IAwsService? _unsigned;

    /// <summary>Initializes a new instance of the <see cref="ServiceRouter"/> class.</summary>
    /// <param name="jsonServices">The services told by target.</param>
    /// <param name="otherServices">The services told by signature; the last one takes what is not signed.</param>
    public ServiceRouter(IEnumerable<JsonService> jsonServices, IReadOnlyList<IAwsService> otherServices)
    {
        foreach (var service in jsonServices)
        {
            _byTarget.Add(service.TargetPrefix, service);
        }

        foreach (var service in otherServices)
        {
            _bySigningName.Add(service.SigningName, service);
        }

        _unsigned = otherServices.Count == 0 ? null : otherServices[otherServices.Count - 1];
    }

    /// <summary>Gets how errors are written that belong to no service.</summary>
    public static IErrorFormat UnknownService { get; } = new JsonErrorFormat("application/x-amz-json-1.1", "message");

    /// <summary>Finds the service of a request.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The service; null when there is none.</returns>
    /// <exception cref="SignatureException">The signature can't be read.</exception>
    public IAwsService? Find(SandboxRequest request)
    {
        if (request.Header("X-Amz-Target") is { } target)
        {
            var dot = target.LastIndexOf('.');
            return dot > 0 && _byTarget.TryGetValue(target.Substring(0, dot), out var json) ? json : null;
        }

        if (RequestSignature.Read(request) is not { } signature)
        {
            return _unsigned;
        }

        return _bySigningName.TryGetValue(signature.Service, out var service) ? service : null;
    }
}
