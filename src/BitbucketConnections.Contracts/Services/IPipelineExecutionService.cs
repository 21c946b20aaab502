using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections;

/// <summary>Runs of pipelines, and pipelines as they stand.</summary>
public interface IPipelineExecutionService
{
    /// <summary>Starts a run.</summary>
    /// <param name="pipelineName">The pipeline.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The run as GetPipelineExecution shows it.</returns>
    Task<PipelineExecution> StartAsync(string pipelineName, CancellationToken cancellationToken);

    /// <summary>Gets a run.</summary>
    /// <param name="pipelineName">The pipeline.</param>
    /// <param name="pipelineExecutionId">The id.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The run.</returns>
    Task<PipelineExecution> GetAsync(string pipelineName, string pipelineExecutionId, CancellationToken cancellationToken);

    /// <summary>Lists a page of runs, newest first. AWS keeps 12 months.</summary>
    /// <param name="pipelineName">The pipeline.</param>
    /// <param name="cursor">Where to start; null for the first page.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The page.</returns>
    Task<Page<PipelineExecution>> ListAsync(string pipelineName, PageCursor? cursor, CancellationToken cancellationToken);

    /// <summary>Gets the stages of a pipeline as they stand.</summary>
    /// <param name="pipelineName">The pipeline.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The stages in order.</returns>
    Task<IReadOnlyList<StageState>> GetStateAsync(string pipelineName, CancellationToken cancellationToken);
}
