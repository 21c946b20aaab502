using System;
using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Catalog;
using BitbucketConnections.Engine.Policies;

namespace BitbucketConnections.Engine.Roles;

/// <summary>A statement that a role must allow, with the context of the calls.</summary>
/// <param name="Statement">The statement.</param>
/// <param name="Context">The condition keys of the calls. Keys without a service prefix get the prefix of the action.</param>
internal sealed record RoleRequirement(PolicyStatement Statement, IReadOnlyDictionary<string, string> Context)
{
    private const string UseConnectionAction = ":UseConnection";
    private static readonly IReadOnlyDictionary<string, string> s_none = new Dictionary<string, string>();

    public RoleRequirement(PolicyStatement statement)
        : this(statement, s_none)
    {
    }

    /// <summary>Gets the requirements of statements of a definition's policy: first the connections, then the rest.</summary>
    public static IReadOnlyList<RoleRequirement> Of(Pipeline definition, IReadOnlyList<PolicyStatement> statements)
    {
        var used = statements.Where(IsConnection).SelectMany(s => s.Resources).ToList();
        return
        [
            .. PipelineSource.All(definition.Stages).Where(source => source.ConnectionArn is { } arn && used.Contains(arn, StringComparer.Ordinal)).SelectMany(Connection),
            .. statements.Where(s => !IsConnection(s)).Select(s => new RoleRequirement(s)),
        ];
    }

    /// <summary>Gets what a role needs to read the repository of a source. The connection has only the ARN of the definition, in one of its two forms.</summary>
    public static IReadOnlyList<RoleRequirement> Connection(PipelineSource source)
    {
        // A variable has its value only during an execution.
        static string Known(string? value) => value is null || TemplateValue.HasVariableIn(value) ? string.Empty : value;
        var repository = Known(source.FullRepositoryId);
        var context = new Dictionary<string, string>
        {
            ["FullRepositoryId"] = repository,
            ["OwnerId"] = repository.Split('/')[0],
            ["RepositoryName"] = repository.Split('/').Last(),
            ["BranchName"] = Known(source.BranchName),
        };
        return ConnectionPermissions.Statements([source.ConnectionArn!], null)
            .Select(s => new RoleRequirement(new PolicyStatement(s.Sid, s.Actions, [source.ConnectionArn!]), context)).ToList();
    }

    private static bool IsConnection(PolicyStatement statement) => statement.Actions.All(action => action.EndsWith(UseConnectionAction, StringComparison.Ordinal));
}
