using System.Xml.Linq;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Http;
using BitbucketConnections.Sandbox.Protocols;
using BitbucketConnections.Sandbox.Signing;

namespace BitbucketConnections.Sandbox.Storage;

/// <summary>Writes S3 errors, as XML without a namespace.</summary>
internal sealed class S3ErrorFormat : IErrorFormat
{
    /// <inheritdoc/>
    public SandboxResponse Write(AwsErrorException error, string requestId)
    {
        var body = new XElement(
            "Error",
            new XElement("Code", error.Code),
            new XElement("Message", error.Message),
            new XElement("RequestId", requestId));
        var response = new SandboxResponse(error.Status, "application/xml", XmlBody.Write(body));
        response.Headers[S3Service.RequestIdHeader] = requestId;
        if (error.Header is { } header)
        {
            response.Headers[header.Name] = header.Value;
        }

        return response;
    }

    /// <inheritdoc/>
    public AwsErrorException Describe(SignatureProblem problem) => problem.Kind switch
    {
        SignatureProblemKind.Missing => new AwsErrorException("AccessDenied", "Access Denied", 403),
        SignatureProblemKind.Incomplete => new AwsErrorException("AuthorizationHeaderMalformed", problem.Message),
        SignatureProblemKind.WrongScope => new AwsErrorException("AuthorizationHeaderMalformed", problem.Message),
        SignatureProblemKind.UnknownKey => new AwsErrorException(
            "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.", 403),
        SignatureProblemKind.ExpiredToken => new AwsErrorException("ExpiredToken", "The provided token has expired."),
        SignatureProblemKind.LifetimeOver => new AwsErrorException("AccessDenied", "Request has expired", 403),
        SignatureProblemKind.Expired or SignatureProblemKind.NotYetValid => new AwsErrorException(
            "RequestTimeTooSkewed", "The difference between the request time and the current time is too large.", 403),
        SignatureProblemKind.BodyMismatch => new AwsErrorException("XAmzContentSHA256Mismatch", problem.Message),
        _ => new AwsErrorException(
            "SignatureDoesNotMatch",
            "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
            403),
    };

    /// <inheritdoc/>
    public AwsErrorException Describe(CallerRefusal refusal) => new(
        "AccessDenied", refusal.IsCrossAccount ? "Access Denied" : refusal.MessageWith(refusal.ResourceName is { } name ? $" on resource: \"{name}\"" : string.Empty), 403);
}
