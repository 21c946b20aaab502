using System;
using System.Collections.Generic;

namespace BitbucketConnections.Catalog;

/// <summary>
/// Describes the permissions that the role of an action or rule needs. Resources and condition values are templates: <c>{partition}</c>,
/// <c>{region}</c>, <c>{account}</c> and <c>{pipelineName}</c> come from the pipeline and action. <c>{SecretArn}</c> is each secret of the
/// environment variables, and <c>{StateMachineExecutionArn}</c> the executions of the state machine. Any other name is a configuration key. A key
/// whose value is a list gives one resource for each element. <see cref="PermissionTemplate"/> fills the templates.
/// </summary>
public sealed class PermissionFacts
{
    /// <summary>Gets the Sid of the statement. Permissions with the same actions and condition have the same Sid.</summary>
    public required string Sid { get; init; }

    /// <summary>Gets the reason why a resource or an action has a <c>*</c>; null if none has.</summary>
    public string? Reason { get; init; }

    /// <summary>Gets the IAM actions.</summary>
    public required IReadOnlyList<string> Actions { get; init; }

    /// <summary>
    /// Gets the IAM actions that an execution does not need to succeed: they are for abandoned executions, for objects and resources with tags, and for
    /// details of an error.
    /// </summary>
    public IReadOnlyList<string> Occasional { get; init; } = Array.Empty<string>();

    /// <summary>Gets the templates of the resources.</summary>
    public required IReadOnlyList<string> Resources { get; init; }

    /// <summary>Gets the condition of the statement; null if there is none.</summary>
    public PermissionConditionFacts? Condition { get; init; }

    /// <summary>Gets the conditions under which the permission is needed. All must be true. Empty if it is always needed.</summary>
    public IReadOnlyList<CatalogCondition> When { get; init; } = Array.Empty<CatalogCondition>();
}

/// <summary>The condition of a permission, such as <c>StringEquals</c> of <c>iam:PassedToService</c>.</summary>
public sealed class PermissionConditionFacts
{
    /// <summary>Gets the operator.</summary>
    public required string Operator { get; init; }

    /// <summary>Gets the template of the condition key.</summary>
    public required string Key { get; init; }

    /// <summary>Gets the templates of the values.</summary>
    public required IReadOnlyList<string> Values { get; init; }
}
