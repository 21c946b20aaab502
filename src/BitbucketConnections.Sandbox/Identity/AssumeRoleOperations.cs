using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using BitbucketConnections.Sandbox.Callers;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Protocols;
using BitbucketConnections.Sandbox.Protocols.Query;
using static BitbucketConnections.Sandbox.Protocols.Query.QueryOperation;

namespace BitbucketConnections.Sandbox.Identity;

/// <summary>Handles the operations that assume roles. There are no MFA devices, so each device and each code is accepted.</summary>
internal static class AssumeRoleOperations
{
    private const int DefaultSeconds = 3600;
    private const int MaximumChainSeconds = 3600;

    // The size of AWS's packed format is not documented. This one keeps the header of a request within the limits of HTTP servers.
    private const int MaximumTokenSize = 12288;

    /// <summary>Gets the operations.</summary>
    /// <returns>The operations.</returns>
    public static IEnumerable<QueryOperation> All() =>
    [
        new("AssumeRole", StsShapes.AssumeRole, Assume),
        new("AssumeRoleWithWebIdentity", StsShapes.AssumeRoleWithWebIdentity, AssumeWithWebIdentity) { AccountOfUnsigned = AccountOfRole },
    ];

    private static object[] Assume(ServiceCall call, JsonObject input)
    {
        if (input.ContainsKey("SerialNumber") != input.ContainsKey("TokenCode"))
        {
            throw new AwsErrorException("AccessDenied", "MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.", 403);
        }

        var tags = SessionTags.Of(call, input);
        var role = Find(call, input, arn => AssumeRoleRequest.Of(call, input, tags).All(request => RoleAccess.Trusts(call.State, arn, request, CallerPolicies.Of(call))))
            ?? throw new AwsErrorException(
                "AccessDenied", $"User: {call.CallerArn} is not authorized to perform: sts:AssumeRole on resource: {input.Text("RoleArn")}", 403);
        return Session(call, input, role, tags);
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
            .. Session(call, input, role, SessionTags.None),
        ];
    }

    // As on AWS, a missing role and a role that does not trust the caller give the same error. Each partition has its own roles.
    private static RoleRecord? Find(ServiceCall call, JsonObject input, Func<string, bool> isTrusted)
    {
        var text = input.Text("RoleArn")!;
        if (!Arn.TryParse(text, out var arn))
        {
            throw new AwsErrorException("ValidationError", $"{text} is invalid");
        }

        return arn.Partition == call.Partition && isTrusted(text) ? RoleStore.FindByArn(call.State, text) : null;
    }

    private static XElement[] Session(ServiceCall call, JsonObject input, RoleRecord role, SessionTags tags)
    {
        var seconds = input.Text("DurationSeconds") is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : DefaultSeconds;
        if (call.AssumedRole is not null && seconds > MaximumChainSeconds)
        {
            throw new AwsErrorException(
                "ValidationException", "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.");
        }

        if (seconds > role.MaximumSessionSeconds)
        {
            throw new AwsErrorException("ValidationException", "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
        }

        var session = new RoleSessionToken(role.Arn, role.Id, input.Text("RoleSessionName")!, call.Now, call.Now.AddSeconds(seconds))
        {
            Policy = SessionPolicy(input),
            PolicyArns = SessionPolicyArns(call, input, role),
            Tags = tags.Tags,
            TransitiveKeys = tags.TransitiveKeys,
            SourceIdentity = input.Text("SourceIdentity") ?? call.AssumedRole?.SourceIdentity,
            HasMfa = input.Text("SerialNumber") is not null,
        };
        var token = session.ToString();
        if (token.Length > MaximumTokenSize)
        {
            throw new AwsErrorException("PackedPolicyTooLarge", "Serialized token too large for session");
        }

        return
        [
            Element(
                "Credentials",
                Element("AccessKeyId", SandboxCredentials.SessionKeyOf(token)),
                Element("SecretAccessKey", SandboxCredentials.SecretAccessKey),
                Element("SessionToken", token),
                Element("Expiration", Iso8601.Write(session.Expires))),
            Element(
                "AssumedRoleUser",
                Element("AssumedRoleId", session.UserId),
                Element("Arn", session.Arn)),
            .. session.SourceIdentity is { } identity ? [Element("SourceIdentity", identity)] : Array.Empty<XElement>(),
        ];
    }

    private static string? SessionPolicy(JsonObject input)
    {
        var document = input.Text("Policy");
        if (document is not null)
        {
            PolicyDocumentChecks.Session(document);
        }

        return document;
    }

    // A policy without content would allow nothing, so the session would fail later and without a reason.
    private static List<string> SessionPolicyArns(ServiceCall call, JsonObject input, RoleRecord role)
    {
        var arns = input.Objects("PolicyArns").Select(policy => policy.Text("arn") ?? string.Empty).ToList();
        return arns.Find(arn => ManagedPolicyStore.ContentOf(call.State, arn) is null || !IsOfRole(arn, role)) is { } unknown
            ? throw new AwsErrorException("ValidationException", $"The sandbox does not have the content of the session policy {unknown}.")
            : arns;
    }

    // Policies of AWS and of the account of the role.
    private static bool IsOfRole(string policy, RoleRecord role) => !Arn.TryParse(policy, out var arn) || (Arn.TryParse(role.Arn, out var own) && own.AccountId == arn.AccountId);

    // Without a valid ARN, the call is invalid in any account.
    private static string AccountOfRole(IReadOnlyDictionary<string, string> parameters) =>
        parameters.TryGetValue("RoleArn", out var text) && Arn.TryParse(text, out var arn) ? arn.AccountId : SandboxCredentials.DefaultAccountId;
}
