namespace BitbucketConnections.Sandbox.Protocols.Rest;

/// <summary>The type of a member of the query string.</summary>
internal enum RestQueryKind
{
    /// <summary>A string.</summary>
    Text,

    /// <summary>An integer.</summary>
    Number,

    /// <summary>A list of strings: the parameter repeats.</summary>
    List,
}
