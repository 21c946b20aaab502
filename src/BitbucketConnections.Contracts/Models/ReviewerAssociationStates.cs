using System;
using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections;

/// <summary>The states of an association with CodeGuru Reviewer that AWS documents. A state is a string, so that states that AWS adds later still work.</summary>
public static class ReviewerAssociationStates
{
    /// <summary>AWS creates the association.</summary>
    public const string Associating = "Associating";

    /// <summary>The association is ready.</summary>
    public const string Associated = "Associated";

    /// <summary>AWS could not create the association.</summary>
    public const string Failed = "Failed";

    /// <summary>AWS removes the association.</summary>
    public const string Disassociating = "Disassociating";

    /// <summary>The association was removed.</summary>
    public const string Disassociated = "Disassociated";

    /// <summary>Gets all documented states.</summary>
    public static IReadOnlyList<string> All { get; } = [Associating, Associated, Failed, Disassociating, Disassociated];

    /// <summary>Gets a state as AWS writes it.</summary>
    /// <param name="state">The state, in any case.</param>
    /// <returns>The documented state; the text itself for another state.</returns>
    public static string Normalize(string state) => All.FirstOrDefault(known => known.Equals(state, StringComparison.OrdinalIgnoreCase)) ?? state;
}
