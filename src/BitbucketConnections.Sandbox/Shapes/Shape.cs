using System.Text.Json;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Protocols;

namespace BitbucketConnections.Sandbox.Shapes;

/// <summary>A shape of a service's model, as far as the service checks it before it looks at anything else.</summary>
internal abstract class Shape
{
    /// <summary>Checks a value.</summary>
    /// <param name="value">The value; never null.</param>
    /// <param name="path">Where it is, such as <c>pipeline.stages.1.member.name</c>.</param>
    /// <param name="violations">Takes what is wrong.</param>
    /// <exception cref="AwsErrorException">A value of another JSON type.</exception>
    public abstract void Check(JsonNode value, string path, ShapeViolations violations);

    /// <summary>Determines whether a value breaks a constraint, for a list or map that reports its members in one sentence.</summary>
    /// <param name="value">The value.</param>
    /// <returns>Whether it breaks one.</returns>
    public virtual bool Breaks(JsonNode value) => false;

    /// <summary>Gets all constraints as AWS lists them for the members of a list or map, the upper bound before the lower.</summary>
    /// <returns>The constraints, joined by commas.</returns>
    public virtual string Constraints() => string.Empty;

    /// <summary>Checks that a value has the JSON type of the shape.</summary>
    /// <param name="value">The value.</param>
    /// <param name="kind">The type.</param>
    /// <param name="path">Where it is.</param>
    protected static void Require(JsonNode value, JsonValueKind kind, string path)
    {
        if (value.GetValueKind() != kind)
        {
            throw new AwsErrorException("SerializationException", $"{value.GetValueKind()} found where {kind} is expected, at '{path}'.");
        }
    }
}
