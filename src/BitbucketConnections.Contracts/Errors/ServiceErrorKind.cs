namespace BitbucketConnections;

/// <summary>The kinds of failures of a <see cref="ServiceException"/>, independent of the AWS code.</summary>
public enum ServiceErrorKind
{
    /// <summary>The service refused the call. <see cref="ServiceException.ErrorCode"/> is the code.</summary>
    Service,

    /// <summary>The input breaks a rule that can be checked without AWS; see <see cref="ServiceException.Findings"/>.</summary>
    InvalidInput,

    /// <summary>No source contains a Region.</summary>
    RegionNotFound,

    /// <summary>No source contains credentials.</summary>
    CredentialsNotFound,

    /// <summary>A named profile does not exist or cannot be used.</summary>
    ProfileInvalid,

    /// <summary>The endpoint cannot be reached: DNS, refused or reset connection, TLS.</summary>
    EndpointUnreachable,

    /// <summary>The call took longer than the time-out.</summary>
    OperationTimeout,

    /// <summary>The answer does not follow the protocol, such as the HTML page of a proxy.</summary>
    UnexpectedResponse,

    /// <summary>A wait timed out before the state was reached.</summary>
    WaitTimeout,

    /// <summary>A connection stayed in the status ERROR.</summary>
    ConnectionInErrorState,

    /// <summary>A connection must be AVAILABLE, but is not.</summary>
    ConnectionNotAvailable,

    /// <summary>The name of a new connection already exists. Nothing was created.</summary>
    NameInUse,

    /// <summary>No object with the name exists.</summary>
    NotFound,

    /// <summary>A name matches more than one resource.</summary>
    Ambiguous,

    /// <summary>A list that a decision depends on is incomplete.</summary>
    Incomplete,

    /// <summary>A resource is in use, and the change was not forced.</summary>
    InUse,

    /// <summary>The resource was changed by someone else after it was read. Nothing was written, or the message describes the change.</summary>
    ConcurrentChange,

    /// <summary>An execution failed while the command followed it.</summary>
    ExecutionFailed,

    /// <summary>An execution ended without success or failure while the command followed it: Stopped, Superseded or Cancelled.</summary>
    ExecutionEnded,

    /// <summary>The state of the resource does not allow the operation.</summary>
    InvalidState,

    /// <summary>The engine cannot be loaded in this session.</summary>
    EngineUnavailable,

    /// <summary>The sandbox cannot do the operation.</summary>
    Sandbox,
}
