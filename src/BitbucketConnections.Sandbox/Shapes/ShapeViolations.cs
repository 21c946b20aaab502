using System.Collections.Generic;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Protocols;

namespace BitbucketConnections.Sandbox.Shapes;

/// <summary>Collects the broken constraints of an input, in the words of AWS's validation.</summary>
internal sealed class ShapeViolations
{
    private readonly List<string> _texts = [];
    private readonly bool _echoesValues;

    /// <summary>Initializes a new instance of the <see cref="ShapeViolations"/> class.</summary>
    /// <param name="echoesValues">Whether the service echoes the value.</param>
    public ShapeViolations(bool echoesValues) => _echoesValues = echoesValues;

    /// <summary>Adds a broken constraint.</summary>
    /// <param name="value">The value; null for a missing member.</param>
    /// <param name="path">Where it is.</param>
    /// <param name="constraint">The constraint, from <c>Member must</c> on.</param>
    public void Add(JsonNode? value, string path, string constraint)
    {
        var subject = (_echoesValues, value) switch
        {
            (false, _) => "Value",
            (true, null) => "Value null",
            _ => $"Value '{Text(value)}'",
        };
        _texts.Add($"{subject} at '{path}' failed to satisfy constraint: {constraint}");
    }

    /// <summary>Throws when a constraint is broken.</summary>
    /// <exception cref="AwsErrorException">A constraint is broken.</exception>
    public void ThrowIfAny()
    {
        if (_texts.Count > 0)
        {
            var errors = _texts.Count == 1 ? "error" : "errors";
            throw new AwsErrorException(
                "ValidationException",
                $"{_texts.Count.ToString(CultureInfo.InvariantCulture)} validation {errors} detected: {string.Join("; ", _texts)}");
        }
    }

    private static string Text(JsonNode value) =>
        value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString();
}
