using System;
using System.Collections.Generic;

namespace BitbucketConnections.Policies;

/// <summary>A request to authorize: who does what on which resource, and in which context.</summary>
public sealed class IamRequest
{
    private readonly HashSet<string> _absent = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, IamContextValue> _context = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Initializes a new instance of the <see cref="IamRequest"/> class.</summary>
    /// <param name="principal">The caller.</param>
    /// <param name="action">The action, such as <c>s3:GetObject</c>.</param>
    /// <param name="resource">The ARN of the resource; <c>*</c> for an action without resources.</param>
    public IamRequest(IamPrincipal principal, string action, string resource)
    {
        Principal = principal;
        Action = action;
        Resource = resource;
        if (principal.Arn is { } arn)
        {
            With("aws:PrincipalArn", arn);
        }

        if (principal.AccountId is { } account)
        {
            With("aws:PrincipalAccount", account);
        }
    }

    /// <summary>Gets the caller.</summary>
    public IamPrincipal Principal { get; }

    /// <summary>Gets the action.</summary>
    public string Action { get; }

    /// <summary>Gets the ARN of the resource, or <c>*</c>.</summary>
    public string Resource { get; }

    /// <summary>
    /// Gets what is assumed of context keys that the request does not have. A caller that does not know the whole context evaluates
    /// with both assumptions: the decision is known if both evaluations agree.
    /// </summary>
    public IamMissingKeys MissingKeys { get; init; }

    /// <summary>Sets a context key with one value.</summary>
    /// <param name="key">The key, such as <c>aws:ResourceAccount</c>.</param>
    /// <param name="value">The value.</param>
    /// <returns>This request.</returns>
    public IamRequest With(string key, string value)
    {
        _context[key] = new IamContextValue(false, [value]);
        return this;
    }

    /// <summary>Sets a context key that can have several values, such as <c>aws:TagKeys</c>.</summary>
    /// <param name="key">The key.</param>
    /// <param name="values">The values. IAM does not set a key without values.</param>
    /// <returns>This request.</returns>
    public IamRequest WithList(string key, IReadOnlyList<string> values)
    {
        if (values.Count > 0)
        {
            _context[key] = new IamContextValue(true, values);
        }

        return this;
    }

    /// <summary>Sets that the call certainly does not have a context key. <see cref="MissingKeys"/> does not apply to it.</summary>
    /// <param name="key">The key.</param>
    /// <returns>This request.</returns>
    public IamRequest Without(string key)
    {
        _absent.Add(key);
        return this;
    }

    /// <summary>Determines whether it is known that the request does not have a key.</summary>
    /// <param name="key">The key in any case.</param>
    /// <returns>True if it certainly does not have it.</returns>
    internal bool IsWithout(string key) => _absent.Contains(key);

    /// <summary>Finds a context key.</summary>
    /// <param name="key">The key in any case.</param>
    /// <returns>Its values; null if the request does not have the key.</returns>
    internal IamContextValue? Find(string key) => _context.TryGetValue(key, out var value) ? value : null;
}

/// <summary>The values of a context key.</summary>
internal sealed class IamContextValue
{
    public IamContextValue(bool isList, IReadOnlyList<string> values)
    {
        IsList = isList;
        Values = values;
    }

    /// <summary>Gets a value indicating whether the key can have several values.</summary>
    public bool IsList { get; }

    public IReadOnlyList<string> Values { get; }
}
