using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Engine.Pipelines.Rules;

/// <summary>Checks the accounts of connections. A pipeline and its service role are in the same account.</summary>
internal sealed class ConnectionAccountRules : IPipelineRule
{
    public IEnumerable<Finding> Check(Pipeline pipeline) => Arn.TryParse(pipeline.RoleArn, out var role) && role.Service == "iam"
        ? PipelineSource.All(pipeline.Stages).Select(source => source.ConnectionArn).Distinct().Select(arn => ConnectionSharing.CheckUse(arn, role.AccountId)).OfType<Finding>()
        : [];
}
