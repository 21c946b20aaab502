namespace BitbucketConnections.Sandbox.Signing;

/// <summary>The kinds of problems with a request's signature.</summary>
internal enum SignatureProblemKind
{
    /// <summary>The request has no signature.</summary>
    Missing,

    /// <summary>The signature can't be read or is incomplete.</summary>
    Incomplete,

    /// <summary>The access key or session token is unknown.</summary>
    UnknownKey,

    /// <summary>The session token has expired.</summary>
    ExpiredToken,

    /// <summary>The signature does not match the request and the keys.</summary>
    Mismatch,

    /// <summary>The request was signed too long ago.</summary>
    Expired,

    /// <summary>The lifetime of a presigned request is over.</summary>
    LifetimeOver,

    /// <summary>The signing time is in the future.</summary>
    NotYetValid,

    /// <summary>The signature's scope has another service, another Region or another date format.</summary>
    WrongScope,

    /// <summary>The body differs from the signed body.</summary>
    BodyMismatch,
}
