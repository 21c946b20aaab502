using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using BitbucketConnections.Engine.Policies;

namespace BitbucketConnections.Engine.Tests;

/// <summary>The page of permissions: what the policies contain for each type, next to what the catalog demands.</summary>
internal static class PermissionPage
{
    private const string Name = "PIPELINE";

    /// <summary>Gets the differences between the policies and the catalog.</summary>
    public static IEnumerable<string> Differences() =>
        from form in CatalogUsers.All()
        let demanded = Demanded(form)
        let granted = Granted(form)
        from difference in demanded.Except(granted).Select(right => $"missing in the policy: {right}").Concat(granted.Except(demanded).Select(right => $"not in the catalog: {right}"))
        select $"{form}: {difference}";

    /// <summary>Writes the page.</summary>
    public static string Write()
    {
        var text = new StringBuilder();
        void Line(string line) => text.Append(line).Append('\n');
        Line("# Permissions of service roles");
        Line(string.Empty);
        Line("The permissions that `New-BitbucketPipeline`, `Set-BitbucketPipeline`, `New-BitbucketServiceRole` and `Get-BitbucketServiceRolePolicy` write for each");
        Line("action type and rule type. A test writes this page, and fails if the policies and the [catalog](architecture.md#the-catalog-of-action-and-rule-types)");
        Line("differ: *policy* is the number of permissions (one action on one resource) in the policy of a pipeline with all keys of the type, *catalog* the number");
        Line("that the catalog demands.");
        Line(string.Empty);
        Line("Names in braces are configuration keys, or come from the pipeline. A value with a variable becomes `*`, only in its part, and the command warns. An action marked with ° is not");
        Line("needed for a success: it is for abandoned executions, for objects and resources with tags, for lists, or for details of an error. The sandbox does not demand it.");
        Line("Each other permission was removed from the policy once, and the execution failed in the sandbox.");
        Line(string.Empty);
        Line("Every policy has the permissions on the artifact buckets: `s3:GetBucketVersioning`, `s3:GetBucketAcl` and `s3:GetBucketLocation` on the bucket, and");
        Line("`s3:PutObject`, `s3:PutObjectAcl`, `s3:GetObject`, `s3:GetObjectVersion` and the tags of objects on `BUCKET/*`, because objects get their names during the");
        Line("execution. For an encryption key, it has `kms:Decrypt`, `kms:DescribeKey`, `kms:Encrypt`, `kms:GenerateDataKey*` and `kms:ReEncrypt*` (the `*` covers the");
        Line("variants of these two actions, such as `kms:ReEncryptFrom`). The location of a default bucket that does not exist yet is `codepipeline-REGION-*`. An action or");
        Line("rule with its own role needs only `sts:AssumeRole` on this role. Connections have a condition on the repositories of the pipeline.");
        foreach (var type in CatalogUsers.All().GroupBy(form => form.Type))
        {
            var all = type.First();
            Line(string.Empty);
            Line("## " + type.Key);
            Line(string.Empty);
            if (all.Facts.Count == 0)
            {
                Line("Needs no permission.");
                continue;
            }

            Line($"Policy: {Granted(all).Count}, catalog: {Demanded(all).Count}, differences: {Granted(all).Except(Demanded(all)).Count() + Demanded(all).Except(Granted(all)).Count()}.");
            Line(string.Empty);
            Line("| actions | resources | condition | if | reason for `*` |");
            Line("|---|---|---|---|---|");
            foreach (var facts in all.Facts)
            {
                var condition = facts.Condition is { } test ? $"`{test.Operator}` `{test.Key}`: {string.Join(", ", test.Values.Select(value => $"`{value}`"))}" : string.Empty;
                Line($"| {string.Join("<br>", facts.Actions.Select(action => $"`{action}`{(facts.Occasional.Contains(action) ? "°" : string.Empty)}"))} "
                    + $"| {string.Join("<br>", facts.Resources.Select(resource => $"`{resource}`"))} | {condition} | {string.Join("; ", facts.When)} | {facts.Reason} |");
            }
        }

        return text.ToString();
    }

    private static HashSet<PolicyRight> Granted(CatalogUsers.Form form) => PolicyRights.Of(Own(form));

    // The permissions of the type, without those that every pipeline has and without those of the sources beside it.
    private static IEnumerable<PolicyStatement> Own(CatalogUsers.Form form)
    {
        var pipeline = form.Pipeline(Name);
        var without = PolicyRights.Of(Statements(pipeline with { Stages = pipeline.Stages.Select(stage => stage with
        {
            Actions = stage.Actions.Where(action => action.Name != "Tested").ToList(), BeforeEntry = null, OnSuccess = null, OnFailure = null,
        }).ToList() }));
        return PolicyRights.Where(Statements(pipeline), right => !without.Contains(right));
    }

    private static IReadOnlyList<PolicyStatement> Statements(Pipeline pipeline) =>
        ServiceRolePolicy.Statements(new ServiceRolePolicyRequest { Definition = pipeline, AccountId = CatalogUsers.Account, AllowAllRepositories = true });

    private static HashSet<PolicyRight> Demanded(CatalogUsers.Form form) => PolicyRights.Of(form.Needed(Name).Select(rights => new PolicyStatement(
        rights.Facts.Sid,
        rights.Facts.Actions,
        rights.Resources.SelectMany(resource => resource).SelectMany(Spellings).ToList(),
        rights.Condition is { } condition ? [new PolicyCondition(condition.Operator, condition.Key, [.. condition.Values])] : [])));

    // Connections are allowed with both names of the service.
    private static IEnumerable<string> Spellings(string resource) => resource.Contains(":codestar-connections:", StringComparison.Ordinal)
        ? [resource, resource.Replace(":codestar-connections:", ":codeconnections:", StringComparison.Ordinal)] : [resource];
}
