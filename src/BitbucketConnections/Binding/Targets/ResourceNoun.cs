using System;
using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Binding.Targets;

/// <summary>
/// How inputs identify a resource. The rule is the same for every noun: text is a name or an ARN, of several members the noun's own wins, and an object
/// of another noun is refused.
/// </summary>
internal sealed class ResourceNoun
{
    private const int NamedMembers = 5;

    // The summary of a list and the declaration.
    private const string SdkPipeline = "Amazon.CodePipeline.Model.Pipeline";

    private static readonly Dictionary<string, string> s_kinds = new(StringComparer.Ordinal)
    {
        [nameof(BitbucketConnections.Connection)] = "a connection",
        [nameof(ConnectionUsage)] = "a use of a connection",
        [nameof(BitbucketConnections.Pipeline)] = "a pipeline",
        [nameof(PipelineExecution)] = "an execution",
        [nameof(StageState)] = "a stage",
        [nameof(ActionExecution)] = "the execution of an action",
        [nameof(RuleExecution)] = "the execution of a rule",
        [nameof(PipelineStage)] = "the definition of a stage",
        [nameof(PipelineAction)] = "the definition of an action",
        [nameof(PipelineTrigger)] = "a trigger",
        [nameof(ReviewerAssociation)] = "an association with CodeGuru Reviewer",
        [nameof(ServiceRole)] = "a service role",
        [nameof(Tag)] = "a tag",
        [nameof(SandboxInfo)] = "a sandbox",
        [nameof(SandboxLimits)] = "the limits of a sandbox",
        [nameof(TriggerDecision)] = "a decision of a trigger",
        [nameof(SandboxPushResult)] = "the execution of a push",
    };

    // A member of a row that shows that its columns Name and Arn belong to another noun.
    private static readonly string[] s_ofPipelines =
        [nameof(BitbucketConnections.Pipeline.PipelineArn), "PipelineName", "FullRepositoryId", "Repository", "BranchName", "Branch", nameof(PipelineExecution.PipelineExecutionId)];

    private readonly string _name;
    private readonly string _advice;
    private readonly string _errorId;
    private readonly string[] _members;
    private readonly string[] _generic;
    private readonly string[] _foreign;
    private readonly string[] _accepted;
    private readonly string[] _strictForeign = [];
    private readonly string _nameBeside = string.Empty;

    // The first of the accepted kinds is the noun itself.
    private ResourceNoun(string name, string errorId, string advice, string[] members, string[] generic, string[] foreign, string[] accepted)
    {
        _name = name;
        _errorId = errorId;
        _advice = advice;
        _members = members;
        _generic = generic;
        _foreign = foreign;
        _accepted = accepted;
    }

    private ResourceNoun(ResourceNoun other, string nameBeside, string[] foreign)
        : this(other._name, other._errorId, other._advice, other._members, other._generic, other._foreign, other._accepted)
    {
        _nameBeside = nameBeside;
        _strictForeign = foreign;
    }

    /// <summary>Gets the rule for connections.</summary>
    public static ResourceNoun Connection { get; } = new(
        "a connection", "NotAConnection", "Specify the name or ARN of a connection, or pipe the output of Get-BitbucketConnection.",
        ["ConnectionArn", "ConnectionName"], ["Arn", "Name"], s_ofPipelines, [nameof(BitbucketConnections.Connection), nameof(ConnectionUsage)]);

    /// <summary>Gets the rule for connections that are removed: only connections, and no use of one.</summary>
    public static ResourceNoun OnlyConnection { get; } = Connection.Without(nameof(ConnectionUsage)).Strict("ConnectionName", s_ofPipelines);

    /// <summary>Gets the rule for pipelines, also those of an execution, stage or action.</summary>
    public static ResourceNoun Pipeline { get; } = new(
        "a pipeline", "NotAPipeline", "Specify the name or ARN of a pipeline, or pipe the output of Get-BitbucketPipeline.",
        ["PipelineArn", "PipelineName"], ["Arn", "Name"], [],
        [nameof(BitbucketConnections.Pipeline), nameof(ConnectionUsage), nameof(PipelineExecution), nameof(StageState), nameof(ActionExecution), nameof(RuleExecution), nameof(TriggerDecision), nameof(SandboxPushResult)]);

    /// <summary>Gets the rule for pipelines that are removed: an execution or a stage does not mean its whole pipeline.</summary>
    public static ResourceNoun OnlyPipeline { get; } = Pipeline.Without(nameof(PipelineExecution), nameof(StageState), nameof(ActionExecution), nameof(RuleExecution), nameof(TriggerDecision), nameof(SandboxPushResult));

    /// <summary>Gets the rule for associations with CodeGuru Reviewer. Their name is that of the repository.</summary>
    public static ResourceNoun Association { get; } = new(
        "an association with CodeGuru Reviewer", "NotAnAssociation", "Specify the repository or the ARN of an association, or pipe the output of Get-BitbucketReviewerAssociation.",
        ["AssociationArn", "FullRepositoryId", "Repository"], ["Arn"], ["PipelineArn", "PipelineName"], [nameof(ReviewerAssociation)]);

    /// <summary>Gets the rule for associations that are removed: a row of a pipeline, which also has a repository, is refused.</summary>
    public static ResourceNoun OnlyAssociation { get; } = Association.Strict("Owner", "PipelineArn", "PipelineName", "Branch", "BranchName", "ConnectionName");

    /// <summary>Gets the rule for resources with tags. For a pipeline, its own ARN takes precedence over the ARN of its connection.</summary>
    public static ResourceNoun Tagged { get; } = new ResourceNoun(
        "a connection or pipeline", "NotATaggedResource", "Specify the ARN of a connection or pipeline, or pipe the output of Get-BitbucketConnection or Get-BitbucketPipeline.",
        ["ResourceArn", "PipelineArn", "ConnectionArn"], ["Arn"], [],
        [nameof(BitbucketConnections.Connection), nameof(BitbucketConnections.Pipeline), nameof(Tag)]).Strict("ConnectionName", s_ofPipelines);

    /// <summary>Describes the kind of an input, such as <c>an execution</c>.</summary>
    /// <param name="input">The input.</param>
    public static string KindOf(PipedInput input) => input.Noun is { } noun && s_kinds.TryGetValue(noun, out var kind) ? kind : input.Text is null ? $"an object of type {input.TypeName}" : $"the text '{input.Text}'";

    /// <summary>Determines what an input means, without another noun.</summary>
    /// <param name="input">The input.</param>
    /// <returns>The name or ARN; null if the input does not identify such a resource.</returns>
    public string? Find(PipedInput input)
    {
        if (input.Text is { } text)
        {
            return text;
        }

        if (input.Noun is { } noun && !_accepted.Contains(noun))
        {
            return null;
        }

        // An ARN is unique, and a name is not.
        var members = _members.Where(member => IsOf(input, member)).ToList();
        var generic = IsOwnName(input) ? _generic : [];
        return Value(input, members.Where(IsArnMember)) ?? Value(input, generic.Where(member => IsArnMember(member) && members.Count > 0 && IsArn(input[member]))) ?? Value(input, members) ?? Value(input, generic)
            ?? FindInAnswer(input);
    }

    /// <summary>Reads what an input means.</summary>
    /// <param name="input">The input.</param>
    /// <returns>The name or ARN.</returns>
    /// <exception cref="ServiceException">Kind InvalidInput: the input does not identify such a resource.</exception>
    public string Read(PipedInput input) => input.IsRow && input["ProfileName"] is not null
        ? throw ServiceException.FromFindings([new Finding("ProfileInInput", "The input has the member ProfileName, but an input can't choose the profile. Use -ProfileName, with one command for each profile.")])
        : Find(input) ?? throw Refuse(input);

    /// <summary>Reads an object that is the argument of a parameter for names or ARNs.</summary>
    /// <param name="input">The object.</param>
    /// <returns>The ARN.</returns>
    /// <exception cref="ServiceException">Kind InvalidInput: the object is not one of this noun, or has no ARN.</exception>
    public string ReadArgument(PipedInput input) => input.Text is { } text
        ? text
        : input.Noun == _accepted[0] && Find(input) is { } arn && arn.StartsWith("arn:", StringComparison.Ordinal)
            ? arn
            : throw ServiceException.FromFindings([new Finding(_errorId, $"The value is {KindOf(input)}, and this parameter accepts text. Specify {_name} as a name or ARN, or pipe the object to the command.")]);

    /// <summary>Creates the error for an input that does not identify such a resource.</summary>
    /// <param name="input">The input.</param>
    public ServiceException Refuse(PipedInput input) => ServiceException.FromFindings([new Finding(_errorId, $"{Describe(input)} {_advice}")]);

    private static string? Value(PipedInput input, IEnumerable<string> members) => members.Select(member => input[member]).FirstOrDefault(value => value is not null);

    private static bool IsArnMember(string member) => member.EndsWith("Arn", StringComparison.Ordinal);

    private bool IsArn(string? text) => IsPipeline ? text is not null && PipelineNameRules.CheckPipelineArn(text, out _) is null : _accepted[0] == nameof(BitbucketConnections.Connection) && ConnectionRules.TryParseArn(text, out _);

    // A pipeline refers to its connection and its repository, also as a row without a type. Only a command that changes nothing can mean what a row refers to.
    private bool IsOf(PipedInput input, string member) => !IsReference(member) || !(input.Noun is null ? IsRowOfAnother(input) : input.Noun == nameof(BitbucketConnections.Pipeline));

    private static bool IsReference(string member) => member.StartsWith("Connection", StringComparison.Ordinal) || member is "Repository" or "FullRepositoryId";

    private bool IsRowOfAnother(PipedInput input) => _strictForeign.Length > 0 && (Array.Exists(_strictForeign, input.Has) || (input.Has("Name") && !input.Has(_nameBeside)));

    // Many objects have a name: a file, a service, a process. Only a row, a hashtable or an object of the noun itself means it with these members.
    private bool IsOwnName(PipedInput input) => input.Noun is null
        ? (input.IsRow && !Array.Exists(_foreign, input.Has)) || (IsPipeline && input.TypeName.StartsWith(SdkPipeline, StringComparison.Ordinal))
        : input.Noun == _accepted[0];

    // The answer of GetPipeline, from the AWS CLI or AWS Tools: the definition, and its ARN beside it.
    private string? FindInAnswer(PipedInput input) => IsPipeline && input.Noun is null && input.Part("pipeline") is { } pipeline ? input.Part("metadata")?["pipelineArn"] ?? pipeline["name"] : null;

    private bool IsPipeline => _accepted[0] == nameof(BitbucketConnections.Pipeline);

    private string Describe(PipedInput input)
    {
        if (input.Noun is { } noun && s_kinds.TryGetValue(noun, out var kind) && !_accepted.Contains(noun))
        {
            return $"The input is {kind}, not {_name}.";
        }

        return input.Noun is { } own && s_kinds.TryGetValue(own, out var accepted)
            ? $"The input is {accepted} without a name or ARN."
            : input.IsRow
            ? $"An object with the members {Few(input.Members.ToList())} does not identify {_name}."
            : $"An object of type {input.TypeName} does not identify {_name}.";
    }

    // The values can be secrets.
    private static string Few(List<string> members) => members.Count == 0
        ? "(none)"
        : string.Join(", ", members.Take(NamedMembers)) + (members.Count > NamedMembers ? $" and {members.Count - NamedMembers} more" : string.Empty);

    private ResourceNoun Without(params string[] nouns) => new(_name, _errorId, _advice, _members, _generic, _foreign, _accepted.Except(nouns).ToArray());

    private ResourceNoun Strict(string nameBeside, params string[] foreign) => new(this, nameBeside, foreign);
}
