using System;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections;

/// <summary>
/// Credentials that an object of the caller holds, such as an object of another copy of the AWS SDK. They are read
/// again for each signature, so the object can refresh them. Two instances are equal if they have the same holder.
/// </summary>
public sealed class HeldCredentials : IEquatable<HeldCredentials>
{
    private readonly object _holder;
    private readonly Func<CancellationToken, Task<CredentialValues>> _get;

    /// <summary>Initializes a new instance of the <see cref="HeldCredentials"/> class.</summary>
    /// <param name="holder">The object; its identity distinguishes sessions.</param>
    /// <param name="get">Gets the current keys from the object.</param>
    public HeldCredentials(object holder, Func<CancellationToken, Task<CredentialValues>> get)
    {
        _holder = holder;
        _get = get;
    }

    /// <summary>Gets the current keys from the object.</summary>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The keys.</returns>
    public Task<CredentialValues> GetAsync(CancellationToken cancellationToken) => _get(cancellationToken);

    /// <inheritdoc/>
    public bool Equals(HeldCredentials? other) => other is not null && ReferenceEquals(_holder, other._holder);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as HeldCredentials);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(_holder);
}
