using Amazon.Runtime;

namespace Amazon.CodePipeline;

/// <summary>The values of git pull request event type; a value that AWS added later is kept as it is.</summary>
public class GitPullRequestEventType : ConstantClass
{
    /// <summary>The value <c>OPEN</c>.</summary>
    public static readonly GitPullRequestEventType OPEN = new("OPEN");

    /// <summary>The value <c>UPDATED</c>.</summary>
    public static readonly GitPullRequestEventType UPDATED = new("UPDATED");

    /// <summary>The value <c>CLOSED</c>.</summary>
    public static readonly GitPullRequestEventType CLOSED = new("CLOSED");

    /// <summary>Initializes a new instance of the <see cref="GitPullRequestEventType"/> class.</summary>
    /// <param name="value">The value on the wire.</param>
    public GitPullRequestEventType(string value)
        : base(value)
    {
    }

    /// <summary>Converts a value on the wire.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator GitPullRequestEventType?(string? value) => value is null ? null : FindValue(value);

    /// <summary>Finds the constant of a value, or makes one for a value that AWS added later.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The constant.</returns>
    public static GitPullRequestEventType FindValue(string value) => FindValue<GitPullRequestEventType>(value);
}
