namespace BitbucketConnections.Sandbox.Connections;

/// <summary>A resource of the connection APIs, which lists show from the oldest to the newest.</summary>
internal interface IServiceResource
{
    /// <summary>Gets the sequence number. Later resources have higher numbers.</summary>
    long Sequence { get; }

    /// <summary>Gets the service segment of the ARN, which shows the API that created it.</summary>
    string Service { get; }
}
