using System;
using System.Threading.Tasks;
using Amazon.Runtime;

namespace BitbucketConnections.Engine.Credentials;

/// <summary>Credentials whose failures are told with the place they are from and what to do about it.</summary>
internal sealed class ExplainedCredentials(AWSCredentials inner, CredentialFailures failures) : AWSCredentials
{
    public override ImmutableCredentials GetCredentials()
    {
        try
        {
            return inner.GetCredentials();
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            throw failures.Explain(failure);
        }
    }

    public override async Task<ImmutableCredentials> GetCredentialsAsync()
    {
        try
        {
            return await inner.GetCredentialsAsync().ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            throw failures.Explain(failure);
        }
    }
}
