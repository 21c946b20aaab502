using System;
using System.Threading;
using System.Threading.Tasks;
using Amazon.Runtime;
using BitbucketConnections.Engine.Calling;

namespace BitbucketConnections.Engine.Credentials;

/// <summary>Wraps credentials: adds their source and advice to errors, and limits the time to wait for them.</summary>
internal sealed class ExplainedCredentials(AWSCredentials inner, CredentialFailures failures, TimeSpan limit) : AWSCredentials
{
    private readonly object _asking = new();
    private (Task<ImmutableCredentials> Task, CancellationToken Stop) _asked = (Task.FromResult<ImmutableCredentials>(null!), default);

    public override ImmutableCredentials GetCredentials()
    {
        try
        {
            return failures.Check(inner.GetCredentials());
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
            return failures.Check(inner.GetCredentials());
        }

        var stop = CallScope.Current?.Stop ?? CancellationToken.None;
        var asked = Ask(stop);
        var over = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        using (var patience = CancellationTokenSource.CreateLinkedTokenSource(stop))
        using (patience.Token.Register(() => over.TrySetResult(true)))
        {
            patience.CancelAfter(limit);
            var first = await Task.WhenAny(asked, over.Task).ConfigureAwait(false);
            stop.ThrowIfCancellationRequested();
            if (first != asked)
            {
                throw failures.TookTooLong(limit);
            }
        }

        try
        {
            return failures.Check(await asked.ConfigureAwait(false));
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            throw failures.Explain(failure);
        }
    }

    // The calls of one command share the result, so a wrong MFA code or a denied role fails them all, without another prompt for each. Runs on a
    // separate thread, because the SDK sleeps between retries. Cancellation or a timeout abandons the thread.
    private Task<ImmutableCredentials> Ask(CancellationToken stop)
    {
        lock (_asking)
        {
            if (_asked.Task.IsCompleted || _asked.Stop != stop)
            {
                _asked = (Task.Run(inner.GetCredentialsAsync, CancellationToken.None), stop);
            }

            return _asked.Task;
        }
    }
}
