using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using BitbucketConnections.Sandbox.Http;
using BitbucketConnections.Sandbox.Protocols;
using BitbucketConnections.Sandbox.Protocols.Json;
using BitbucketConnections.Sandbox.Protocols.Query;
using BitbucketConnections.Sandbox.Protocols.Rest;
using BitbucketConnections.Sandbox.Signing;
using BitbucketConnections.Sandbox.Storage;

namespace BitbucketConnections.Sandbox;

/// <summary>
/// Finds the service of a request. All services share one endpoint, so <c>X-Amz-Target</c> decides; without this header,
/// the service in the signature's scope decides.
/// </summary>
internal sealed class ServiceRouter
{
    private static readonly IErrorFormat s_unknownForm = new QueryErrorFormat(XNamespace.None);
    private static readonly IErrorFormat s_unknownJson = new JsonErrorFormat("application/x-amz-json-1.1", "message");

    private readonly Dictionary<string, JsonService> _byTarget = new(StringComparer.Ordinal);
    private readonly Dictionary<string, QueryService> _queryServices = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RestService> _restServices = new(StringComparer.Ordinal);
    private readonly S3Service _s3;

    /// <summary>Initializes a new instance of the <see cref="ServiceRouter"/> class.</summary>
    /// <param name="jsonServices">The services that are selected by target.</param>
    /// <param name="queryServices">The services that are selected by the signature's scope, or by the version in an unsigned form.</param>
    /// <param name="restServices">The services that are selected by the signature's scope, or by the path of an unsigned request.</param>
    /// <param name="s3">The service of all other requests.</param>
    public ServiceRouter(IEnumerable<JsonService> jsonServices, IEnumerable<QueryService> queryServices, IEnumerable<RestService> restServices, S3Service s3)
    {
        foreach (var service in jsonServices)
        {
            foreach (var prefix in service.TargetPrefixes)
            {
                _byTarget.Add(prefix, service);
            }
        }

        foreach (var service in queryServices)
        {
            _queryServices.Add(service.SigningName, service);
        }

        foreach (var service in restServices)
        {
            _restServices.Add(service.SigningName, service);
        }

        _s3 = s3;
    }

    /// <summary>Gets the writer of errors that do not belong to a service, in the protocol of the request.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The writer.</returns>
    public static IErrorFormat UnknownService(SandboxRequest request) => IsForm(request) ? s_unknownForm : s_unknownJson;

    /// <summary>Creates the error for a request that no service of the sandbox handles.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The error.</returns>
    public static AwsErrorException Unknown(SandboxRequest request) => new(
        IsForm(request) ? "InvalidAction" : "UnknownOperationException",
        $"The sandbox does not have the service or the operation of this request: {request.Header("X-Amz-Target") ?? RequestSignature.Read(request)?.Service ?? request.Path}.");

    /// <summary>Gets the services.</summary>
    public IEnumerable<IAwsService> Services =>
        _byTarget.Values.Concat<IAwsService>(_queryServices.Values).Concat(_restServices.Values).Append(_s3).Distinct();

    /// <summary>Finds the service of a request.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The service, or null.</returns>
    /// <exception cref="SignatureException">The signature can't be read.</exception>
    public IAwsService? Find(SandboxRequest request)
    {
        if (request.Header("X-Amz-Target") is { } target)
        {
            var dot = target.LastIndexOf('.');
            return dot > 0 && _byTarget.TryGetValue(target.Substring(0, dot), out var json) ? json : null;
        }

        if (RequestSignature.Read(request) is { } signature)
        {
            return signature.Service == _s3.SigningName ? _s3
                : _queryServices.TryGetValue(signature.Service, out var query) ? query
                : _restServices.TryGetValue(signature.Service, out var rest) ? rest : null;
        }

        // A request without a signature for a bucket with the name of such a path is refused in the format of the other service.
        return _queryServices.Values.FirstOrDefault(service => service.Claims(request))
            ?? (IAwsService?)_restServices.Values.FirstOrDefault(service => service.Claims(request))
            ?? _s3;
    }

    private static bool IsForm(SandboxRequest request) =>
        request.Header("X-Amz-Target") is null && request.Header("Content-Type")?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true;
}
