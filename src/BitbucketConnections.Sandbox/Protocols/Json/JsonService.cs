using System;
using System.Collections.Generic;
using BitbucketConnections.Sandbox.Http;

namespace BitbucketConnections.Sandbox.Protocols.Json;

/// <summary>A service of the AWS JSON protocols: the operation is in <c>X-Amz-Target</c>, the input in the body.</summary>
internal sealed class JsonService : IAwsService
{
    private readonly Dictionary<string, JsonOperation> _operations = new(StringComparer.Ordinal);
    private readonly string _contentType;
    private readonly bool _echoesValues;
    private readonly bool _refusesJson10;
    private readonly string _validationCode;
    private readonly RightsTable _rights;

    /// <summary>Initializes a new instance of the <see cref="JsonService"/> class.</summary>
    /// <param name="definition">The names and conventions of the service.</param>
    /// <param name="operations">The operations.</param>
    /// <param name="rights">The rights that they need.</param>
    public JsonService(JsonServiceDefinition definition, IEnumerable<JsonOperation> operations, RightsTable rights)
    {
        _rights = rights;
        SigningName = definition.SigningName;
        TargetPrefixes = PrefixesOf(definition.TargetPrefix);
        _contentType = definition.ContentType;
        _echoesValues = definition.EchoesValues;
        _refusesJson10 = definition.RefusesJson10;
        _validationCode = definition.ValidationCode;
        Errors = new JsonErrorFormat(definition.ContentType, definition.MessageMember);
        foreach (var operation in operations)
        {
            rights.Require(operation.Name);
            _operations.Add(operation.Name, operation);
        }
    }

    /// <summary>Gets the accepted prefixes of the operation in <c>X-Amz-Target</c>: the service name with and without its namespace.</summary>
    public IReadOnlyList<string> TargetPrefixes { get; }

    /// <inheritdoc/>
    public string SigningName { get; }

    /// <inheritdoc/>
    public IErrorFormat Errors { get; }

    /// <inheritdoc/>
    public IEnumerable<string> Operations => _operations.Keys;

    /// <inheritdoc/>
    public string? AccountOfUnsigned(SandboxRequest request) => null;

    /// <inheritdoc/>
    public string OperationOf(SandboxRequest request)
    {
        var target = request.Header("X-Amz-Target") ?? string.Empty;
        return target.Substring(target.LastIndexOf('.') + 1);
    }

    /// <inheritdoc/>
    public SandboxResponse Invoke(ServiceCall call)
    {
        if (_refusesJson10 && call.Request.Header("Content-Type") == "application/x-amz-json-1.0")
        {
            return new SandboxResponse(404, "text/html", "<html><head><title>Page Not Found</title></head><body>Page Not Found</body></html>");
        }

        if (!_operations.TryGetValue(call.Operation, out var operation))
        {
            // AWS returns no message. But AWS has most of these operations, so the message says that only the sandbox does not.
            throw new AwsErrorException("UnknownOperationException", $"The sandbox does not have {call.Operation} of {SigningName}.");
        }

        var input = JsonInput.Read(call.Request);
        operation.Input.Validate(input, _echoesValues, _validationCode);
        _rights.Check(call, input, Errors);
        var output = operation.Handler(call, input);
        return new SandboxResponse(200, _contentType, output?.ToJsonString() ?? string.Empty);
    }

    // The SDKs for .NET, Java and Python send the namespace of the model, those for JavaScript and Go only the part after it.
    private static IReadOnlyList<string> PrefixesOf(string prefix)
    {
        var name = prefix.Substring(prefix.LastIndexOf('.') + 1);
        return name == prefix ? [prefix] : [prefix, name];
    }
}
