using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using BitbucketConnections.Policies;
using BitbucketConnections.Sandbox.Callers;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Protocols;
using BitbucketConnections.Sandbox.Protocols.Query;
using static BitbucketConnections.Sandbox.Protocols.Query.QueryOperation;

namespace BitbucketConnections.Sandbox.Identity;

/// <summary>Handles the operations that assume roles. Does not check MFA codes.</summary>
internal static class AssumeRoleOperations
{
    private const int DefaultSeconds = 3600;

    /// <summary>Gets the operations.</summary>
    /// <returns>The operations.</returns>
    public static IEnumerable<QueryOperation> All() =>
    [
        new("AssumeRole", StsShapes.AssumeRole, Assume),
        new("AssumeRoleWithWebIdentity", StsShapes.AssumeRoleWithWebIdentity, AssumeWithWebIdentity) { AccountOfUnsigned = AccountOfRole },
    ];

    private static object[] Assume(ServiceCall call, JsonObject input)
    {
        var request = CallerAuthorizer.WithCaller(new IamRequest(call.Caller, "sts:AssumeRole", input.Text("RoleArn")!), call).With("sts:RoleSessionName", input.Text("RoleSessionName")!);
        if (input.Text("ExternalId") is { } externalId)
        {
            request.With("sts:ExternalId", externalId);
        }

        if (input.Text("SerialNumber") is not null)
        {
            request.With("aws:MultiFactorAuthPresent", "true");
        }

        var role = Find(call, input, arn => RoleAccess.Trusts(call.State, arn, request, CallerPolicies.Of(call)))
            ?? throw new AwsErrorException(
                "AccessDenied", $"User: {call.CallerArn} is not authorized to perform: sts:AssumeRole on resource: {input.Text("RoleArn")}", 403);
        return Session(call, input, role);
    }

    private static object[] AssumeWithWebIdentity(ServiceCall call, JsonObject input)
    {
        var token = WebIdentityToken.Read(input.Text("WebIdentityToken")!, call.Now);
        var role = Find(call, input, arn => RoleAccess.TrustsWebIdentity(call.State, arn, token))
            ?? throw new AwsErrorException("AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity", 403);
        return
        [
            Element("SubjectFromWebIdentityToken", token.Subject),
            Element("Audience", token.Audience),
            Element("Provider", token.Issuer),
            .. Session(call, input, role),
        ];
    }

    // As on AWS, a missing role and a role that does not trust the caller give the same error.
    private static RoleRecord? Find(ServiceCall call, JsonObject input, Func<string, bool> isTrusted) =>
        isTrusted(input.Text("RoleArn")!) ? RoleStore.FindByArn(call.State, input.Text("RoleArn")!) : null;

    private static XElement[] Session(ServiceCall call, JsonObject input, RoleRecord role)
    {
        var seconds = input.Text("DurationSeconds") is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : DefaultSeconds;
        if (seconds > role.MaximumSessionSeconds)
        {
            throw new AwsErrorException("ValidationException", "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
        }

        var account = Arn.TryParse(role.Arn, out var arn) ? arn.AccountId : call.AccountId;
        var session = new RoleSessionToken(role.Name, role.Path, input.Text("RoleSessionName")!, call.Now.AddSeconds(seconds)) { Policy = SessionPolicy(input) };
        return
        [
            Element(
                "Credentials",
                Element("AccessKeyId", SandboxCredentials.AccessKeyIdOf(account)),
                Element("SecretAccessKey", SandboxCredentials.SecretAccessKey),
                Element("SessionToken", session.ToString()),
                Element("Expiration", Iso8601.Write(session.Expires))),
            Element(
                "AssumedRoleUser",
                Element("AssumedRoleId", $"{role.Id}:{session.SessionName}"),
                Element("Arn", $"arn:{call.Partition}:sts::{account}:assumed-role/{role.Name}/{session.SessionName}")),
        ];
    }

    private static string? SessionPolicy(JsonObject input)
    {
        var document = input.Text("Policy");
        if (document is not null)
        {
            PolicyDocumentChecks.Identity(document);
        }

        return document;
    }

    private static string? AccountOfRole(IReadOnlyDictionary<string, string> parameters) =>
        parameters.TryGetValue("RoleArn", out var text) && Arn.TryParse(text, out var arn) ? arn.AccountId : null;
}
