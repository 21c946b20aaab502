using System.Collections.Generic;

namespace BitbucketConnections.Catalog;

/// <summary>A permission of the catalog with the values of an action.</summary>
public sealed class NeededRights
{
    /// <summary>Gets the row of the catalog.</summary>
    public required PermissionFacts Facts { get; init; }

    /// <summary>Gets the resources: for each template one, or several if a value is a list.</summary>
    public required IReadOnlyList<IReadOnlyList<string>> Resources { get; init; }

    /// <summary>Gets the condition; null if there is none, or if a variable is part of its key.</summary>
    public PermissionConditionFacts? Condition { get; init; }

    /// <summary>Gets the values that the policy can't contain exactly.</summary>
    public IReadOnlyList<WidenedValue> Widened { get; init; } = [];
}
