using BitbucketConnections.Sandbox.Pipelines.Records;

namespace BitbucketConnections.Sandbox.Pipelines.Authorization;

/// <summary>The parts of a pipeline's ARN, which ARNs of its resources have too.</summary>
/// <param name="Partition">The partition.</param>
/// <param name="Region">The Region.</param>
/// <param name="AccountId">The account.</param>
/// <param name="PipelineName">The name of the pipeline.</param>
internal sealed record PipelineScope(string Partition, string Region, string AccountId, string PipelineName)
{
    /// <summary>The service principal of CodePipeline.</summary>
    public const string Service = "codepipeline.amazonaws.com";

    /// <summary>Gets the ARN of the pipeline.</summary>
    public string PipelineArn => $"arn:{Partition}:codepipeline:{Region}:{AccountId}:{PipelineName}";

    /// <summary>Gets the scope of a pipeline.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <returns>The scope.</returns>
    public static PipelineScope Of(PipelineRecord pipeline) =>
        Arn.TryParse(pipeline.Arn, out var arn) ? new PipelineScope(arn.Partition, arn.Region, arn.AccountId, arn.Resource) : throw new System.InvalidOperationException(pipeline.Arn);
}
