using System.Collections.Generic;
using BitbucketConnections.Sandbox.State;

namespace BitbucketConnections.Sandbox.Connections;

/// <summary>The repository links of both APIs in a Region.</summary>
internal sealed class RepositoryLinkStore : IRegionPart
{
    /// <summary>The maximum number of repository links. AWS's documentation has it.</summary>
    public const int Quota = 100;

    /// <summary>Gets the links, oldest first.</summary>
    public List<RepositoryLinkRecord> Links { get; } = [];

    /// <summary>Finds a link.</summary>
    /// <param name="service">The service segment of its ARN.</param>
    /// <param name="id">The id.</param>
    /// <returns>The link, or null.</returns>
    public RepositoryLinkRecord? Find(string service, string id) => Links.Find(link => link.Id == id && link.Service == service);

    /// <summary>Finds a link by its ARN.</summary>
    /// <param name="arn">The ARN.</param>
    /// <returns>The link, or null.</returns>
    public RepositoryLinkRecord? FindByArn(string arn) => Links.Find(link => link.Arn == arn);

    /// <summary>Finds the link of a repository and a connection.</summary>
    /// <param name="connectionArn">The ARN of the connection.</param>
    /// <param name="ownerId">The owner of the repository.</param>
    /// <param name="repositoryName">The name of the repository.</param>
    /// <returns>The link, or null.</returns>
    public RepositoryLinkRecord? Find(string connectionArn, string ownerId, string repositoryName) =>
        Links.Find(link => link.ConnectionArn == connectionArn && link.OwnerId == ownerId && link.RepositoryName == repositoryName);
}
