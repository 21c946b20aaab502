using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Policies;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Identity;
using BitbucketConnections.Sandbox.Keys;
using BitbucketConnections.Sandbox.Pipelines.Declarations;
using BitbucketConnections.Sandbox.Pipelines.Records;
using BitbucketConnections.Sandbox.State;

namespace BitbucketConnections.Sandbox.Pipelines.Authorization;

/// <summary>Decides whether the role of an action has the rights that the action needs.</summary>
internal sealed class ActionAuthorizer
{
    private const string AnyPart = "sandbox";
    private readonly SandboxState _state;

    /// <summary>Initializes a new instance of the <see cref="ActionAuthorizer"/> class.</summary>
    /// <param name="state">The state.</param>
    public ActionAuthorizer(SandboxState state) => _state = state;

    /// <summary>Finds the first right that an action does not have.</summary>
    /// <param name="declared">The action.</param>
    /// <param name="pipeline">Its pipeline.</param>
    /// <param name="execution">The execution.</param>
    /// <returns>The failure; null if the role has all rights.</returns>
    public ActionRefusal? Refusal(DeclaredAction declared, PipelineRecord pipeline, ExecutionRecord execution)
    {
        if (!_state.Options.EnforceRolePolicies)
        {
            return null;
        }

        var scope = PipelineScope.Of(pipeline);
        var role = declared.RoleArn ?? execution.Declaration.RoleArn;
        return Refusal(declared, CatalogRights.Of(declared, scope), execution, scope)
            ?? new ArtifactAuthorizer(_state).Refusal(role, declared, execution.Declaration, scope)
            ?? new BuildAuthorizer(_state).Refusal(declared, execution.Declaration, scope);
    }

    /// <summary>Finds the first right that a rule of a stage condition does not have.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="pipeline">Its pipeline.</param>
    /// <param name="execution">The execution.</param>
    /// <returns>The failure; null if the role has all rights.</returns>
    public ActionRefusal? RuleRefusal(JsonObject rule, PipelineRecord pipeline, ExecutionRecord execution)
    {
        if (!_state.Options.EnforceRolePolicies)
        {
            return null;
        }

        // A rule has the members of an action, and its type where an action has its own.
        var json = (JsonObject)rule.DeepClone();
        json["actionTypeId"] = new JsonObject { ["category"] = "Rule", ["owner"] = "AWS", ["provider"] = rule["ruleTypeId"]!.Text("provider"), ["version"] = "1" };
        var declared = new DeclaredAction(json);
        var scope = PipelineScope.Of(pipeline);
        return Refusal(declared, CatalogRights.OfRule(declared, scope), execution, scope);
    }

    private ActionRefusal? Refusal(DeclaredAction declared, IEnumerable<RequiredRight> rights, ExecutionRecord execution, PipelineScope scope)
    {
        var serviceRole = execution.Declaration.RoleArn;
        var role = declared.RoleArn ?? serviceRole;
        return role != serviceRole && RoleAccess.DecideAssume(_state, role, serviceRole) is { IsAllowed: false } decision
            ? ActionRefusal.Denied(serviceRole, "sts:AssumeRole", role, decision)
            : rights.Select(right => Refusal(role, right, declared, scope)).FirstOrDefault(refusal => refusal is not null);
    }

    private ActionRefusal? Refusal(string role, RequiredRight right, DeclaredAction declared, PipelineScope scope)
    {
        IamDecision? first = null;
        foreach (var resource in Candidates(role, right))
        {
            var request = new IamRequest(IamPrincipal.Identity(role), right.Action, resource)
                .With("aws:ResourceAccount", Arn.TryParse(resource, out var arn) ? arn.AccountId : scope.AccountId);
            foreach (var value in right.Context)
            {
                request.With(value.Key, value.Value.Replace("*", AnyPart));
            }

            if (declared.IsConnectionSource)
            {
                ConnectionContext.Add(request, declared);
            }

            var decision = resource.StartsWith($"arn:{scope.Partition}:kms:", StringComparison.Ordinal) ? DecideKey(role, request, resource, scope) : RoleAccess.Decide(_state, role, request);
            if (decision.IsAllowed)
            {
                return null;
            }

            first ??= decision;
        }

        var named = right.Resources[0];
        return declared.IsConnectionSource ? ActionRefusal.Permission($"Unable to use Connection: {named}. The provided role does not have sufficient permissions.")
            : declared is { Provider: "S3", Category: "Deploy" } && right.Action.StartsWith("s3:", StringComparison.Ordinal) ? ActionRefusal.Permission(
                $"You do not have sufficient permissions to call s3.{char.ToLowerInvariant(right.Action[3])}{right.Action.Substring(4)} for the deployment bucket, {declared.Configuration("BucketName")}.")
            : ActionRefusal.Denied(role, right.Action, Instance(named), first!);
    }

    private static string Instance(string resource) => resource == "*" ? resource : resource.Replace("*", AnyPart).Replace('?', 'x');

    // A request has the ARN of the key and its aliases, also if the action has the key by its alias.
    private IamDecision DecideKey(string role, IamRequest request, string resource, PipelineScope scope)
    {
        var key = KeyDirectory.Find(_state, resource, scope.AccountId, scope.Region);
        var at = resource.LastIndexOf(':') + 1;
        var isAlias = resource.IndexOf("alias/", at, StringComparison.Ordinal) == at;
        var arn = key?.Arn ?? (isAlias ? resource.Remove(at) + "key/" + AnyPart : resource);
        IReadOnlyList<string> aliases = key is not null ? KeyDirectory.AliasesOf(_state, key) : isAlias ? [resource.Substring(at)] : [];
        var ofKey = new IamRequest(IamPrincipal.Identity(role), request.Action, arn).With("aws:ResourceAccount", Arn.TryParse(arn, out var parsed) ? parsed.AccountId : scope.AccountId);
        if (aliases.Count > 0)
        {
            ofKey.WithList("kms:ResourceAliases", aliases);
        }

        return key is null or { IsAwsManaged: true }
            ? RoleAccess.Decide(_state, role, ofKey)
            : RoleAccess.Decide(_state, role, ofKey, key.Policy.Policy, key.OwnerAccountId, isResourcePolicyRequired: true);
    }

    // A part that is not in the configuration can be any: so also each resource that the role's own policies name.
    private IEnumerable<string> Candidates(string role, RequiredRight right)
    {
        foreach (var resource in right.Resources)
        {
            yield return Instance(resource);
        }

        foreach (var template in right.Resources.Where(resource => resource != "*" && resource.IndexOf('*') >= 0))
        {
            foreach (var named in RoleAccess.PoliciesOf(_state, role).SelectMany(policy => policy.Statements).SelectMany(statement => statement.Resources?.Patterns ?? []))
            {
                var resource = named.Replace("*", AnyPart);
                if (IamWildcard.IsMatch(template, resource))
                {
                    yield return resource;
                }
            }
        }
    }
}
