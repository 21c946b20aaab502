using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections;

/// <summary>
/// Removes the service roles of removed pipelines, for all pipelines of one command. A role is removed only if this module certainly created
/// it, and no pipeline of any Region uses it. Pipelines of all Regions are searched once for several roles.
/// </summary>
public interface IServiceRoleRemoval
{
    /// <summary>Gets a warning for each role that was not removed because pipelines that were not removed use it.</summary>
    IReadOnlyList<string> RolesInUse { get; }

    /// <summary>Finds the role that an interrupted removal of a pipeline left. Makes only read calls.</summary>
    /// <param name="pipelineName">The name of a pipeline that does not exist.</param>
    /// <param name="region">The Region of the pipeline.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>A pipeline with only the name, the Region and the role; null if this module created no role with its default name for such a pipeline.</returns>
    Task<Pipeline?> FindLeftAsync(string pipelineName, string region, CancellationToken cancellationToken);

    /// <summary>Describes what happens to the role of a pipeline that is removed. Makes only read calls.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The part of a sentence that starts with a verb: whether the role is removed or kept, and why it is kept.</returns>
    Task<string> DescribeAsync(Pipeline pipeline, CancellationToken cancellationToken);

    /// <summary>Treats a pipeline as removed, for the review of other pipelines.</summary>
    /// <param name="pipeline">The pipeline.</param>
    void Skip(Pipeline pipeline);

    /// <summary>Removes the role of a removed pipeline. The reason why a role is kept is a warning, and so is an error from IAM.</summary>
    /// <param name="pipeline">The removed pipeline.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>A task.</returns>
    Task RemoveAsync(Pipeline pipeline, CancellationToken cancellationToken);
}
