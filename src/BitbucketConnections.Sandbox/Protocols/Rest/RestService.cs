using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Http;
using BitbucketConnections.Sandbox.Protocols.Json;

namespace BitbucketConnections.Sandbox.Protocols.Rest;

/// <summary>A service of the REST JSON protocol: method and path identify the operation, and the input is in the path, the query string and the body.</summary>
internal sealed class RestService : IAwsService
{
    /// <summary>The content type of responses.</summary>
    public const string ContentType = "application/json";

    private readonly List<RestOperation> _operations = [];
    private readonly RightsTable _rights;

    /// <summary>Initializes a new instance of the <see cref="RestService"/> class.</summary>
    /// <param name="signingName">The service name in the scope of signatures.</param>
    /// <param name="statuses">The HTTP statuses of errors, by error code.</param>
    /// <param name="operations">The operations.</param>
    /// <param name="rights">The rights that they need.</param>
    public RestService(string signingName, IReadOnlyDictionary<string, int> statuses, IEnumerable<RestOperation> operations, RightsTable rights)
    {
        SigningName = signingName;
        Errors = new RestErrorFormat(statuses);
        _rights = rights;
        foreach (var operation in operations)
        {
            rights.Require(operation.Name);
            _operations.Add(operation);
        }
    }

    /// <inheritdoc/>
    public string SigningName { get; }

    /// <inheritdoc/>
    public IEnumerable<string> Operations => _operations.Select(operation => operation.Name);

    /// <inheritdoc/>
    public IErrorFormat Errors { get; }

    /// <summary>Determines whether a request without a signature is for this service.</summary>
    /// <param name="request">The request.</param>
    /// <returns>True if an operation has its method and path; otherwise false.</returns>
    public bool Claims(SandboxRequest request) => Find(request) is not null;

    /// <inheritdoc/>
    public string OperationOf(SandboxRequest request) => Find(request)?.Name ?? string.Empty;

    /// <inheritdoc/>
    public string? AccountOfUnsigned(SandboxRequest request) => null;

    /// <inheritdoc/>
    public SandboxResponse Invoke(ServiceCall call)
    {
        var operation = Find(call.Request)
            ?? throw new AwsErrorException("UnknownOperationException", $"The sandbox does not have {call.Request.Method} {call.Request.Path} of {SigningName}.", 404);
        var input = Read(operation, call.Request);
        operation.Input.Validate(input, echoesValues: true);
        _rights.Check(call, input, Errors);
        return new SandboxResponse(200, ContentType, operation.Handler(call, input).ToJsonString());
    }

    private RestOperation? Find(SandboxRequest request) => _operations.Find(operation => operation.Route.Match(request) is not null);

    private static JsonObject Read(RestOperation operation, SandboxRequest request)
    {
        var input = operation.Route.HasBody ? JsonInput.Read(request) : [];
        foreach (var member in operation.Route.Match(request)!)
        {
            input[member.Key] = member.Value;
        }

        foreach (var member in operation.Query)
        {
            var values = request.Query.Where(pair => pair.Key == member.Parameter).Select(pair => pair.Value).ToList();
            if (values.Count > 0)
            {
                input[member.Name] = member.Kind switch
                {
                    RestQueryKind.List => new JsonArray([.. values.Select(value => JsonValue.Create(value))]),
                    RestQueryKind.Number => Number(member, values[0]),
                    _ => values[0],
                };
            }
        }

        return input;
    }

    // As in a body, the number is JSON text: a value of .NET can be read only as its own type.
    private static JsonNode? Number(RestQueryMember member, string value) =>
        int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? JsonNode.Parse(number.ToString(CultureInfo.InvariantCulture))
            : throw new AwsErrorException("SerializationException", $"The value '{value}' of the parameter '{member.Parameter}' is not an integer.");
}
