namespace BitbucketConnections;

/// <summary>Reads the logs of actions: of builds by CodeBuild, and of actions that CodePipeline runs on its own compute, such as Commands.</summary>
public interface IPipelineLogService
{
    /// <summary>Prepares the reading of logs. Makes no AWS calls yet.</summary>
    /// <param name="query">The actions, and how to read.</param>
    /// <returns>The reader.</returns>
    IPipelineLogReader Read(PipelineLogQuery query);
}
