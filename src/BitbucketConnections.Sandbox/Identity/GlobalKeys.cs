using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using BitbucketConnections.Policies;
using BitbucketConnections.Sandbox.Formats;

namespace BitbucketConnections.Sandbox.Identity;

/// <summary>The global condition keys (IAM user guide, "AWS global condition context keys") of the requests of callers, services and roles.</summary>
internal static class GlobalKeys
{
    /// <summary>Adds the keys that every request has.</summary>
    /// <param name="request">The request.</param>
    /// <param name="now">The time of the request.</param>
    /// <param name="region">The Region that the request is sent to.</param>
    /// <returns>The request.</returns>
    public static IamRequest WithRequest(this IamRequest request, DateTimeOffset now, string region) => request
        .With("aws:CurrentTime", Iso8601.Write(now))
        .With("aws:EpochTime", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture))
        .With("aws:RequestedRegion", region)
        .With("aws:SecureTransport", "true")
        .With("aws:ViaAWSService", "false")
        .With("aws:PrincipalIsAWSService", request.Principal.Type == "Service" ? "true" : "false");

    /// <summary>Adds the keys of the session of a role.</summary>
    /// <param name="request">The request.</param>
    /// <param name="userId">The id of the role and the name of the session, with a colon.</param>
    /// <param name="issued">The time when the role was assumed.</param>
    /// <returns>The request.</returns>
    public static IamRequest WithSession(this IamRequest request, string userId, DateTimeOffset issued) => request
        .With("aws:PrincipalType", "AssumedRole")
        .With("aws:userid", userId)
        .With("aws:TokenIssueTime", Iso8601.Write(issued));

    /// <summary>Adds the tags of the caller.</summary>
    /// <param name="request">The request.</param>
    /// <param name="tags">The tags of the user or role, then those of the session, which take precedence.</param>
    /// <returns>The request.</returns>
    public static IamRequest WithPrincipalTags(this IamRequest request, IEnumerable<KeyValuePair<string, string>> tags) =>
        tags.Aggregate(request, (tagged, tag) => tagged.With("aws:PrincipalTag/" + tag.Key, tag.Value));
}
