namespace BitbucketConnections.Failures;

/// <summary>A cause of a failed action, and what removes it.</summary>
/// <param name="Cause">The cause, as a sentence. It can contain <c>{role}</c>, the service role, and <c>{project}</c>, the build project.</param>
/// <param name="Remedy">What to do, as sentences.</param>
/// <param name="Command">
/// The command that does it, or null. It can contain <c>{pipeline}</c>, <c>{region}</c>, <c>{stage}</c> and <c>{connection}</c>. Words in
/// capitals are to be replaced by the user.
/// </param>
public sealed record FailureCause(string Cause, string Remedy, string? Command = null);
