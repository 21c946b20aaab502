using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;

namespace BitbucketConnections.Binding.Targets;

/// <summary>
/// An input that identifies a resource: text, an object of this module, an object after a job or file, the row of a table, or a hashtable. Members are
/// found in any case.
/// </summary>
internal sealed class PipedInput
{
    private const string OwnNamespace = "BitbucketConnections.";

    // PowerShell puts these before the type of an object that is a copy.
    private static readonly string[] s_copies = ["Deserialized.", "Selected.", "CSV:"];

    // The members that only one kind of object has, for a copy without a type, such as one from JSON. A pipeline can also have the id of its first execution.
    private static readonly (string Noun, string[] Members)[] s_marks =
    [
        (nameof(Pipeline), [nameof(Pipeline.Stages)]),
        (nameof(Connection), [nameof(Connection.ConnectionArn), nameof(Connection.ConnectionStatus)]),
        (nameof(ReviewerAssociation), [nameof(ReviewerAssociation.AssociationArn)]),
        (nameof(ConnectionUsage), [nameof(ConnectionUsage.ConnectionArn), nameof(ConnectionUsage.PipelineName), nameof(ConnectionUsage.ActionName)]),
        (nameof(TriggerDecision), [nameof(TriggerDecision.Starts), nameof(TriggerDecision.SourceActionName)]),
        (nameof(RuleExecution), [nameof(RuleExecution.RuleName)]),
        (nameof(ActionExecution), [nameof(ActionExecution.ActionName)]),
        (nameof(StageState), [nameof(StageState.StageName)]),
        (nameof(PipelineExecution), [nameof(PipelineExecution.PipelineExecutionId)]),
        (nameof(Tag), [nameof(Tag.ResourceArn), nameof(Tag.Key)]),
    ];

    private readonly PSObject _given;
    private readonly Dictionary<string, object?>? _map;

    /// <summary>Initializes a new instance of the <see cref="PipedInput"/> class.</summary>
    /// <param name="given">The input.</param>
    public PipedInput(PSObject given)
    {
        _given = given;
        Value = given.BaseObject is PSCustomObject ? given : given.BaseObject;
        _map = Value is not IDictionary map ? null : InputMembers.Entries(map)
            .GroupBy(entry => entry.Key, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => group.First().Value, StringComparer.OrdinalIgnoreCase);
        TypeName = given.TypeNames.FirstOrDefault() ?? string.Empty;
        while (Array.Find(s_copies, copy => TypeName.StartsWith(copy, StringComparison.OrdinalIgnoreCase)) is { } prefix)
        {
            TypeName = TypeName.Substring(prefix.Length);
        }

        Text = Value switch
        {
            string text => text,
            sbyte or byte or short or ushort or int or uint or long or ulong or decimal => Convert.ToString(Value, CultureInfo.InvariantCulture),
            _ => null,
        };
        Noun = TypeName.StartsWith(OwnNamespace, StringComparison.Ordinal)
            ? TypeName.Substring(OwnNamespace.Length)
            : IsRow ? Array.Find(s_marks, mark => Array.TrueForAll(mark.Members, Has)).Noun : null;
    }

    /// <summary>Gets the input without the wrapper of PowerShell, for errors.</summary>
    public object Value { get; }

    /// <summary>Gets the name of the type, without the prefix of a copy.</summary>
    public string TypeName { get; }

    /// <summary>Gets the text of an input that is text or a number; null for another object.</summary>
    public string? Text { get; }

    /// <summary>Gets the kind of object, such as <c>Pipeline</c>; null if its type and its members do not say it.</summary>
    public string? Noun { get; }

    /// <summary>Gets a value indicating whether the input is a hashtable or an object without a type, such as the row of a CSV file or an object from JSON.</summary>
    public bool IsRow => _map is not null || _given.BaseObject is PSCustomObject;

    /// <summary>Gets the names of the members.</summary>
    public IEnumerable<string> Members => _map?.Keys ?? _given.Properties.Where(property => property.IsGettable).Select(property => property.Name);

    /// <summary>Gets the text of a member; null if it is missing or empty, or a list or an object without text.</summary>
    /// <param name="member">The member, in any case.</param>
    public string? this[string member] => (Read(member) is PSObject wrapped ? wrapped.BaseObject : Read(member)) is { } value and not (IEnumerable and not string) and not PSCustomObject
        && Convert.ToString(value, CultureInfo.InvariantCulture) is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;

    /// <summary>Determines whether the input has a member, even an empty one.</summary>
    /// <param name="member">The member, in any case.</param>
    public bool Has(string member) => _map?.ContainsKey(member) ?? _given.Properties[member] is not null;

    /// <summary>Gets a member that is an object; null if it is missing or text.</summary>
    /// <param name="member">The member, in any case.</param>
    public PipedInput? Part(string member) => Read(member) is { } value and not string ? new PipedInput(PSObject.AsPSObject(value)) : null;

    private object? Read(string member) => _map is null ? _given.Properties[member]?.Value : _map.TryGetValue(member, out var value) ? value : null;
}
