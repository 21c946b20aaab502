using BitbucketConnections.Sandbox.Http;
using BitbucketConnections.Sandbox.Signing;

namespace BitbucketConnections.Sandbox.Protocols;

/// <summary>How a protocol writes errors.</summary>
internal interface IErrorFormat
{
    /// <summary>Writes an error.</summary>
    /// <param name="error">The error.</param>
    /// <param name="requestId">The request id.</param>
    /// <returns>The answer.</returns>
    SandboxResponse Write(AwsErrorException error, string requestId);

    /// <summary>Names what is wrong with a request's signature in the words of the services of this protocol.</summary>
    /// <param name="problem">What is wrong.</param>
    /// <returns>The error.</returns>
    AwsErrorException Describe(SignatureProblem problem);
}
