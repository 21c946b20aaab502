using System.Collections.Generic;

namespace BitbucketConnections.Engine.Removal;

/// <summary>Who uses a role.</summary>
/// <param name="Users">The pipelines, such as <c>'demo' in us-east-1</c>.</param>
/// <param name="Unknown">The reason why there may be more users; null if all Regions were searched.</param>
internal sealed record RoleUse(IReadOnlyList<string> Users, string? Unknown);
