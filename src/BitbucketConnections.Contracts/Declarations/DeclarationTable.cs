using System;
using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Declarations;

/// <summary>
/// Describes the declaration of a pipeline: one row for each member, with its JSON name and kind. Reading and writing JSON, hashtables, the paths of
/// differences and the exporters use it. To add a new member of AWS, add a row here and a property to the record.
/// </summary>
public static class DeclarationTable
{
    /// <summary>Gets the declaration, AWS's <c>PipelineDeclaration</c>.</summary>
    public static DeclarationPart Pipeline { get; } = new DeclarationPart<Pipeline>(
        "pipeline",
        Required("name"),
        Text("roleArn"),
        Part("artifactStore", () => Store!),
        new("artifactStores", MemberKind.PartMap, () => Store!),
        new("stages", MemberKind.Parts, () => Stage!) { IsWrittenEmpty = true },
        Number("version"),
        Enumeration("executionMode"),
        Enumeration("pipelineType"),
        Parts("variables", () => Variable!),
        Parts("triggers", () => Trigger!));

    /// <summary>Gets a stage, AWS's <c>StageDeclaration</c>.</summary>
    public static DeclarationPart Stage { get; } = new DeclarationPart<PipelineStage>(
        "stage",
        Required("name"),
        Parts("blockers", () => s_blocker!),
        new("actions", MemberKind.Parts, () => Action!) { IsWrittenEmpty = true },
        Part("onFailure", () => s_failure!),
        Part("onSuccess", () => s_gate!),
        Part("beforeEntry", () => s_gate!));

    /// <summary>Gets an action, AWS's <c>ActionDeclaration</c>.</summary>
    public static DeclarationPart Action { get; } = new DeclarationPart<PipelineAction>(
        "action",
        Required("name"),
        new("actionTypeId", MemberKind.Part, () => ActionType!) { IsRequired = true },
        Number("runOrder"),
        Map("configuration"),
        Texts("commands"),
        Parts("outputArtifacts", () => Output!),
        Names("inputArtifacts"),
        Texts("outputVariables"),
        Text("roleArn"),
        Text("region"),
        Text("namespace"),
        Number("timeoutInMinutes"),
        Parts("environmentVariables", () => EnvironmentVariable!));

    /// <summary>Gets an action type, AWS's <c>ActionTypeId</c>.</summary>
    public static DeclarationPart ActionType { get; } = new DeclarationPart<ActionTypeId>(
        "action type", Required("category"), Required("owner", "AWS"), Required("provider"), Required("version", "1"));

    /// <summary>Gets an output artifact, AWS's <c>OutputArtifact</c>.</summary>
    public static DeclarationPart Output { get; } = new DeclarationPart<OutputArtifact>("output artifact", Required("name"), Texts("files"));

    /// <summary>Gets an environment variable of an action, AWS's <c>EnvironmentVariable</c>.</summary>
    public static DeclarationPart EnvironmentVariable { get; } = new DeclarationPart<ActionEnvironmentVariable>(
        "environment variable", Required("name"), Required("value"), Enumeration("type"));

    /// <summary>Gets a condition, AWS's <c>Condition</c>.</summary>
    public static DeclarationPart Condition { get; } = new DeclarationPart<StageCondition>(
        "condition", Enumeration("result"), Parts("rules", () => Rule!));

    /// <summary>Gets a rule of a condition, AWS's <c>RuleDeclaration</c>.</summary>
    public static DeclarationPart Rule { get; } = new DeclarationPart<StageRule>(
        "rule",
        Required("name"),
        new("ruleTypeId", MemberKind.Part, () => s_ruleType!) { IsRequired = true },
        Map("configuration"),
        Texts("commands"),
        Names("inputArtifacts"),
        Text("roleArn"),
        Text("region"),
        Number("timeoutInMinutes"));

    /// <summary>Gets a variable, AWS's <c>PipelineVariableDeclaration</c>.</summary>
    public static DeclarationPart Variable { get; } = new DeclarationPart<PipelineVariable>(
        "variable", Required("name"), Text("defaultValue"), Text("description"));

    /// <summary>Gets a trigger, AWS's <c>PipelineTriggerDeclaration</c>.</summary>
    public static DeclarationPart Trigger { get; } = new DeclarationPart<PipelineTrigger>(
        "trigger",
        Text("providerType"),
        Required("gitConfiguration.sourceActionName"),
        Parts("gitConfiguration.push", () => s_push!),
        Parts("gitConfiguration.pullRequest", () => s_pullRequest!));

    /// <summary>Gets an artifact store, AWS's <c>ArtifactStore</c>.</summary>
    public static DeclarationPart Store { get; } = new DeclarationPart<ArtifactStore>(
        "artifact store",
        Text("type"),
        Required("location"),
        Part("encryptionKey", () => s_key!));

    private static readonly DeclarationPart s_key = new DeclarationPart<EncryptionKey>("encryption key", Required("id"), Text("type"));

    private static readonly DeclarationPart s_blocker = new DeclarationPart<StageBlocker>("blocker", Required("name"), Required("type"));

    private static readonly DeclarationPart s_gate = new DeclarationPart<StageConditions>("gate", Parts("conditions", () => Condition));

    private static readonly DeclarationPart s_failure = new DeclarationPart<StageFailureConditions>(
        "failure gate", Enumeration("result"), Enumeration("retryConfiguration.retryMode"), Parts("conditions", () => Condition));

    private static readonly DeclarationPart s_ruleType = new DeclarationPart<RuleTypeId>(
        "rule type",
        Required("category", "Rule"),
        new("owner", MemberKind.Text) { Default = "AWS" },
        Required("provider"),
        new("version", MemberKind.Text) { Default = "1" });

    private static readonly DeclarationPart s_push = new DeclarationPart<TriggerPushFilter>(
        "push filter", Part("tags", () => s_patterns!), Part("branches", () => s_patterns!), Part("filePaths", () => s_patterns!));

    private static readonly DeclarationPart s_pullRequest = new DeclarationPart<TriggerPullRequestFilter>(
        "pull request filter",
        Texts("events"),
        Part("branches", () => s_patterns!),
        Part("filePaths", () => s_patterns!));

    private static readonly DeclarationPart s_patterns = new DeclarationPart<TriggerPatterns>("pattern list", Texts("includes"), Texts("excludes"));

    /// <summary>Gets all parts of a declaration.</summary>
    public static IReadOnlyList<DeclarationPart> All { get; } = Reachable(Pipeline);

    private static readonly HashSet<string> s_maps = new(
        All.SelectMany(part => part.Members).Where(member => member.Kind is MemberKind.TextMap or MemberKind.PartMap).Select(member => member.Name),
        StringComparer.Ordinal);

    /// <summary>Determines whether the user, not AWS, chooses the keys of a member.</summary>
    /// <param name="name">The JSON name of the member.</param>
    /// <returns>True for maps.</returns>
    public static bool IsMap(string name) => s_maps.Contains(name);

    private static List<DeclarationPart> Reachable(DeclarationPart root)
    {
        var found = new List<DeclarationPart> { root };
        for (var i = 0; i < found.Count; i++)
        {
            found.AddRange(found[i].Members.Where(HasPart).Select(member => member.Part).Distinct().Except(found).ToList());
        }

        return found;
    }

    private static bool HasPart(DeclarationMember member) => member.Kind is MemberKind.Part or MemberKind.Parts or MemberKind.PartMap;

    private static DeclarationMember Required(string path, string? whenLeftOut = null) => new(path, MemberKind.Text) { IsRequired = true, Default = whenLeftOut };

    private static DeclarationMember Text(string path) => new(path, MemberKind.Text);

    private static DeclarationMember Enumeration(string path) => new(path, MemberKind.Enumeration);

    private static DeclarationMember Number(string path) => new(path, MemberKind.Number);

    private static DeclarationMember Texts(string path) => new(path, MemberKind.Texts);

    private static DeclarationMember Names(string path) => new(path, MemberKind.Names);

    private static DeclarationMember Map(string path) => new(path, MemberKind.TextMap);

    private static DeclarationMember Part(string path, Func<DeclarationPart> part) => new(path, MemberKind.Part, part);

    private static DeclarationMember Parts(string path, Func<DeclarationPart> part) => new(path, MemberKind.Parts, part);
}
