using BitbucketConnections.Sandbox.Http;
using BitbucketConnections.Sandbox.Signing;

namespace BitbucketConnections.Sandbox.Protocols;

/// <summary>Writes the errors of a protocol.</summary>
internal interface IErrorFormat
{
    /// <summary>Writes an error.</summary>
    /// <param name="error">The error.</param>
    /// <param name="requestId">The request id.</param>
    /// <returns>The response.</returns>
    SandboxResponse Write(AwsErrorException error, string requestId);

    /// <summary>Gets the error of this protocol for a signature problem.</summary>
    /// <param name="problem">The problem.</param>
    /// <returns>The error.</returns>
    AwsErrorException Describe(SignatureProblem problem);

    /// <summary>Gets the error of this protocol for a caller without a right.</summary>
    /// <param name="refusal">The missing right.</param>
    /// <returns>The error.</returns>
    AwsErrorException Describe(CallerRefusal refusal);
}
