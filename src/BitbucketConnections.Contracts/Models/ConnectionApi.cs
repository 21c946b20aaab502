namespace BitbucketConnections;

/// <summary>The two APIs that manage connections. The ARN of an existing connection determines the API.</summary>
public enum ConnectionApi
{
    /// <summary><c>codestar-connections</c>: the API that the user guide describes. ARNs start with <c>arn:aws:codestar-connections</c>.</summary>
    CodeStarConnections,

    /// <summary><c>codeconnections</c>: the successor API. ARNs start with <c>arn:aws:codeconnections</c>.</summary>
    CodeConnections,
}
