using System;
using System.Threading;
using System.Threading.Tasks;
using Amazon.CodeBuild.Model;
using Amazon.Runtime;

namespace Amazon.CodeBuild;

/// <summary>The operations of CodeBuild that this module uses. Each throws <see cref="AmazonCodeBuildException"/> or a class derived from it.</summary>
public partial interface IAmazonCodeBuild : IAmazonService, IDisposable
{
    /// <summary>Calls BatchGetProjects.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The answer.</returns>
    Task<BatchGetProjectsResponse> BatchGetProjectsAsync(BatchGetProjectsRequest request, CancellationToken cancellationToken = default);
}
