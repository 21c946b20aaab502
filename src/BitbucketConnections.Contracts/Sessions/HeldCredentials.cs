using System;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections;

/// <summary>
/// Credentials that an object of the caller holds, such as one of another copy of the AWS SDK. They are asked for
/// anew whenever a call is signed, so that the object refreshes them. Two are equal when they have the same holder.
/// </summary>
public sealed class HeldCredentials : IEquatable<HeldCredentials>
{
    private readonly object _holder;
    private readonly Func<CancellationToken, Task<CredentialValues>> _get;

    /// <summary>Initializes a new instance of the <see cref="HeldCredentials"/> class.</summary>
    /// <param name="holder">The object; its identity tells sessions apart.</param>
    /// <param name="get">Asks the object for what counts now.</param>
    public HeldCredentials(object holder, Func<CancellationToken, Task<CredentialValues>> get)
    {
        _holder = holder;
        _get = get;
    }

    /// <summary>Asks the object for what counts now.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The keys.</returns>
    public Task<CredentialValues> GetAsync(CancellationToken cancellationToken) => _get(cancellationToken);

    /// <inheritdoc/>
    public bool Equals(HeldCredentials? other) => other is not null && ReferenceEquals(_holder, other._holder);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as HeldCredentials);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(_holder);
}
