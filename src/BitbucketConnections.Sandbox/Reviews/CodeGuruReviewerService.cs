using System;
using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Sandbox.Protocols.Rest;

namespace BitbucketConnections.Sandbox.Reviews;

/// <summary>CodeGuru Reviewer, with associations of repositories only. It reviews nothing.</summary>
internal static class CodeGuruReviewerService
{
    private static readonly Dictionary<string, int> s_statuses = new(StringComparer.Ordinal)
    {
        ["AccessDeniedException"] = 403,
        ["NotFoundException"] = 404,
        ["ResourceNotFoundException"] = 404,
        ["ConflictException"] = 409,
        ["ThrottlingException"] = 429,
        ["InternalServerException"] = 500,
    };

    /// <summary>Creates the service.</summary>
    /// <returns>The service.</returns>
    public static RestService Make() => new(
        "codeguru-reviewer", s_statuses, AssociationOperations.All().Concat(AssociationTags.All()), AssociationRights.Table);
}
