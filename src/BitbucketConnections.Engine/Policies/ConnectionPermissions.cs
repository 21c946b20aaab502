using System;
using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Catalog;

namespace BitbucketConnections.Engine.Policies;

/// <summary>
/// Builds the permission to use connections. AWS renamed the service, and it is not clear which prefix applies to
/// which ARN, so the permission has both prefixes and both forms of the ARN.
/// </summary>
internal static class ConnectionPermissions
{
    /// <summary>The Sid of a statement for all repositories. With a hash, it is the Sid of a statement for some of them.</summary>
    public const string Sid = "AllowUseConnection";

    // A call has the condition key of only one prefix, and CodePipeline may check a connection without a repository before it fetches one.
    private const string Operator = "StringEqualsIfExists";
    private static readonly string[] s_services = [ConnectionRules.CodeStarConnectionsService, ConnectionRules.CodeConnectionsService];

    /// <summary>Builds the permission to use connections.</summary>
    /// <param name="connectionArns">The connections.</param>
    /// <param name="repositories">The repositories, as <c>workspace/repository</c>; null for all.</param>
    /// <returns>One statement; none without a connection.</returns>
    public static IEnumerable<PolicyStatement> Statements(IEnumerable<string> connectionArns, IReadOnlyCollection<string>? repositories)
    {
        var resources = connectionArns.SelectMany(Spellings).Distinct(StringComparer.Ordinal).ToList();
        if (resources.Count == 0)
        {
            return [];
        }

        var statement = new PolicyStatement(Sid, s_services.Select(service => service + ":UseConnection").ToList(), resources, Conditions(repositories));
        return [repositories is null ? statement : statement.WithHash()];
    }

    /// <summary>Builds the permissions of the sources of a definition: one statement for each connection, with its repositories.</summary>
    public static IEnumerable<PolicyStatement> Of(ServiceRolePolicyRequest request) =>
        from source in Sources(request.Definition)
        group source by source.ConnectionArn into same
        let repositories = Repositories(request, same)
        from statement in Statements([same.Key], repositories)
        select statement;

    /// <summary>Gets a review line for each connection that the policy allows, with its repositories.</summary>
    public static IEnumerable<string> Lines(ServiceRolePolicyRequest request) =>
        from source in Sources(request.Definition)
        group source by source.ConnectionArn into same
        let repositories = Repositories(request, same)
        select $"Permission of the role: use of {same.Key} for {(repositories is null ? "all repositories" : string.Join(", ", repositories))}";

    /// <summary>Gets the sources whose repository has a variable, so that the policy can't name it.</summary>
    public static IEnumerable<PipelineSource> Unnamed(Pipeline definition) => Sources(definition).Where(source => source.FullRepositoryId is { } id && TemplateValue.HasVariableIn(id));

    /// <summary>Determines whether a statement allows connections for all repositories.</summary>
    public static bool IsForAllRepositories(PolicyStatement statement) =>
        statement.Conditions.Count == 0 && statement.Actions.Any(action => s_services.Any(service => action == service + ":UseConnection"));

    /// <summary>Gets the same statement in today's form, if an earlier version of this module limited it to a repository.</summary>
    public static PolicyStatement Renewed(PolicyStatement statement)
    {
        var keys = s_services.Select(service => service + ":FullRepositoryId").ToList();
        return statement.Conditions.Count == keys.Count && statement.Conditions.All(c => c.Operator == "ForAllValues:StringEquals" && keys.Contains(c.Key))
            && statement.Conditions.Select(c => string.Join("\n", c.Values)).Distinct(StringComparer.Ordinal).Count() == 1
            ? new PolicyStatement(Sid, statement.Actions, statement.Resources, Conditions(statement.Conditions[0].Values)).WithHash()
            : statement;
    }

    private static IEnumerable<PipelineSource> Sources(Pipeline definition) => PipelineSource.All(definition.Stages).Where(source => source.ConnectionArn is not null);

    private static List<string>? Repositories(ServiceRolePolicyRequest request, IEnumerable<PipelineSource> sources) =>
        request.AllowAllRepositories ? null
            : request.RestrictToRepository is { } only ? [only]
            : sources.All(IsNamed) ? sources.Select(source => source.FullRepositoryId!).Distinct(StringComparer.Ordinal).OrderBy(id => id, StringComparer.Ordinal).ToList() : null;

    private static bool IsNamed(PipelineSource source) => source.FullRepositoryId is { Length: > 0 } id && !TemplateValue.HasVariableIn(id);

    private static PolicyCondition[] Conditions(IReadOnlyCollection<string>? repositories) =>
        repositories is null ? [] : [.. s_services.Select(service => new PolicyCondition(Operator, service + ":FullRepositoryId", [.. repositories]))];

    private static IEnumerable<string> Spellings(string connectionArn) => ConnectionRules.TryParseArn(connectionArn, out var arn)
        ? s_services.Select(service => $"arn:{arn.Partition}:{service}:{arn.Region}:{arn.AccountId}:{arn.Resource}")
        : [connectionArn];
}
