using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Callers;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Protocols;

namespace BitbucketConnections.Sandbox.Identity;

/// <summary>Finds the user of a call.</summary>
internal static class RequestedUser
{
    /// <summary>Finds a user of the caller's account.</summary>
    /// <param name="call">The call.</param>
    /// <param name="input">Its parameters, with or without <c>UserName</c>.</param>
    /// <returns>The user.</returns>
    /// <exception cref="AwsErrorException">The user does not exist, or a role session does not specify a user.</exception>
    public static UserRecord Find(ServiceCall call, JsonObject input)
    {
        var name = NameOf(call, input) ?? throw new AwsErrorException("ValidationException", "Must specify userName when calling with non-User credentials");
        return call.Account.Part<UserStore>().ByName.TryGetValue(name, out var user) ? user : throw NotFound(name);
    }

    /// <summary>Gets the name of the user: the specified one, or the caller.</summary>
    /// <param name="call">The call.</param>
    /// <param name="input">Its parameters.</param>
    /// <returns>The name; null for a role session that does not specify a user.</returns>
    public static string? NameOf(ServiceCall call, JsonObject input) =>
        input.Text("UserName") ?? call.User?.Name ?? (call.IsAdministrator ? SandboxCredentials.UserName : null);

    private static AwsErrorException NotFound(string name) => new("NoSuchEntity", $"The user with name {name} cannot be found.", 404);
}
