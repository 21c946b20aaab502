using System;
using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Policies;

namespace BitbucketConnections.Sandbox.Protocols;

/// <summary>A right that a caller needs for a call.</summary>
internal sealed class CallerRight
{
    private readonly List<Action<IamRequest>> _context = [];

    /// <summary>Initializes a new instance of the <see cref="CallerRight"/> class.</summary>
    /// <param name="action">The IAM action.</param>
    /// <param name="resource">The ARN of the resource; <c>*</c> for an action without resources.</param>
    public CallerRight(string action, string resource)
    {
        Action = action;
        Resource = resource;
        ResourceName = resource;
    }

    /// <summary>Gets the IAM action.</summary>
    public string Action { get; }

    /// <summary>Gets the ARN of the resource, or <c>*</c>.</summary>
    public string Resource { get; }

    /// <summary>Gets the resource as messages have it; null for none. Default: the ARN.</summary>
    public string? ResourceName { get; init; }

    /// <summary>Gets the account of the resource; null for the account of the caller.</summary>
    public string? ResourceAccountId { get; init; }

    /// <summary>Gets the policy of the resource, or null.</summary>
    public IamPolicy? ResourcePolicy { get; init; }

    /// <summary>Gets a value indicating whether the policy of the resource must allow in the same account too, as for keys.</summary>
    public bool IsResourcePolicyRequired { get; init; }

    /// <summary>Adds a condition key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value; null to omit the key.</param>
    /// <returns>This right.</returns>
    public CallerRight With(string key, string? value)
    {
        if (value is not null)
        {
            _context.Add(request => request.With(key, value));
        }

        return this;
    }

    /// <summary>Adds the condition keys of the tags in the request.</summary>
    /// <param name="tags">The tags.</param>
    /// <returns>This right.</returns>
    public CallerRight WithRequestTags(IEnumerable<KeyValuePair<string, string>> tags)
    {
        var given = tags.ToList();
        foreach (var tag in given)
        {
            With("aws:RequestTag/" + tag.Key, tag.Value);
        }

        return WithTagKeys(given.Select(tag => tag.Key));
    }

    /// <summary>Adds the condition key of the tag keys in the request.</summary>
    /// <param name="keys">The keys.</param>
    /// <returns>This right.</returns>
    public CallerRight WithTagKeys(IEnumerable<string> keys) => WithList("aws:TagKeys", [.. keys.Distinct(StringComparer.Ordinal)]);

    /// <summary>Adds the condition keys of the tags that the resource has.</summary>
    /// <param name="tags">The tags; null for a resource that does not exist.</param>
    /// <param name="prefix">The part of the key before the key of the tag.</param>
    /// <returns>This right.</returns>
    public CallerRight WithResourceTags(IEnumerable<KeyValuePair<string, string>>? tags, string prefix = "aws:ResourceTag/")
    {
        foreach (var tag in tags ?? [])
        {
            With(prefix + tag.Key, tag.Value);
        }

        return this;
    }

    /// <summary>Adds a condition key that can have several values.</summary>
    /// <param name="key">The key.</param>
    /// <param name="values">The values.</param>
    /// <returns>This right.</returns>
    public CallerRight WithList(string key, IReadOnlyList<string> values)
    {
        _context.Add(request => request.WithList(key, values));
        return this;
    }

    /// <summary>Creates the request to evaluate.</summary>
    /// <param name="caller">The caller.</param>
    /// <returns>The request, with the condition keys of this right.</returns>
    public IamRequest Request(IamPrincipal caller)
    {
        var request = new IamRequest(caller, Action, Resource);
        _context.ForEach(add => add(request));
        return request;
    }
}
