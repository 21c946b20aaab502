using System.Collections.Generic;
using BitbucketConnections.Sandbox.Http;

namespace BitbucketConnections.Sandbox.Protocols;

/// <summary>A service of the sandbox: its protocol and its operations.</summary>
internal interface IAwsService
{
    /// <summary>Gets the name that signatures are scoped to, such as <c>codepipeline</c>.</summary>
    string SigningName { get; }

    /// <summary>Gets the API names of the operations that it answers.</summary>
    IEnumerable<string> Operations { get; }

    /// <summary>Gets the writer of errors of the protocol.</summary>
    IErrorFormat Errors { get; }

    /// <summary>Gets the operation of a request.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The operation's API name, known or not.</returns>
    string OperationOf(SandboxRequest request);

    /// <summary>Finds the account that a request without a signature is for.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The account; null when the operation must be signed.</returns>
    string? AccountOfUnsigned(SandboxRequest request);

    /// <summary>Answers a request whose signature is good or not needed. Called with the state locked; must not wait.</summary>
    /// <param name="call">The request and who made it.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="AwsErrorException">The service refuses.</exception>
    SandboxResponse Invoke(ServiceCall call);
}
