using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Policies;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Protocols;

namespace BitbucketConnections.Sandbox.Identity;

/// <summary>The requests to authorize when a caller assumes a role. Tags and a source identity have actions of their own.</summary>
internal static class AssumeRoleRequest
{
    /// <summary>Gets the requests of a call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="input">Its parameters.</param>
    /// <param name="tags">The tags of the session.</param>
    /// <returns>The requests. The role must allow all of them.</returns>
    public static IEnumerable<IamRequest> Of(ServiceCall call, JsonObject input, SessionTags tags)
    {
        yield return Make(call, input, tags, "sts:AssumeRole");
        if (tags.Tags.Count > 0)
        {
            yield return Make(call, input, tags, "sts:TagSession");
        }

        if (IdentityOf(call, input) is not null)
        {
            yield return Make(call, input, tags, "sts:SetSourceIdentity");
        }
    }

    private static IamRequest Make(ServiceCall call, JsonObject input, SessionTags tags, string action)
    {
        var request = CallerAuthorizer.WithCaller(new IamRequest(call.Caller, action, input.Text("RoleArn")!), call).With("sts:RoleSessionName", input.Text("RoleSessionName")!);
        foreach (var tag in tags.Tags)
        {
            request.With("aws:RequestTag/" + tag.Key, tag.Value);
        }

        request.WithList("aws:TagKeys", [.. tags.Tags.Select(tag => tag.Key)]).WithList("sts:TransitiveTagKeys", tags.TransitiveKeys);
        if (input.Text("ExternalId") is { } externalId)
        {
            request.With("sts:ExternalId", externalId);
        }

        if (IdentityOf(call, input) is { } identity)
        {
            request.With("sts:SourceIdentity", identity);
        }

        return input.Text("SerialNumber") is null ? request : request.With("aws:MultiFactorAuthPresent", "true");
    }

    // A chained session keeps the identity.
    private static string? IdentityOf(ServiceCall call, JsonObject input) => input.Text("SourceIdentity") ?? call.AssumedRole?.SourceIdentity;
}
