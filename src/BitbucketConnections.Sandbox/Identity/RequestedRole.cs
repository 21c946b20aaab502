using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Protocols;

namespace BitbucketConnections.Sandbox.Identity;

/// <summary>Finds the role of a call.</summary>
internal static class RequestedRole
{
    /// <summary>Finds a role of the caller's account.</summary>
    /// <param name="call">The call.</param>
    /// <param name="input">Its parameters, with <c>RoleName</c>.</param>
    /// <returns>The role.</returns>
    /// <exception cref="AwsErrorException">The role does not exist.</exception>
    public static RoleRecord Find(ServiceCall call, JsonObject input)
    {
        var name = input.Text("RoleName")!;
        return call.Account.Part<RoleStore>().ByName.TryGetValue(name, out var role)
            ? role
            : throw new AwsErrorException("NoSuchEntity", $"The role with name {name} cannot be found.", 404);
    }
}
