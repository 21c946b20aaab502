using System;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Policies;

namespace BitbucketConnections.Engine.Roles;

/// <summary>Reads all documents that decide what a role can do: inline and attached policies, and the permissions boundary.</summary>
internal sealed class RoleDocumentReader
{
    private readonly RoleApi _api;

    public RoleDocumentReader(RoleApi api) => _api = api;

    /// <summary>Determines whether a failure only means that the caller can't read something.</summary>
    public static bool IsUnreadable(ServiceException failure) =>
        failure.Kind is ServiceErrorKind.Service or ServiceErrorKind.EndpointUnreachable or ServiceErrorKind.OperationTimeout;

    /// <summary>Reads the documents.</summary>
    /// <param name="roleName">The role.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The documents; null if the role does not exist.</returns>
    public async Task<RoleDocuments?> ReadAsync(string roleName, CancellationToken cancellationToken)
    {
        var documents = new RoleDocuments(roleName);
        try
        {
            documents.Role = await _api.FindAsync(roleName, cancellationToken).ConfigureAwait(false);
            if (documents.Role is null)
            {
                return null;
            }
        }
        catch (ServiceException failure) when (IsUnreadable(failure))
        {
            documents.Unread.Add(new UnreadDocument("its trust policy and its permissions boundary", failure.ToSentence(), IsLimit: true));
        }

        await ReadBoundaryAsync(documents, cancellationToken).ConfigureAwait(false);
        await ReadInlineAsync(documents, cancellationToken).ConfigureAwait(false);
        await ReadAttachedAsync(documents, cancellationToken).ConfigureAwait(false);
        return documents;
    }

    private async Task ReadBoundaryAsync(RoleDocuments documents, CancellationToken cancellationToken)
    {
        if (documents.Role?.PermissionsBoundary?.PermissionsBoundaryArn is { } arn)
        {
            var name = $"the permissions boundary {arn}";
            documents.Boundary = await TryReadAsync(documents, name, isLimit: true, () => _api.FindManagedPolicyAsync(arn, cancellationToken)).ConfigureAwait(false);
        }
    }

    private async Task ReadInlineAsync(RoleDocuments documents, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var name in await _api.ListPolicyNamesAsync(documents.RoleName, cancellationToken).ConfigureAwait(false))
            {
                Add(documents, await TryReadAsync(
                    documents, $"the inline policy '{name}'", isLimit: false, () => _api.FindPolicyAsync(documents.RoleName, name, cancellationToken)).ConfigureAwait(false));
            }
        }
        catch (ServiceException failure) when (IsUnreadable(failure))
        {
            documents.Unread.Add(new UnreadDocument("the list of its inline policies", failure.ToSentence(), IsLimit: false));
        }
    }

    private async Task ReadAttachedAsync(RoleDocuments documents, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var arn in await _api.ListAttachedPoliciesAsync(documents.RoleName, cancellationToken).ConfigureAwait(false))
            {
                Add(documents, await TryReadAsync(
                    documents, $"the attached policy {arn}", isLimit: false, () => _api.FindManagedPolicyAsync(arn, cancellationToken)).ConfigureAwait(false));
            }
        }
        catch (ServiceException failure) when (IsUnreadable(failure))
        {
            documents.Unread.Add(new UnreadDocument("the list of its attached policies", failure.ToSentence(), IsLimit: false));
        }
    }

    private static void Add(RoleDocuments documents, IamPolicy? policy)
    {
        if (policy is not null)
        {
            documents.Identity.Add(policy);
        }
    }

    private static async Task<IamPolicy?> TryReadAsync(RoleDocuments documents, string what, bool isLimit, Func<Task<string?>> read)
    {
        string reason;
        try
        {
            var text = await read().ConfigureAwait(false);
            if (PolicyText.TryRead(text, IamPolicyKind.Identity) is { } policy)
            {
                return policy;
            }

            reason = text is null ? "It was not found." : "It is not a policy in the form that this module reads.";
        }
        catch (ServiceException failure) when (IsUnreadable(failure))
        {
            reason = failure.ToSentence();
        }

        documents.Unread.Add(new UnreadDocument(what, reason, isLimit));
        return null;
    }
}
