using System;
using System.Threading;
using System.Threading.Tasks;
using Amazon.Runtime;
using BitbucketConnections.Engine.Calls;

namespace BitbucketConnections.Engine.Credentials;

/// <summary>Credentials whose failures are told with the place they are from and what to do about it, and that a stopped call does not wait for.</summary>
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
        if (inner is BasicAWSCredentials or SessionAWSCredentials)
        {
            return inner.GetCredentials();
        }

        // On a thread of its own, as the SDK sleeps between its tries; a stop leaves it to itself.
        var stop = CallScope.Current?.Stop ?? CancellationToken.None;
        var asked = Task.Run(inner.GetCredentialsAsync, CancellationToken.None);
        var stopped = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        using (stop.Register(() => stopped.TrySetResult(true)))
        {
            await Task.WhenAny(asked, stopped.Task).ConfigureAwait(false);
        }

        stop.ThrowIfCancellationRequested();
        try
        {
            return await asked.ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            throw failures.Explain(failure);
        }
    }
}
