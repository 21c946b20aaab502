namespace BitbucketConnections.Sandbox.Callers;

/// <summary>The IAM user who signs a call with an own access key.</summary>
/// <param name="Name">The name.</param>
/// <param name="Path">The path, such as <c>/people/</c>.</param>
/// <param name="Id">The id, <c>AIDA…</c>.</param>
internal sealed record CallerUser(string Name, string Path, string Id);
