namespace BitbucketConnections;

/// <summary>The two APIs that manage connections. The ARN of an existing connection decides which one is called.</summary>
public enum ConnectionApi
{
    /// <summary><c>codestar-connections</c>: the guide's API, ARNs start <c>arn:aws:codestar-connections</c>.</summary>
    CodeStarConnections,

    /// <summary><c>codeconnections</c>: its successor, ARNs start <c>arn:aws:codeconnections</c>.</summary>
    CodeConnections,
}
