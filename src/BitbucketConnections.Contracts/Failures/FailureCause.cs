namespace BitbucketConnections.Failures;

/// <summary>A cause of a failed action, and what removes it.</summary>
/// <param name="Cause">The cause, as a sentence.</param>
/// <param name="Remedy">What to do, as sentences.</param>
/// <param name="Command">
/// The command that does it, or null. It can contain <c>{pipeline}</c>, <c>{region}</c>, <c>{stage}</c>, <c>{connection}</c> and <c>{role}</c>. Words in
/// capitals are to be replaced by the user.
/// </param>
public sealed record FailureCause(string Cause, string Remedy, string? Command = null);
