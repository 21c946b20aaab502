using System.Collections.Generic;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Protocols;

namespace BitbucketConnections.Sandbox.Shapes;

/// <summary>Collects the violated constraints of an input, with the messages of AWS's validation.</summary>
internal sealed class ShapeViolations
{
    private readonly List<string> _texts = [];
    private readonly bool _echoesValues;

    /// <summary>Initializes a new instance of the <see cref="ShapeViolations"/> class.</summary>
    /// <param name="echoesValues">True if the service includes the value in messages.</param>
    public ShapeViolations(bool echoesValues) => _echoesValues = echoesValues;

    /// <summary>Adds a violated constraint.</summary>
    /// <param name="value">The value; null for a missing member.</param>
    /// <param name="path">The path of the value.</param>
    /// <param name="constraint">The constraint, which starts with <c>Member must</c>.</param>
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

    /// <summary>Throws if a constraint is violated.</summary>
    /// <param name="code">The error code.</param>
    /// <exception cref="AwsErrorException">A constraint is violated.</exception>
    public void ThrowIfAny(string code)
    {
        if (_texts.Count > 0)
        {
            var errors = _texts.Count == 1 ? "error" : "errors";
            throw new AwsErrorException(
                code,
                $"{_texts.Count.ToString(CultureInfo.InvariantCulture)} validation {errors} detected: {string.Join("; ", _texts)}");
        }
    }

    private static string Text(JsonNode value) =>
        value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString();
}
