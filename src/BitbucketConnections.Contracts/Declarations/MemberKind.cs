namespace BitbucketConnections.Declarations;

/// <summary>The kinds of values of a declaration member.</summary>
public enum MemberKind
{
    /// <summary>A string.</summary>
    Text,

    /// <summary>A string of an enumeration. AWS uses upper case.</summary>
    Enumeration,

    /// <summary>A whole number.</summary>
    Number,

    /// <summary>A list of strings.</summary>
    Texts,

    /// <summary>A list of strings that AWS writes as objects with a <c>name</c>.</summary>
    Names,

    /// <summary>A map of strings whose keys the user chooses.</summary>
    TextMap,

    /// <summary>An object with its own type.</summary>
    Part,

    /// <summary>A list of such objects.</summary>
    Parts,

    /// <summary>A map of such objects whose keys the user chooses.</summary>
    PartMap,
}
