using System.Collections;
using System.Collections.Generic;
using System.Text.Json;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Protocols;

namespace BitbucketConnections.Sandbox.Shapes;

/// <summary>A structure with its members. Ignores unknown members, as AWS does.</summary>
internal sealed class StructureShape : Shape, IEnumerable<string>
{
    private readonly List<(string Name, Shape Shape, bool IsRequired)> _members = [];

    /// <summary>Adds an optional member.</summary>
    /// <param name="name">The name on the wire.</param>
    /// <param name="shape">Its shape.</param>
    public void Add(string name, Shape shape) => _members.Add((name, shape, false));

    /// <summary>Adds a member.</summary>
    /// <param name="name">The name on the wire.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="isRequired">True if the member is required.</param>
    public void Add(string name, Shape shape, bool isRequired) => _members.Add((name, shape, isRequired));

    /// <summary>Validates an input.</summary>
    /// <param name="input">The input.</param>
    /// <param name="echoesValues">True if errors include the value.</param>
    /// <param name="code">The error code of a violated constraint.</param>
    /// <exception cref="AwsErrorException">A constraint is violated, or a value has another JSON type.</exception>
    public void Validate(JsonObject input, bool echoesValues, string code = "ValidationException")
    {
        var violations = new ShapeViolations(echoesValues);
        CheckMembers(input, string.Empty, violations);
        violations.ThrowIfAny(code);
    }

    /// <summary>Reads an empty text as an empty list, where a member is a list: so the query protocol writes one.</summary>
    /// <param name="input">The input. It is changed.</param>
    public void ReadEmptyLists(JsonObject input)
    {
        foreach (var (name, shape, _) in _members)
        {
            if (shape is ListShape && input[name] is JsonValue text && text.TryGetValue<string>(out var value) && value.Length == 0)
            {
                input[name] = new JsonArray();
            }
        }
    }

    /// <inheritdoc/>
    public override void Check(JsonNode value, string path, ShapeViolations violations)
    {
        Require(value, JsonValueKind.Object, path);
        CheckMembers(value.AsObject(), path + ".", violations);
    }

    /// <inheritdoc/>
    public IEnumerator<string> GetEnumerator()
    {
        foreach (var member in _members)
        {
            yield return member.Name;
        }
    }

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void CheckMembers(JsonObject value, string prefix, ShapeViolations violations)
    {
        foreach (var (name, shape, isRequired) in _members)
        {
            // Paths start with a lowercase letter, for any name on the wire.
            var path = prefix + char.ToLowerInvariant(name[0]) + name.Substring(1);
            if (value[name] is { } member)
            {
                shape.Check(member, path, violations);
            }
            else if (isRequired)
            {
                violations.Add(null, path, "Member must not be null");
            }
        }
    }
}
