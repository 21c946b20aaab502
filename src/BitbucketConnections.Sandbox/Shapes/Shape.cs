using System.Text.Json;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Protocols;

namespace BitbucketConnections.Sandbox.Shapes;

/// <summary>A shape of a service model, with the constraints that the service checks first.</summary>
internal abstract class Shape
{
    /// <summary>Checks a value.</summary>
    /// <param name="value">The value; never null.</param>
    /// <param name="path">The path of the value, such as <c>pipeline.stages.1.member.name</c>.</param>
    /// <param name="violations">Receives the violations.</param>
    /// <exception cref="AwsErrorException">A value has another JSON type.</exception>
    public abstract void Check(JsonNode value, string path, ShapeViolations violations);

    /// <summary>Determines whether a value violates a constraint. A list or map reports all its members in one sentence.</summary>
    /// <param name="value">The value.</param>
    /// <returns>True if it violates one; otherwise false.</returns>
    public virtual bool Breaks(JsonNode value) => false;

    /// <summary>Gets all constraints as AWS lists them for the members of a list or map, with the upper bound first.</summary>
    /// <returns>The constraints, joined by commas.</returns>
    public virtual string Constraints() => string.Empty;

    /// <summary>Checks that a value has the JSON type of the shape.</summary>
    /// <param name="value">The value.</param>
    /// <param name="kind">The type.</param>
    /// <param name="path">The path of the value.</param>
    protected static void Require(JsonNode value, JsonValueKind kind, string path)
    {
        if (value.GetValueKind() != kind)
        {
            throw new AwsErrorException("SerializationException", $"{value.GetValueKind()} found where {kind} is expected, at '{path}'.");
        }
    }
}
