using System;
using System.Xml.Linq;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Http;
using BitbucketConnections.Sandbox.Signing;

namespace BitbucketConnections.Sandbox.Protocols.Query;

/// <summary>Writes errors of the query protocol.</summary>
internal sealed class QueryErrorFormat : IErrorFormat
{
    private const int AuthorizationIdLength = 25;

    private readonly XNamespace _namespace;

    /// <summary>Initializes a new instance of the <see cref="QueryErrorFormat"/> class.</summary>
    /// <param name="ns">The service's XML namespace.</param>
    public QueryErrorFormat(XNamespace ns) => _namespace = ns;

    /// <inheritdoc/>
    public SandboxResponse Write(AwsErrorException error, string requestId)
    {
        // The JSON services use the same shapes, but have other names for input errors.
        var code = error.Code switch
        {
            "ValidationException" => "ValidationError",
            "SerializationException" => "MalformedInput",
            _ => error.Code,
        };
        var body = new XElement(
            _namespace + "ErrorResponse",
            new XElement(
                _namespace + "Error",
                new XElement(_namespace + "Type", error.Status < 500 ? "Sender" : "Receiver"),
                new XElement(_namespace + "Code", code),
                new XElement(_namespace + "Message", error.Message)),
            new XElement(_namespace + "RequestId", requestId));
        return new SandboxResponse(error.Status, "text/xml", XmlBody.Write(body));
    }

    /// <inheritdoc/>
    public AwsErrorException Describe(SignatureProblem problem) => problem.Kind switch
    {
        SignatureProblemKind.Missing => new AwsErrorException("MissingAuthenticationToken", "Request is missing Authentication Token", 403),
        SignatureProblemKind.Incomplete => new AwsErrorException("IncompleteSignature", problem.Message),
        SignatureProblemKind.UnknownKey => new AwsErrorException("InvalidClientTokenId", problem.Message, 403),
        SignatureProblemKind.ExpiredToken => new AwsErrorException("ExpiredToken", problem.Message, 403),
        _ => new AwsErrorException("SignatureDoesNotMatch", problem.Message, 403),
    };

    /// <inheritdoc/>
    public AwsErrorException Describe(CallerRefusal refusal)
    {
        // Recorded from IAM. A call that another service makes for the caller gets the error of that service, without the link.
        var id = Guid.NewGuid().ToString("N").Substring(0, AuthorizationIdLength);
        return new AwsErrorException(
            "AccessDenied",
            $"{refusal.Message}. Go to https://us-east-1.console.aws.amazon.com/iam/home?region=us-east-1#/authorization-details/{id} for complete details, "
            + $"or call the GetRequestAuthorizationDetails API with the following authorization id: {id}",
            403);
    }
}
