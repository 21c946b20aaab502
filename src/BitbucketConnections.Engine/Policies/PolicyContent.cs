using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;
using BitbucketConnections.Engine.Json;

namespace BitbucketConnections.Engine.Policies;

/// <summary>The statements of a policy. Statements of other forms are kept as JSON.</summary>
internal sealed class PolicyContent
{
    private static readonly string[] s_members = ["Sid", "Effect", "Action", "Resource", "Condition"];

    private PolicyContent(JsonElement? root, IReadOnlyList<ContentStatement> statements)
    {
        Root = root;
        Statements = statements;
    }

    public static PolicyContent Empty { get; } = new(null, []);

    /// <summary>Gets the original document, for its other members; null for a new policy.</summary>
    public JsonElement? Root { get; }

    public IReadOnlyList<ContentStatement> Statements { get; }

    /// <summary>Gets the statements in this module's form.</summary>
    public IEnumerable<PolicyStatement> Understood => Statements.Select(s => s.Statement).OfType<PolicyStatement>();

    /// <summary>Reads a document; returns null if it is not a policy.</summary>
    public static PolicyContent? TryRead(string document)
    {
        try
        {
            // IAM stores no name twice, and a copy would not keep both.
            using var parsed = CheckedJson.ParseTree(Encoding.UTF8.GetBytes(document));
            var root = parsed.RootElement.Clone();
            return root.ValueKind == JsonValueKind.Object && root.TryGetProperty("Statement", out var list) && Items(list) is { } items && items.All(IsObject)
                ? new PolicyContent(root, items.ConvertAll(Read))
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Returns the same policy with other statements.</summary>
    public PolicyContent With(IEnumerable<ContentStatement> statements) => new(Root, statements.ToList());

    /// <summary>Determines whether both policies have the same statements, in any order.</summary>
    public bool IsSame(PolicyContent other) => Keys(this).SequenceEqual(Keys(other), StringComparer.Ordinal);

    private static IEnumerable<string> Keys(PolicyContent content) => content.Statements.Select(s => s.Key).OrderBy(key => key, StringComparer.Ordinal);

    private static bool IsObject(JsonElement element) => element.ValueKind == JsonValueKind.Object;

    private static ContentStatement Read(JsonElement statement)
    {
        var sid = statement.TryGetProperty("Sid", out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
        return new ContentStatement(sid, statement, sid is null ? null : Understand(sid, statement));
    }

    // Accepts only the form that this module writes. Deny statements and NotAction have another meaning.
    private static PolicyStatement? Understand(string sid, JsonElement statement) =>
        statement.EnumerateObject().All(member => s_members.Contains(member.Name))
        && statement.TryGetProperty("Effect", out var effect) && effect.ValueKind == JsonValueKind.String && effect.GetString() == "Allow"
        && statement.TryGetProperty("Action", out var action) && Texts(action) is { } actions
        && statement.TryGetProperty("Resource", out var resource) && Texts(resource) is { } resources
        && Conditions(statement) is { } conditions
            ? new PolicyStatement(sid, actions, resources, [.. conditions])
            : null;

    private static List<PolicyCondition>? Conditions(JsonElement statement)
    {
        if (!statement.TryGetProperty("Condition", out var tests))
        {
            return [];
        }

        if (!IsObject(tests) || !tests.EnumerateObject().All(test => IsObject(test.Value)))
        {
            return null;
        }

        var conditions = new List<PolicyCondition>();
        foreach (var (test, key) in tests.EnumerateObject().SelectMany(test => test.Value.EnumerateObject().Select(key => (test, key))))
        {
            if (Texts(key.Value) is not { } values)
            {
                return null;
            }

            conditions.Add(new PolicyCondition(test.Name, key.Name, [.. values]));
        }

        return conditions;
    }

    private static List<string>? Texts(JsonElement element) => Items(element) is { Count: > 0 } items && items.All(item => item.ValueKind == JsonValueKind.String)
        ? items.ConvertAll(item => item.GetString()!)
        : null;

    // IAM accepts one value as a string and several values as a list.
    private static List<JsonElement> Items(JsonElement element) => element.ValueKind == JsonValueKind.Array ? element.EnumerateArray().ToList() : [element];
}

/// <summary>A statement in this module's form, or the JSON of another statement.</summary>
internal sealed class ContentStatement
{
    public ContentStatement(string? sid, JsonElement json, PolicyStatement? statement)
    {
        Sid = sid;
        Json = json;
        Statement = statement;
    }

    public ContentStatement(PolicyStatement statement)
        : this(statement.Sid, default, statement)
    {
    }

    public string? Sid { get; }

    /// <summary>Gets the original JSON; undefined for a new statement.</summary>
    public JsonElement Json { get; }

    /// <summary>Gets the statement; null if it does not have this module's form.</summary>
    public PolicyStatement? Statement { get; }

    /// <summary>Gets the key that equal statements have in common.</summary>
    public string Key => Statement is { } own
        ? string.Join("\n", own.Sid, Sorted(own.Actions), Sorted(own.Resources), own.ConditionText)
        : Sid + "\n" + PolicyJson.Write(Json);

    public ContentStatement Renamed(string sid) => new(sid, Json, Statement is { } own ? own.WithSid(sid) : null);

    private static string Sorted(IEnumerable<string> values) => string.Join(" ", values.Distinct(StringComparer.Ordinal).OrderBy(v => v, StringComparer.Ordinal));
}
