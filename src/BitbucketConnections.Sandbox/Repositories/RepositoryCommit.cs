namespace BitbucketConnections.Sandbox.Repositories;

/// <summary>A commit.</summary>
/// <param name="Id">The id, 40 hexadecimal digits.</param>
/// <param name="Message">The message.</param>
internal sealed record RepositoryCommit(string Id, string Message);
