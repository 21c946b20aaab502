using System;
using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Catalog;
using BitbucketConnections.Declarations;

namespace BitbucketConnections.Binding.Definitions;

/// <summary>
/// Reads parts of a declaration with the field table: from hashtables with the members of the AWS JSON in any case, and from objects that come from a
/// file or job.
/// </summary>
internal static class PartReader
{
    /// <summary>Reads the declaration of a pipeline. Other members are ignored, because an object has properties that are not part of its declaration.</summary>
    public static Pipeline Pipeline(object source) => (Pipeline)Read(DeclarationTable.Pipeline, source, takesOthers: true);

    /// <summary>Reads a trigger, such as <c>@{ gitConfiguration = @{ sourceActionName = 'Source'; push = @{ branches = @{ includes = 'main' } } } }</c>.</summary>
    public static PipelineTrigger Trigger(object source) => (PipelineTrigger)Read(DeclarationTable.Trigger, source);

    /// <summary>Reads a stage.</summary>
    public static PipelineStage Stage(object source) => (PipelineStage)Read(DeclarationTable.Stage, source);

    /// <summary>Reads an action.</summary>
    public static PipelineAction Action(object source) => (PipelineAction)Read(DeclarationTable.Action, source);

    /// <summary>Reads a condition, such as <c>@{ result = 'FAIL'; rules = @{ ... } }</c>.</summary>
    public static StageCondition Condition(object source) => (StageCondition)Read(DeclarationTable.Condition, source);

    /// <summary>Reads a rule of a condition, such as <c>@{ name = 'Window'; ruleTypeId = @{ provider = 'DeploymentWindow' }; configuration = @{ ... } }</c>.</summary>
    public static StageRule Rule(object source) => (StageRule)Read(DeclarationTable.Rule, source);

    /// <summary>Determines whether a value is a rule, and not a condition: an object or hashtable with the type of a rule.</summary>
    public static bool IsRule(object source) =>
        source is StageRule || (source is not (StageCondition or string or ValueType) && new InputMembers(source, DeclarationTable.Rule.Label)[nameof(StageRule.RuleTypeId)] is not null);

    /// <summary>Reads an environment variable of a Commands action.</summary>
    public static ActionEnvironmentVariable EnvironmentVariable(object source) => (ActionEnvironmentVariable)Read(DeclarationTable.EnvironmentVariable, source);

    /// <summary>Reads a variable of a pipeline. Other members are ignored, because a row of a table may have more columns.</summary>
    public static PipelineVariable Variable(object source) => (PipelineVariable)Read(DeclarationTable.Variable, source, takesOthers: true);

    private static object Read(DeclarationPart part, object source, bool takesOthers = false)
    {
        if (part.Type.IsInstanceOfType(source))
        {
            return NullPart.Find(part, source) is not { } path ? Spell(source) : throw WrongArgument.Of(
                $"The member '{path}' of the {part.Label} '{source}' is null. Specify a value.");
        }

        // An artifact is usually only a name.
        if (source is string name && part == DeclarationTable.Output)
        {
            return new OutputArtifact { Name = name };
        }

        var members = new InputMembers(source, part.Label, takesOthers ? [] : KnownNames(part));
        var values = new Dictionary<DeclarationMember, object>();
        foreach (var row in part.Members)
        {
            if (Value(row, Holder(members, part, row)) is { } value)
            {
                values[row] = value;
            }
            else if (row.Default is { } assumed)
            {
                values[row] = assumed;
            }
            else if (row.IsRequired)
            {
                throw members.Missing(row.Name);
            }
        }

        return Spell(part.Make(values, members.Map(nameof(IDeclarationPart.AdditionalMembers))));
    }

    // A member of an inner object can be in that object, as in the AWS JSON, or next to the others, as in the records.
    private static InputMembers Holder(InputMembers members, DeclarationPart part, DeclarationMember row)
    {
        if (row.Segments.Count == 1 || members[row.Segments[0]] is not { } inner)
        {
            return members;
        }

        var names = part.Members.Where(other => other.Segments[0] == row.Segments[0]).Select(other => other.Name).ToArray();
        return new InputMembers(members.Only(row.Segments[0], inner), row.Segments[0], names);
    }

    private static string[] KnownNames(DeclarationPart part) =>
        [.. part.Members.SelectMany(row => new[] { row.Segments[0], row.Name }).Distinct(), nameof(IDeclarationPart.AdditionalMembers)];

    private static object? Value(DeclarationMember row, InputMembers members) => row.Kind switch
    {
        MemberKind.Enumeration => members.Text(row.Name)?.ToUpperInvariant(),
        MemberKind.Number => members.Number(row.Name),
        MemberKind.Texts or MemberKind.Names => members.Texts(row.Name),
        MemberKind.TextMap => members.Map(row.Name, ConfigurationValue.Of),
        MemberKind.Part => members.Part(row.Name, part => Read(row.Part, part)),
        MemberKind.Parts => members.List(row.Name, part => Read(row.Part, part)) is { } parts ? row.Part.List(parts) : null,
        MemberKind.PartMap => members.Map(row.Name, part => Read(row.Part, part)) is { } parts ? row.Part.Map(parts) : null,
        _ => members.Text(row.Name),
    };

    private static object Spell(object record) => record switch
    {
        ActionTypeId type => ActionCatalog.Spell(type),
        RuleTypeId type => RuleCatalog.Spell(type),
        PipelineStage stage => DeclarationSpelling.Of(stage),
        PipelineAction action => DeclarationSpelling.Of(action),
        StageRule rule => DeclarationSpelling.Of(rule),
        StageCondition condition => DeclarationSpelling.Of(condition),
        _ => record,
    };
}
