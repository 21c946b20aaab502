using System;

namespace BitbucketConnections.Sandbox.Pipelines.Records;

/// <summary>A rule of a stage condition that failed, because its role does not have a permission.</summary>
/// <param name="ConditionKind">The kind of condition, <c>beforeEntry</c> or <c>onSuccess</c>.</param>
/// <param name="Id">The id of the rule execution, a UUID.</param>
/// <param name="RuleName">The rule.</param>
/// <param name="Code">The error code.</param>
/// <param name="Message">The error message.</param>
/// <param name="At">The time of the failure.</param>
internal sealed record RefusedRuleRecord(string ConditionKind, string Id, string RuleName, string Code, string Message, DateTimeOffset At);
