using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Reflection;
using BitbucketConnections.Binding.Attributes;

namespace BitbucketConnections.Tests;

/// <summary>Tests that a parameter of several cmdlets, such as New and Set of a noun, accepts the same values in all of them.</summary>
public sealed class SharedParameterTests
{
    private static readonly Aspect s_type = new("type", p => [ElementType(p.PropertyType).FullName!]);
    private static readonly Aspect s_aliases = new("aliases", p => p.GetCustomAttributes<AliasAttribute>().SelectMany(a => a.AliasNames));
    private static readonly Aspect s_validation = new("validation", p => p.GetCustomAttributes().Select(Validation).OfType<string>());
    private static readonly Aspect s_transformation = new("transformation", p => p.GetCustomAttributes<ArgumentTransformationAttribute>().Select(a => a.GetType().Name));
    private static readonly Aspect s_completer = new("completer", p => p.GetCustomAttributes<ArgumentCompleterAttribute>().Select(a => a.Type.Name));

    private static readonly Aspect[] s_aspects = [s_type, s_aliases, s_validation, s_transformation, s_completer];

    // The intended differences: the classes, the aspects of the parameter, and the reason.
    private static readonly Difference[] s_intended =
    [
        new("ActionName", [s_completer], ["SetBitbucketSandboxFaultCommand"], "It is any action; the completer offers the approvals that wait."),
        new("AlarmState", [s_validation, s_completer], ["SetBitbucketSandboxFaultCommand"], "A state that an alarm has; a rule accepts states that AWS adds later."),
        new("Branch", [s_validation], ["PipelineParametersCommand"], "An empty value is reported with everything else that is wrong."),
        new("ConnectionArn", [s_aliases, s_transformation], ["ConnectionTargetCommand", "GetBitbucketConnectionCommand", "GetBitbucketConnectionUsageCommand"], "The connection itself is meant: -InputObject takes it as an object, and its property Arn binds."),
        new("ConnectionArn", [s_aliases], ["ServiceRoleParametersCommand"], "It accepts a name, too, and there is no -ConnectionName."),
        new("ConnectionArn", [s_aliases], ["SetBitbucketSandboxFaultCommand", "GrantBitbucketConnectionAccessCommand"], "It accepts a name, too, and objects whose Name and Arn are those of a connection."),
        new("CommitId", [s_completer], ["StartBitbucketPipelineCommand"], "The pipeline has executions with commits; the commit of a push is new."),
        new("IncludeTag", [s_type, s_validation, s_completer], ["GetBitbucketConnectionCommand", "GetBitbucketPipelineCommand"], "Whether the tags of AWS are read; elsewhere patterns of git's tags."),
        new("Owner", [s_validation, s_completer], ["GetBitbucketReviewerAssociationCommand"], "A workspace; elsewhere the owner of an action type."),
        new("PipelineExecutionId", [s_completer], ["ApprovalCommand"], "Only executions with an approval that waits are offered."),
        new("PipelineName", [s_aliases, s_transformation], ["NewBitbucketServiceRoleCommand", "GetBitbucketServiceRolePolicyCommand"], "The pipeline need not exist yet, and the objects that are piped have a Name of another thing."),
        new("PipelineName", [s_aliases, s_transformation], ["SetBitbucketSandboxFaultCommand"], "Nothing is piped into it, and -Name would not say of what."),
        new(
            "Region",
            [s_aliases],
            ["NewBitbucketPipelineActionCommand", "NewBitbucketPipelineRuleCommand", "SetBitbucketSandboxFaultCommand", "StartBitbucketSandboxCommand"],
            "The alias RegionToCall of AWS Tools is the Region that the cmdlet calls."),
        new("Region", [s_transformation], ["FleetCommand"], "It accepts several Regions."),
        new("Provider", [s_completer], ["NewBitbucketPipelineRuleCommand"], "Rule types have other providers than action types."),
        new("Configuration", [s_type, s_completer], ["NewBitbucketPipelineRuleCommand"], "Rule types have other keys than action types."),
        new("Repository", [s_validation], ["PipelineParametersCommand"], "An empty value is reported with everything else that is wrong."),
        new("Repository", [s_completer], ["ReviewerAssociationTargetCommand", "GetBitbucketReviewerAssociationCommand"], "The repository has an association, so AWS lists it."),
        new("Repository", [s_transformation], ["ReviewerAssociationTargetCommand", "GetBitbucketReviewerAssociationCommand"], "An association is meant: its object is accepted, and every other object is refused."),
        new("RuleName", [s_completer], ["SetBitbucketSandboxFaultCommand"], "A rule that need not have run yet."),
        new(
            "StageName",
            [s_completer],
            ["ApprovalCommand", "TransitionCommand", "RestartBitbucketPipelineStageCommand", "SkipBitbucketPipelineConditionCommand", "UndoBitbucketPipelineStageCommand"],
            "Only stages that the command can act on now are offered."),
        new("Status", [s_aliases, s_validation, s_completer], ["GetBitbucketConnectionCommand"], "Connections have other statuses than executions."),
        new("Status", [s_validation], ["GetBitbucketPipelineRuleExecutionCommand"], "Rules have other statuses than executions."),
        new("TimeoutSeconds", [s_validation], ["WaitBitbucketConnectionCommand", "ConnectionReadinessCommand", "WaitBitbucketReviewerAssociationCommand"], "A connection or an association is waited for a day at most, an execution as long as an approval waits."),
        new("Variable", [s_type, s_transformation, s_completer], ["StartBitbucketPipelineCommand", "NewBitbucketPipelineActionCommand"], "Values of variables; elsewhere their declarations."),
        new("Variable", [s_type, s_transformation, s_aliases], ["NewBitbucketPipelineRuleCommand"], "A reference to a variable; elsewhere their declarations or values."),
        new("Name", [s_validation], ["NewBitbucketConnectionCommand", "PipelineParametersCommand"], "An empty value is reported with everything else that is wrong."),
        new("Name", [s_completer, s_transformation], ["NewBitbucketConnectionCommand", "PipelineParametersCommand"], "The name is new."),
    ];

    public static IEnumerable<TheoryDataRow<string>> Shared() => Parameters().GroupBy(p => p.Key).Where(same => same.Count() > 1).Select(same => new TheoryDataRow<string>(same.Key));

    [Theory]
    [MemberData(nameof(Shared))]
    public void A_shared_parameter_accepts_the_same_values_in_all_cmdlets(string key)
    {
        var all = Parameters().Where(p => p.Key == key).ToList();
        foreach (var aspect in s_aspects)
        {
            var others = all.Where(p => !s_intended.Any(d => d.Covers(p.Property, aspect))).Select(p => (aspect.Of(p.Property), p.Cmdlet)).ToList();
            Assert.True(
                others.Select(o => o.Item1).Distinct().Count() <= 1,
                $"The {aspect.Name} of {key}: " + string.Join("; ", others.GroupBy(o => o.Item1).Select(g => $"'{g.Key}' of {string.Join(", ", g.Select(o => o.Cmdlet))}")));
        }
    }

    [Fact]
    public void An_intended_difference_exists() => Assert.All(s_intended, difference => Assert.All(difference.Classes, name => Assert.All(difference.Aspects, aspect =>
    {
        Assert.NotEmpty(difference.Reason);
        var (own, others) = (
            Parameters().First(p => p.Property.Name == difference.Parameter && p.Property.DeclaringType!.Name == name),
            Parameters().Where(p => p.Property.Name == difference.Parameter && !difference.Covers(p.Property, aspect)).ToList());
        Assert.Contains(others, other => other.Key == own.Key && aspect.Of(other.Property) != aspect.Of(own.Property));
    })));

    // -Name belongs to the noun, so it is compared within the noun. The type of -InputObject depends on the cmdlet.
    private static IEnumerable<(string Key, string Cmdlet, PropertyInfo Property)> Parameters() =>
        from cmdlet in Shell.Cmdlets
        let noun = cmdlet.Name[(cmdlet.Name.IndexOf('-', StringComparison.Ordinal) + 1)..]
        from property in cmdlet.Type.GetProperties()
        where property.GetCustomAttributes<ParameterAttribute>().Any() && property.Name != "InputObject"
        select (property.Name == "Name" ? $"Name of {noun}" : property.Name, cmdlet.Name, property);

    // For a user, an array and an optional value accept the same text as a single value.
    private static Type ElementType(Type type) => Nullable.GetUnderlyingType(type) ?? (type.IsArray ? type.GetElementType()! : type);

    private static string? Validation(Attribute attribute) => attribute switch
    {
        ValidateNotEmptyAttribute => "not empty",
        AllowEmptyStringAttribute => "empty allowed",
        ValidateSetAttribute set => $"one of {string.Join(",", set.ValidValues)}, {set.IgnoreCase}",
        ValidateRangeAttribute range => $"{range.MinRange} to {range.MaxRange}",
        ValidateLengthAttribute length => $"{length.MinLength} to {length.MaxLength} characters",
        ValidateCountAttribute count => $"{count.MinLength} to {count.MaxLength}",
        ValidatePatternAttribute pattern => pattern.RegexPattern,
        ValidateArgumentsAttribute other => other.GetType().Name,
        _ => null,
    };

    private sealed record Aspect(string Name, Func<PropertyInfo, IEnumerable<string>> Values)
    {
        public string Of(PropertyInfo property) => string.Join("; ", Values(property).Order(StringComparer.Ordinal));
    }

    private sealed record Difference(string Parameter, Aspect[] Aspects, string[] Classes, string Reason)
    {
        public bool Covers(PropertyInfo property, Aspect aspect) =>
            property.Name == Parameter && Aspects.Contains(aspect) && Classes.Contains(property.DeclaringType!.Name);
    }
}
