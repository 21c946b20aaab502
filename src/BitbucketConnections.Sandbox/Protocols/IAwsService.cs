using System.Collections.Generic;
using BitbucketConnections.Sandbox.Http;

namespace BitbucketConnections.Sandbox.Protocols;

/// <summary>A service of the sandbox, with its protocol and operations.</summary>
internal interface IAwsService
{
    /// <summary>Gets the service name in the scope of signatures, such as <c>codepipeline</c>.</summary>
    string SigningName { get; }

    /// <summary>Gets the API names of the operations that it supports.</summary>
    IEnumerable<string> Operations { get; }

    /// <summary>Gets the writer of errors of the protocol.</summary>
    IErrorFormat Errors { get; }

    /// <summary>Gets the operation of a request.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The API name of the operation, which may be unknown.</returns>
    string OperationOf(SandboxRequest request);

    /// <summary>Finds the account of a request without a signature.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The account; null if the operation requires a signature.</returns>
    string? AccountOfUnsigned(SandboxRequest request);

    /// <summary>Handles a request whose signature is valid or not required. The caller holds the lock of the state, so the method must not wait.</summary>
    /// <param name="call">The request and its caller.</param>
    /// <returns>The response.</returns>
    /// <exception cref="AwsErrorException">The service returns an error.</exception>
    SandboxResponse Invoke(ServiceCall call);
}
