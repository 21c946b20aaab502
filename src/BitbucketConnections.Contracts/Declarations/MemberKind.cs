namespace BitbucketConnections.Declarations;

/// <summary>What the value of a declaration's member is.</summary>
public enum MemberKind
{
    /// <summary>A string.</summary>
    Text,

    /// <summary>A string of an enumeration that AWS spells in capitals.</summary>
    Enumeration,

    /// <summary>A whole number.</summary>
    Number,

    /// <summary>A list of strings.</summary>
    Texts,

    /// <summary>A list of strings that AWS writes as objects with a <c>name</c>.</summary>
    Names,

    /// <summary>A map whose keys and values are the user's strings.</summary>
    TextMap,

    /// <summary>An object of a type of its own.</summary>
    Part,

    /// <summary>A list of such objects.</summary>
    Parts,

    /// <summary>A map of such objects, whose keys are the user's.</summary>
    PartMap,
}
