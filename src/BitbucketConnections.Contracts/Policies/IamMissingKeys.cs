namespace BitbucketConnections.Policies;

/// <summary>What an evaluation assumes of context keys that a request does not have.</summary>
public enum IamMissingKeys
{
    /// <summary>The request does not have them, as in a call.</summary>
    Absent,

    /// <summary>They are not known, and their values are the ones that allow most: a condition on them is met where it allows, and not met where it denies.</summary>
    Favorable,

    /// <summary>They are not known, and their values are the ones that allow least.</summary>
    Unfavorable,
}
