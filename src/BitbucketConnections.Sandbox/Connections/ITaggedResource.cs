using BitbucketConnections.Sandbox.State;

namespace BitbucketConnections.Sandbox.Connections;

/// <summary>A resource of the connection APIs that has an ARN and tags: a connection, a host or a repository link.</summary>
internal interface ITaggedResource : IServiceResource
{
    /// <summary>Gets the ARN.</summary>
    string Arn { get; }

    /// <summary>Gets the tags.</summary>
    TagSet Tags { get; }
}
