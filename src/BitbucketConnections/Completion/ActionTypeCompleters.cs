using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace BitbucketConnections.Completion;

/// <summary>Completes providers of action types. A list to choose from, not a limit: custom ones are taken too.</summary>
internal sealed class ProviderCompleter : IArgumentCompleter
{
    // The providers of the CodePipeline user guide's action reference, with their categories.
    private static readonly KeyValuePair<string, string>[] s_providers =
    [
        new("AppConfig", "Deploy"), new("CloudFormation", "Deploy"), new("CloudFormationStackInstances", "Deploy"), new("CloudFormationStackSet", "Deploy"),
        new("CodeBuild", "Build, Test"), new("CodeDeploy", "Deploy"), new("CodeDeployToECS", "Deploy"), new("CodePipeline", "Invoke"),
        new("Commands", "Compute, Build"), new("DeviceFarm", "Test"), new("EC2", "Deploy"), new("ECRBuildAndPublish", "Build"), new("ECS", "Deploy"),
        new("EKS", "Deploy"), new("ElasticBeanstalk", "Deploy"), new("InspectorScan", "Invoke"), new("Lambda", "Invoke, Deploy"), new("Manual", "Approval"),
        new("OpsWorks", "Deploy"), new("S3", "Deploy"), new("ServiceCatalog", "Deploy"), new("StepFunctions", "Invoke"),
    ];

    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionText.Match(s_providers, wordToComplete);
}

/// <summary>Completes the sizes of a Commands action's environment.</summary>
internal sealed class ComputeTypeCompleter : IArgumentCompleter
{
    private static readonly string[] s_types = ["BUILD_GENERAL1_SMALL", "BUILD_GENERAL1_MEDIUM", "BUILD_GENERAL1_LARGE"];

    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionText.Match(s_types.Select(t => new KeyValuePair<string, string>(t, t)), wordToComplete);
}
