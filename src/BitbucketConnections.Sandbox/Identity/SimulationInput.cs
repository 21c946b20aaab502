using System;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Policies;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Protocols;

namespace BitbucketConnections.Sandbox.Identity;

/// <summary>Who is simulated, and with which policies.</summary>
internal sealed class SimulationInput
{
    private readonly CallerPolicies _policies;
    private readonly IamPolicy? _resource;
    private readonly string? _owner;

    private SimulationInput(string caller, CallerPolicies policies, IamPolicy? resource, string? owner)
    {
        Caller = caller;
        _policies = policies;
        _resource = resource;
        _owner = owner;
    }

    /// <summary>Gets the ARN of the user or role that calls.</summary>
    public string Caller { get; }

    /// <summary>Reads the input.</summary>
    /// <param name="input">The input.</param>
    /// <param name="source">The user or role whose policies are simulated.</param>
    /// <param name="own">The policies of that user or role.</param>
    /// <returns>The simulation.</returns>
    /// <exception cref="AwsErrorException">A policy is malformed, there are several boundaries, or the caller of a resource policy is not a user.</exception>
    public static SimulationInput Of(JsonObject input, string source, CallerPolicies own)
    {
        var boundaries = input.Texts("PermissionsBoundaryPolicyInputList").Select(document => Read(document, IamPolicyKind.Identity, "permissions boundary")).ToList();
        if (boundaries.Count > 1)
        {
            throw Invalid("Only one permissions boundary policy is allowed.");
        }

        var caller = input.Text("CallerArn");
        if (!IsUser(caller ?? source) && (caller is not null || input.ContainsKey("ResourcePolicy")))
        {
            throw Invalid("With a resource policy, CallerArn must be the ARN of an IAM user, unless PolicySourceArn is one.");
        }

        return new SimulationInput(
            caller ?? source,
            new CallerPolicies(
                [.. own.Identity, .. input.Texts("PolicyInputList").Select(document => Read(document, IamPolicyKind.Identity, "input policy"))],
                boundaries.FirstOrDefault() ?? own.Boundary),
            input.Text("ResourcePolicy") is { } resource ? Read(resource, IamPolicyKind.Resource, "resource policy") : null,
            input.Text("ResourceOwner") is { } owner ? AccountOf(owner) ?? throw Invalid($"ResourceOwner {owner} is not the ARN of an account.") : null);
    }

    /// <summary>Gets the policies for a resource.</summary>
    /// <param name="resource">The ARN of the resource.</param>
    /// <returns>The policies.</returns>
    public IamPolicySet PoliciesFor(string resource) => new()
    {
        Identity = _policies.Identity,
        Boundary = _policies.Boundary,
        Resource = _resource,
        ResourceAccountId = _resource is null && _owner is null ? null : AccountOf(resource) ?? _owner,
    };

    private static IamPolicy Read(string document, IamPolicyKind kind, string name) =>
        PolicyDocumentChecks.TryRead(document, kind, out var problem) ?? throw Invalid($"Invalid {name}: {(problem is null ? PolicyProblemTexts.Syntax : PolicyProblemTexts.Of(problem))}");

    private static string? AccountOf(string arn) => Arn.TryParse(arn, out var parsed) && parsed.AccountId.Length > 0 ? parsed.AccountId : null;

    private static bool IsUser(string arn) => Arn.TryParse(arn, out var parsed) && parsed.Service == "iam" && parsed.Resource.StartsWith("user/", StringComparison.Ordinal);

    private static AwsErrorException Invalid(string message) => new("InvalidInput", message);
}
