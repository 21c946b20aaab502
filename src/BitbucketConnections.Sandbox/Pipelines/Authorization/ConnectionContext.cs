using System.Linq;
using BitbucketConnections.Policies;
using BitbucketConnections.Sandbox.Pipelines.Declarations;

namespace BitbucketConnections.Sandbox.Pipelines.Authorization;

/// <summary>The condition keys of UseConnection.</summary>
internal static class ConnectionContext
{
    /// <summary>Adds the keys of a source action, as a fetch of its repository has them.</summary>
    /// <param name="request">The request to use the connection.</param>
    /// <param name="declared">The source action.</param>
    public static void Add(IamRequest request, DeclaredAction declared)
    {
        // The keys have the prefix of the action.
        var prefix = request.Action.Substring(0, request.Action.IndexOf(':') + 1);
        var repository = declared.Configuration("FullRepositoryId")!;
        request
            .With(prefix + "FullRepositoryId", repository)
            .With(prefix + "OwnerId", repository.Split('/')[0])
            .With(prefix + "RepositoryName", repository.Split('/').Last())
            .With(prefix + "BranchName", declared.Configuration("BranchName")!)
            .With(prefix + "ProviderAction", "StartUploadArchiveToS3")
            .With(prefix + "ProviderPermissionsRequired", "read_only");
    }
}
