using System;
using System.Collections.Generic;
using System.Xml.Linq;
using BitbucketConnections.Sandbox.Callers;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Http;

namespace BitbucketConnections.Sandbox.Protocols.Query;

/// <summary>A service of the AWS query protocol, with form requests and XML responses.</summary>
internal sealed class QueryService : IAwsService
{
    private readonly Dictionary<string, QueryOperation> _operations = new(StringComparer.Ordinal);
    private readonly XNamespace _namespace;
    private readonly string _version;
    private readonly RightsTable _rights;

    /// <summary>Initializes a new instance of the <see cref="QueryService"/> class.</summary>
    /// <param name="signingName">The service name in the scope of signatures.</param>
    /// <param name="version">The API version.</param>
    /// <param name="operations">The operations.</param>
    /// <param name="rights">The rights that they need.</param>
    public QueryService(string signingName, string version, IEnumerable<QueryOperation> operations, RightsTable rights)
    {
        _rights = rights;
        SigningName = signingName;
        _version = version;
        _namespace = $"https://{signingName}.amazonaws.com/doc/{version}/";
        Errors = new QueryErrorFormat(_namespace);
        foreach (var operation in operations)
        {
            rights.Require(operation.Name);
            _operations.Add(operation.Name, operation);
        }
    }

    /// <inheritdoc/>
    public string SigningName { get; }

    /// <inheritdoc/>
    public IErrorFormat Errors { get; }

    /// <summary>Determines whether an unsigned request is for this service, by its API version.</summary>
    /// <param name="request">The request.</param>
    /// <returns>True if it is; otherwise false.</returns>
    public bool Claims(SandboxRequest request) => Parameters(request).TryGetValue("Version", out var version) && version == _version;

    /// <inheritdoc/>
    public string OperationOf(SandboxRequest request) => Parameters(request).TryGetValue("Action", out var action) ? action : string.Empty;

    /// <inheritdoc/>
    public IEnumerable<string> Operations => _operations.Keys;

    /// <inheritdoc/>
    public string? AccountOfUnsigned(SandboxRequest request) =>
        OperationOf(request) is not { Length: > 0 } name ? null
        : _operations.TryGetValue(name, out var operation) ? operation.AccountOfUnsigned?.Invoke(Parameters(request))
        // Refused by its name: some operations of AWS, such as AssumeRoleWithSAML, have no signature.
        : SandboxCredentials.DefaultAccountId;

    /// <inheritdoc/>
    public SandboxResponse Invoke(ServiceCall call)
    {
        var parameters = Parameters(call.Request);
        var isKnownVersion = parameters.TryGetValue("Version", out var version) && version == _version;
        if (!isKnownVersion || !_operations.TryGetValue(call.Operation, out var operation))
        {
            throw new AwsErrorException("InvalidAction", isKnownVersion
                ? $"Could not find operation {call.Operation} for version {version}. The sandbox does not have it."
                : $"Could not find operation {call.Operation} for version {version ?? "NO_VERSION_SPECIFIED"}");
        }

        var input = QueryParameters.Nest(parameters);
        operation.Input.ReadEmptyLists(input);
        operation.Input.Validate(input, echoesValues: true);
        _rights.Check(call, input, Errors);
        return Write(call, operation.Handler(call, input));
    }

    private SandboxResponse Write(ServiceCall call, object[]? result)
    {
        var root = new XElement(call.Operation + "Response");
        if (result is not null)
        {
            root.Add(new XElement(call.Operation + "Result", result));
        }

        root.Add(new XElement("ResponseMetadata", new XElement("RequestId", call.RequestId)));
        foreach (var element in root.DescendantsAndSelf())
        {
            element.Name = _namespace + element.Name.LocalName;
        }

        return new SandboxResponse(200, "text/xml", XmlBody.Write(root));
    }

    private static Dictionary<string, string> Parameters(SandboxRequest request)
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in request.Query)
        {
            parameters[pair.Key] = pair.Value;
        }

        foreach (var pair in UrlText.ParsePairs(request.BodyText, plusIsSpace: true))
        {
            parameters[pair.Key] = pair.Value;
        }

        return parameters;
    }
}
