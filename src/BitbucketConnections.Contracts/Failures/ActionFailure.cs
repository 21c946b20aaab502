using System.Collections.Generic;

namespace BitbucketConnections.Failures;

/// <summary>A failure of an action that AWS reports with a known message.</summary>
/// <param name="Id">The stable name, such as <c>BranchNotFound</c>.</param>
/// <param name="Message">The message of AWS in short, for people.</param>
/// <param name="Pattern">The regular expression that recognizes the message. It ignores case.</param>
/// <param name="Causes">The causes, the most likely first.</param>
public sealed record ActionFailure(string Id, string Message, string Pattern, IReadOnlyList<FailureCause> Causes);
