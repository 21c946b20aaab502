namespace BitbucketConnections;

/// <summary>What kind of failure a <see cref="ServiceException"/> tells of, before any service code is looked at.</summary>
public enum ServiceErrorKind
{
    /// <summary>The service refused; <see cref="ServiceException.ErrorCode"/> is its code.</summary>
    Service,

    /// <summary>The input breaks a rule that can be checked without AWS; see <see cref="ServiceException.Findings"/>.</summary>
    InvalidInput,

    /// <summary>No Region in any of the places looked at.</summary>
    RegionNotFound,

    /// <summary>No credentials in any of the places looked at.</summary>
    CredentialsNotFound,

    /// <summary>A named profile does not exist or can't be used.</summary>
    ProfileInvalid,

    /// <summary>The endpoint can't be reached: DNS, refused or reset connection, TLS.</summary>
    EndpointUnreachable,

    /// <summary>The call took longer than the time-out.</summary>
    OperationTimeout,

    /// <summary>The answer is not what the protocol promises, such as a proxy's HTML page.</summary>
    UnexpectedResponse,

    /// <summary>A wait ended before the state was reached.</summary>
    WaitTimeout,

    /// <summary>A connection stayed in ERROR.</summary>
    ConnectionInErrorState,

    /// <summary>A connection is needed that is AVAILABLE, and is not.</summary>
    ConnectionNotAvailable,

    /// <summary>A name that should be new is taken, and nothing was created.</summary>
    NameInUse,

    /// <summary>Something by that name does not exist.</summary>
    NotFound,

    /// <summary>A name fits more than one resource.</summary>
    Ambiguous,

    /// <summary>A list that a decision depends on is incomplete.</summary>
    Incomplete,

    /// <summary>A resource is in use and the change was not forced.</summary>
    InUse,

    /// <summary>Somebody else changed the resource since it was read; nothing was written, or the change is told.</summary>
    ConcurrentChange,

    /// <summary>A run that was followed failed.</summary>
    ExecutionFailed,

    /// <summary>A run that was followed ended without success or failure: Stopped, Superseded or Cancelled.</summary>
    ExecutionEnded,

    /// <summary>The resource is in a state in which this can't be done.</summary>
    InvalidState,

    /// <summary>The engine can't be loaded in this session.</summary>
    EngineUnavailable,

    /// <summary>The sandbox can't do what was asked.</summary>
    Sandbox,
}
