using System;
using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Policies;
using BitbucketConnections.Sandbox.Identity;
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
        var session = SessionOf(declared, execution, scope);
        var rights = CatalogRights.Of(declared, ScopeOf(session, scope)).ToList();
        return (declared.IsApproval && rights.Count == 0 ? null : RoleRefusal(session, declared, execution, scope))
            ?? Refusal(session, declared, rights)
            ?? new ArtifactAuthorizer(_state).Refusal(session, declared, execution.Declaration, scope)
            ?? new BuildAuthorizer(_state).Refusal(session, declared, execution.Declaration, scope);
    }

    /// <summary>Finds the first right that a rule of a stage condition does not have.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="pipeline">Its pipeline.</param>
    /// <param name="execution">The execution.</param>
    /// <returns>The failure; null if the role has all rights.</returns>
    public ActionRefusal? RuleRefusal(DeclaredRule rule, PipelineRecord pipeline, ExecutionRecord execution)
    {
        if (!_state.Options.EnforceRolePolicies)
        {
            return null;
        }

        var declared = rule.Action;
        var scope = PipelineScope.Of(pipeline);
        var session = SessionOf(declared, execution, scope);
        var rights = CatalogRights.OfRule(declared, ScopeOf(session, scope)).ToList();
        return rights.Count == 0 ? null : RoleRefusal(session, declared, execution, scope) ?? Refusal(session, declared, rights);
    }

    private ServiceSession SessionOf(DeclaredAction declared, ExecutionRecord execution, PipelineScope scope) =>
        new(_state, declared.RoleArn ?? execution.Declaration.RoleArn, declared.Region ?? scope.Region);

    // The resources of an action are in the account of its role.
    private static PipelineScope ScopeOf(ServiceSession session, PipelineScope scope) => scope with { AccountId = session.AccountId };

    // CodePipeline assumes the service role, and the service role that of the action.
    private ActionRefusal? RoleRefusal(ServiceSession session, DeclaredAction declared, ExecutionRecord execution, PipelineScope scope)
    {
        var serviceRole = execution.Declaration.RoleArn;
        if (!RoleAccess.IsOpenToService(_state, serviceRole, PipelineScope.Service, scope.PipelineArn))
        {
            return ActionRefusal.Permission($"CodePipeline is not authorized to perform AssumeRole on role {serviceRole}");
        }

        if (session.RoleArn == serviceRole)
        {
            return null;
        }

        var service = new ServiceSession(_state, serviceRole, declared.Region ?? scope.Region);
        return service.DecideAssume(session.RoleArn) is { IsAllowed: false } decision
            ? ActionRefusal.Denied(service, RoleAccess.AssumeRole, session.RoleArn, decision)
            : null;
    }

    private ActionRefusal? Refusal(ServiceSession session, DeclaredAction declared, IEnumerable<RequiredRight> rights) =>
        rights.Select(right => Refusal(session, declared, right)).FirstOrDefault(refusal => refusal is not null);

    private ActionRefusal? Refusal(ServiceSession session, DeclaredAction declared, RequiredRight right)
    {
        IamDecision? first = null;
        foreach (var resource in Candidates(session, right))
        {
            void AddContext(IamRequest request)
            {
                foreach (var value in right.Context)
                {
                    request.With(value.Key, value.Value.Replace("*", AnyPart));
                }

                if (declared.IsConnectionSource)
                {
                    ConnectionContext.Add(request, declared);
                }
            }

            var decision = IsKey(resource) ? new KeyAuthorizer(_state).Decide(session, right.Action, resource, session.Region, AddContext) : Decide(session, right.Action, resource, AddContext);
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
            : ActionRefusal.Denied(session, right.Action, Instance(named), first!);
    }

    private static string Instance(string resource) => resource == "*" ? resource : resource.Replace("*", AnyPart).Replace('?', 'x');

    private static bool IsKey(string resource) => Arn.TryParse(resource, out var arn) && arn.Service == "kms";

    private static IamDecision Decide(ServiceSession session, string action, string resource, Action<IamRequest> addContext)
    {
        var request = session.Request(action, resource);
        addContext(request);
        return session.Decide(request);
    }

    // A part that is not in the configuration can be any: so also each resource that the role's own policies name.
    private static IEnumerable<string> Candidates(ServiceSession session, RequiredRight right)
    {
        foreach (var resource in right.Resources)
        {
            yield return Instance(resource);
        }

        foreach (var template in right.Resources.Where(resource => resource != "*" && resource.IndexOf('*') >= 0))
        {
            foreach (var named in session.Policies.Identity.SelectMany(policy => policy.Statements).SelectMany(statement => statement.Resources?.Patterns ?? []))
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
