namespace BitbucketConnections.Sandbox.Signing;

/// <summary>What is wrong with a request's signature.</summary>
internal enum SignatureProblemKind
{
    /// <summary>The request carries no signature.</summary>
    Missing,

    /// <summary>The signature can't be read, or lacks a part.</summary>
    Incomplete,

    /// <summary>The access key or session token is not known.</summary>
    UnknownKey,

    /// <summary>The session token is no longer good.</summary>
    ExpiredToken,

    /// <summary>The signature is not the one that these keys make for this request.</summary>
    Mismatch,

    /// <summary>The request was signed too long ago.</summary>
    Expired,

    /// <summary>The request was signed in the future.</summary>
    NotYetValid,

    /// <summary>The signature is for another service, Region or date form.</summary>
    WrongScope,

    /// <summary>The body is not the one that was signed.</summary>
    BodyMismatch,
}
