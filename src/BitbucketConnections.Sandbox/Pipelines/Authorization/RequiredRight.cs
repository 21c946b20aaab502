using System.Collections.Generic;

namespace BitbucketConnections.Sandbox.Pipelines.Authorization;

/// <summary>A right that an action needs.</summary>
/// <param name="Action">The IAM action.</param>
/// <param name="Resources">
/// The ARNs of the resources. The right is needed on one of them, because the documentation does not say which resource an action of its list
/// belongs to. <c>*</c> in an ARN replaces a part that is not in the configuration: the right is needed on any such resource.
/// </param>
/// <param name="Context">The values of condition keys.</param>
internal sealed record RequiredRight(string Action, IReadOnlyList<string> Resources, IReadOnlyList<KeyValuePair<string, string>> Context);
