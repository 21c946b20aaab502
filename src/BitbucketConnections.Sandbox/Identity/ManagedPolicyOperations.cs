using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Protocols;
using BitbucketConnections.Sandbox.Protocols.Query;
using static BitbucketConnections.Sandbox.Protocols.Query.QueryOperation;

namespace BitbucketConnections.Sandbox.Identity;

/// <summary>Handles the operations that create and get managed policies.</summary>
internal static class ManagedPolicyOperations
{
    private const string Version = "v1";

    /// <summary>Gets the operations.</summary>
    /// <returns>The operations.</returns>
    public static IEnumerable<QueryOperation> All() =>
    [
        new("CreatePolicy", ManagedPolicyShapes.Create, Create),
        new("GetPolicy", ManagedPolicyShapes.ByArn, Get),
        new("GetPolicyVersion", ManagedPolicyShapes.Version, GetVersion),
    ];

    private static object[] Create(ServiceCall call, JsonObject input)
    {
        var (name, path) = (input.Text("PolicyName")!, input.Text("Path") ?? "/");
        var policies = call.Account.Part<ManagedPolicyStore>().ByName;
        if (policies.ContainsKey(name))
        {
            throw new AwsErrorException("EntityAlreadyExists", $"A policy called {name} already exists. Duplicate names are not allowed.", 409);
        }

        var document = input.Text("PolicyDocument")!;
        var id = "ANPA" + Guid.NewGuid().ToString("N").Substring(0, 17).ToUpperInvariant();
        var policy = new ManagedPolicyRecord(
            id, name, path, IamRights.PolicyArn(call, path, name), document, PolicyDocumentChecks.Managed(document), call.Now)
        {
            Description = input.Text("Description"),
        };
        IamTags.Set(policy.Tags, "Policy", input.Objects("Tags"));
        policies.Add(name, policy);
        return [Write(call, policy, null)];
    }

    private static object[] Get(ServiceCall call, JsonObject input)
    {
        var arn = input.Text("PolicyArn")!;
        ManagedPolicyStore.Check(arn);
        return ManagedPolicyStore.Find(call, arn) is { } own ? [Write(call, own, own.Description)]
            : ManagedPolicyStore.IsOfAws(call, arn) ? [Write(call, arn, arn.Substring(arn.LastIndexOf('/') + 1), ManagedPolicyStore.PathOf(arn))]
            : throw new AwsErrorException("NoSuchEntity", $"Policy {arn} was not found.", 404);
    }

    private static object[] GetVersion(ServiceCall call, JsonObject input)
    {
        var (arn, version) = (input.Text("PolicyArn")!, input.Text("VersionId")!);
        ManagedPolicyStore.Check(arn);
        var document = ManagedPolicyStore.Find(call, arn)?.Document ?? (ManagedPolicyStore.IsOfAws(call, arn) ? ManagedPolicies.Document(arn) : null);
        return document is null || version != Version
            ? throw new AwsErrorException("NoSuchEntity", $"Policy {arn} version {version} does not exist or is not attachable.", 404)
            :
            [
                Element(
                    "PolicyVersion",
                    Element("Document", Uri.EscapeDataString(document)),
                    Element("VersionId", version),
                    Element("IsDefaultVersion", "true")),
            ];
    }

    // GetPolicy returns the description, CreatePolicy does not.
    private static XElement Write(ServiceCall call, ManagedPolicyRecord policy, string? description) => Write(
        call,
        policy.Arn,
        policy.Name,
        policy.Path,
        Element("PolicyId", policy.Id),
        Element("CreateDate", Iso8601.Write(policy.Created)),
        Element("UpdateDate", Iso8601.Write(policy.Created)),
        description is null ? null : Element("Description", description),
        IamTags.WriteAll(policy.Tags));

    private static XElement Write(ServiceCall call, string arn, string name, string path, params XElement?[] more)
    {
        var roles = call.Account.Part<RoleStore>().ByName.Values;
        return Element(
            "Policy",
            [
                Element("PolicyName", name),
                Element("Arn", arn),
                Element("Path", path),
                Element("DefaultVersionId", Version),
                Element("AttachmentCount", Count(roles.Count(role => role.AttachedPolicies.Contains(arn)) + call.Account.Part<UserStore>().ByName.Values.Count(user => user.AttachedPolicies.Contains(arn)))),
                Element("PermissionsBoundaryUsageCount", Count(roles.Count(role => role.BoundaryArn == arn))),
                Element("IsAttachable", "true"),
                .. more,
            ]);
    }

    private static string Count(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
