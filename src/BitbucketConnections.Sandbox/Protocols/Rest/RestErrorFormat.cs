using System.Collections.Generic;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Http;
using BitbucketConnections.Sandbox.Signing;

namespace BitbucketConnections.Sandbox.Protocols.Rest;

/// <summary>Writes errors of the REST JSON protocol: the code is in a header, and each code has its own HTTP status.</summary>
internal sealed class RestErrorFormat : IErrorFormat
{
    /// <summary>The header with the error code.</summary>
    public const string CodeHeader = "x-amzn-ErrorType";

    private const int Forbidden = 403;
    private const int DefaultStatus = 400;

    private readonly IReadOnlyDictionary<string, int> _statuses;

    /// <summary>Initializes a new instance of the <see cref="RestErrorFormat"/> class.</summary>
    /// <param name="statuses">The HTTP statuses in the service model, by error code. All other errors have their own status.</param>
    public RestErrorFormat(IReadOnlyDictionary<string, int> statuses) => _statuses = statuses;

    /// <inheritdoc/>
    public SandboxResponse Write(AwsErrorException error, string requestId)
    {
        var status = error.Status == DefaultStatus && _statuses.TryGetValue(error.Code, out var ofModel) ? ofModel : error.Status;
        var response = new SandboxResponse(status, RestService.ContentType, new JsonObject { ["Message"] = error.Message }.ToJsonString());
        response.Headers[CodeHeader] = error.Code;
        return response;
    }

    /// <inheritdoc/>
    public AwsErrorException Describe(SignatureProblem problem) => new(
        problem.Kind switch
        {
            SignatureProblemKind.Missing => "MissingAuthenticationTokenException",
            SignatureProblemKind.Incomplete => "IncompleteSignatureException",
            SignatureProblemKind.UnknownKey => "UnrecognizedClientException",
            SignatureProblemKind.ExpiredToken => "ExpiredTokenException",
            _ => "InvalidSignatureException",
        },
        problem.Message,
        Forbidden);

    /// <inheritdoc/>
    public AwsErrorException Describe(CallerRefusal refusal) => new("AccessDeniedException", refusal.Message, Forbidden);
}
