using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Protocols;
using BitbucketConnections.Sandbox.Protocols.Json;

namespace BitbucketConnections.Sandbox.Builds;

/// <summary>Imports, lists and deletes the credentials that CodeBuild uses for repositories. Their secrets are not stored.</summary>
internal static class SourceCredentialOperations
{
    /// <summary>Gets the operations.</summary>
    /// <returns>The operations.</returns>
    public static IEnumerable<JsonOperation> All() =>
    [
        new("ImportSourceCredentials", BuildShapes.ImportCredentials, Import),
        new("ListSourceCredentials", new Shapes.StructureShape(), List),
        new("DeleteSourceCredentials", BuildShapes.DeleteCredentials, Delete),
    ];

    // One for each kind of server and of authentication: an import replaces the one before, unless shouldOverwrite is false.
    private static JsonObject Import(ServiceCall call, JsonObject input)
    {
        var (server, kind) = (input.Text("serverType")!, input.Text("authType")!);
        if (input.ContainsKey("username") != (kind == "BASIC_AUTH"))
        {
            throw new AwsErrorException("InvalidInputException", "A username is required for the authentication type BASIC_AUTH, and not valid for others.");
        }

        var credentials = call.RegionState.Part<SourceCredentialStore>().ByArn;
        var existing = credentials.Values.FirstOrDefault(one => one.Server == server && one.Kind == kind);
        if (existing is not null && input["shouldOverwrite"]?.GetValue<bool>() == false)
        {
            throw new AwsErrorException("ResourceAlreadyExistsException", $"Access token with server type {server} already exists. Delete its source credential and try again.");
        }

        var arn = existing?.Arn ?? $"arn:{call.Partition}:codebuild:{call.Region}:{call.AccountId}:token/{server.ToLowerInvariant()}-{Guid.NewGuid()}";
        credentials[arn] = new SourceCredentialRecord(arn, server, kind, kind is "CODECONNECTIONS" or "SECRETS_MANAGER" ? input.Text("token") : null);
        return new JsonObject { ["arn"] = arn };
    }

    private static JsonObject List(ServiceCall call, JsonObject input) => new()
    {
        ["sourceCredentialsInfos"] = new JsonArray([.. call.RegionState.Part<SourceCredentialStore>().ByArn.Values.Select(one =>
        {
            var info = new JsonObject { ["arn"] = one.Arn, ["serverType"] = one.Server, ["authType"] = one.Kind };
            if (one.Resource is { } resource)
            {
                info["resource"] = resource;
            }

            return (JsonNode)info;
        })]),
    };

    private static JsonObject Delete(ServiceCall call, JsonObject input)
    {
        var arn = input.Text("arn")!;
        return call.RegionState.Part<SourceCredentialStore>().ByArn.Remove(arn)
            ? new JsonObject { ["arn"] = arn }
            : throw new AwsErrorException("ResourceNotFoundException", $"Could not find source credentials with ARN {arn}");
    }
}
