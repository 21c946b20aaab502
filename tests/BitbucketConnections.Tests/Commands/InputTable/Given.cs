namespace BitbucketConnections.Tests;

/// <summary>What is given to a cmdlet in the tables of inputs.</summary>
internal enum Given
{
    Found,
    NotFound,
    Null,
    Empty,
    Blank,
    WrongCase,
    Wildcard,
}
