using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using BitbucketConnections.Catalog;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Pipelines.Declarations;

namespace BitbucketConnections.Sandbox.Pipelines.Authorization;

/// <summary>Reads from the catalog the rights that an action needs, with the values of its configuration.</summary>
internal static class CatalogRights
{
    private const string Any = "*";

    /// <summary>
    /// Rights of the catalog that an execution does not need to succeed: for abandoned executions, for objects and resources with tags, and for
    /// the lists of the console.
    /// </summary>
    private static readonly HashSet<string> s_occasional = new(StringComparer.Ordinal)
    {
        "codebuild:StopBuild", "codebuild:StopBuildBatch", "appconfig:StopDeployment", "ssm:CancelCommand", "ecs:TagResource", "lambda:ListFunctions",
        "s3:GetObjectTagging", "s3:GetObjectVersionTagging", "s3:PutObjectTagging", "s3:PutObjectAcl", "s3:PutObjectVersionAcl",
    };

    private static readonly Regex s_placeholder = new(@"\{([^}]+)\}", RegexOptions.CultureInvariant);
    private static readonly Regex s_variable = new(@"#\{[^}]*\}", RegexOptions.CultureInvariant);

    /// <summary>Gets the rights of an action.</summary>
    /// <param name="declared">The action.</param>
    /// <param name="scope">The pipeline of the action.</param>
    /// <returns>The rights; none for an action type that is not in the catalog.</returns>
    public static IEnumerable<RequiredRight> Of(DeclaredAction declared, PipelineScope scope)
        => Of(ActionCatalog.Find(declared.Category, declared.Owner, declared.Provider, declared.Version)?.Permissions ?? [], declared, scope);

    /// <summary>Gets the rights of a rule.</summary>
    /// <param name="declared">The rule, in the form of an action.</param>
    /// <param name="scope">The pipeline of the rule.</param>
    /// <returns>The rights; none for a rule type that is not in the catalog.</returns>
    public static IEnumerable<RequiredRight> OfRule(DeclaredAction declared, PipelineScope scope) =>
        Of(RuleCatalog.Find(declared.Provider)?.Permissions ?? [], declared, scope);

    private static IEnumerable<RequiredRight> Of(IReadOnlyList<PermissionFacts> permissions, DeclaredAction declared, PipelineScope scope)
    {
        var action = Model(declared);
        return from permission in permissions
               where CatalogCondition.AllHold(permission.When, action)
               let resources = permission.Resources.SelectMany(resource => Fill(resource, declared, scope)).ToList()
               let values = permission.Condition is { } condition ? Values(condition, declared, scope) : []
               from right in permission.Actions.Where(right => !s_occasional.Contains(right))
               select new RequiredRight(right, resources, values);
    }

    private static List<KeyValuePair<string, string>> Values(PermissionConditionFacts condition, DeclaredAction declared, PipelineScope scope)
    {
        var key = Fill(condition.Key, declared, scope).First();
        return [.. condition.Values.Take(1).SelectMany(value => Fill(value, declared, scope)).Take(1).Select(value => new KeyValuePair<string, string>(key, value))];
    }

    /// <summary>Fills a template. A key whose value is a list gives one text for each element.</summary>
    private static IEnumerable<string> Fill(string template, DeclaredAction declared, PipelineScope scope)
    {
        IEnumerable<string> texts = [template];
        foreach (var name in s_placeholder.Matches(template).Cast<Match>().Select(match => match.Groups[1].Value).Distinct())
        {
            var values = Values(name, declared, scope);
            texts = texts.SelectMany(text => values.Select(value => text.Replace("{" + name + "}", value))).ToList();
        }

        return texts;
    }

    private static IEnumerable<string> Values(string name, DeclaredAction declared, PipelineScope scope) => name switch
    {
        "partition" => [scope.Partition],
        "region" => [declared.Region ?? scope.Region],
        "account" => [scope.AccountId],
        "pipelineName" => [scope.PipelineName],
        "SecretArn" => declared.Json.Objects("environmentVariables")
            .Where(variable => variable.Text("type") == "SECRETS_MANAGER")
            .Select(variable => variable.Text("value")!)
            .Select(secret => secret.StartsWith("arn:", StringComparison.Ordinal) ? secret
                : $"arn:{scope.Partition}:secretsmanager:{declared.Region ?? scope.Region}:{scope.AccountId}:secret:{secret}-{Any}"),
        "StateMachineExecutionArn" => [(declared.Configuration("StateMachineArn") ?? Any).Replace(":stateMachine:", ":execution:") + ":" + Any],
        _ => declared.Configuration(name) is { Length: > 0 } value ? value.Split(',').Select(item => s_variable.Replace(item.Trim(), Any)) : [Any],
    };

    private static PipelineAction Model(DeclaredAction declared) => new()
    {
        Name = declared.Name,
        ActionTypeId = new ActionTypeId { Category = declared.Category, Owner = declared.Owner, Provider = declared.Provider, Version = declared.Version },
        Configuration = declared.ConfigurationKeys.ToDictionary(key => key, key => declared.Configuration(key)!),
        InputArtifacts = declared.Inputs,
        EnvironmentVariables =
        [
            .. declared.Json.Objects("environmentVariables").Select(variable => new ActionEnvironmentVariable
            {
                Name = variable.Text("name")!, Value = variable.Text("value")!, Type = variable.Text("type"),
            }),
        ],
    };
}
