using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Http;
using BitbucketConnections.Sandbox.Signing;

namespace BitbucketConnections.Sandbox.Protocols.Json;

/// <summary>Writes errors of the JSON protocols: <c>__type</c>, and a message member whose case depends on the service. An error without a message has no such member.</summary>
internal sealed class JsonErrorFormat : IErrorFormat
{
    private readonly string _contentType;
    private readonly string _messageMember;

    /// <summary>Initializes a new instance of the <see cref="JsonErrorFormat"/> class.</summary>
    /// <param name="contentType">The protocol's content type.</param>
    /// <param name="messageMember"><c>Message</c> or <c>message</c>.</param>
    public JsonErrorFormat(string contentType, string messageMember)
    {
        _contentType = contentType;
        _messageMember = messageMember;
    }

    /// <inheritdoc/>
    public SandboxResponse Write(AwsErrorException error, string requestId)
    {
        var body = new JsonObject { ["__type"] = error.Code };
        if (error.Message.Length > 0)
        {
            body[_messageMember] = error.Message;
        }

        return new SandboxResponse(error.Status, _contentType, body.ToJsonString());
    }

    /// <inheritdoc/>
    public AwsErrorException Describe(SignatureProblem problem) => problem.Kind switch
    {
        SignatureProblemKind.Missing => new AwsErrorException("MissingAuthenticationTokenException", problem.Message),
        SignatureProblemKind.Incomplete => new AwsErrorException("IncompleteSignatureException", problem.Message),
        SignatureProblemKind.UnknownKey => new AwsErrorException("UnrecognizedClientException", problem.Message),
        SignatureProblemKind.ExpiredToken => new AwsErrorException("ExpiredTokenException", problem.Message),
        _ => new AwsErrorException("InvalidSignatureException", problem.Message),
    };

    /// <inheritdoc/>
    public AwsErrorException Describe(CallerRefusal refusal) => new("AccessDeniedException", refusal.Message);
}
