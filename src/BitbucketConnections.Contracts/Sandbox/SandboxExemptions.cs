using System.Collections.Generic;

namespace BitbucketConnections;

/// <summary>
/// The action types whose permissions the sandbox does not evaluate, because the policies that this module writes for them are not complete
/// yet. A test fails when one of them is complete, and when a policy of another type is not.
/// </summary>
public static class SandboxExemptions
{
    /// <summary>Gets the action types, as <c>Category/Provider</c>.</summary>
    public static IReadOnlyCollection<string> ActionTypes { get; } =
    [
        "Build/ECRBuildAndPublish", "Deploy/CloudFormation", "Deploy/CloudFormationStackInstances", "Deploy/CloudFormationStackSet",
        "Deploy/CodeDeploy", "Deploy/CodeDeployToECS", "Deploy/EC2", "Deploy/ECS", "Deploy/EKS", "Deploy/Lambda", "Invoke/InspectorScan",
    ];
}
