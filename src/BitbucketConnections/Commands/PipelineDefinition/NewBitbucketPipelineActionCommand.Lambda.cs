using System.Management.Automation;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Binding.Definitions;
using BitbucketConnections.Completion;

namespace BitbucketConnections.Commands;

/// <content>Parameters of invocations and deployments of Lambda functions.</content>
public sealed partial class NewBitbucketPipelineActionCommand
{
    /// <summary>Gets or sets the Lambda function.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.Lambda, Mandatory = true, HelpMessage = "The Lambda function")]
    [ValidateNotEmpty]
    [ConfigurationKey("FunctionName")]
    [CompletesNothing]
    public string? LambdaFunction { get; set; }

    /// <summary>Gets or sets the user parameters for the function.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.Lambda)]
    [ValidateNotEmpty("Omit -UserParameter to leave it out of the action.")]
    [ConfigurationKey("UserParameters")]
    [CompletesNothing]
    public string? UserParameter { get; set; }

    /// <summary>Gets or sets the Lambda function that the action deploys; V2 only.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.LambdaDeploy, Mandatory = true, HelpMessage = "The Lambda function to deploy")]
    [ValidateNotEmpty]
    [ConfigurationKey("FunctionName")]
    [CompletesNothing]
    public string? DeployedLambdaFunction { get; set; }

    /// <summary>Gets or sets the alias that is moved to the new version. Default: the action deploys to <c>$LATEST</c>.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.LambdaDeploy)]
    [ValidateNotEmpty("Omit -FunctionAlias to leave it out of the action.")]
    [ConfigurationKey("FunctionAlias")]
    [CompletesNothing]
    public string? FunctionAlias { get; set; }

    /// <summary>Gets or sets the published version to deploy. Required without an input artifact.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.LambdaDeploy)]
    [ValidateNotEmpty("Omit -PublishedTargetVersion to leave it out of the action.")]
    [ConfigurationKey("PublishedTargetVersion")]
    [CompletesNothing]
    public string? PublishedTargetVersion { get; set; }

    /// <summary>Gets or sets how traffic moves to the new version, such as <c>Canary10Percent5Minutes</c>. Default: AllAtOnce.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.LambdaDeploy)]
    [ValidateNotEmpty("Omit -DeployStrategy to leave it out of the action.")]
    [ArgumentCompleter(typeof(DeployStrategyCompleter))]
    [ConfigurationKey("DeployStrategy")]
    public string? DeployStrategy { get; set; }

    /// <summary>Gets or sets the CloudWatch alarms that fail the action, up to 10.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.LambdaDeploy)]
    [ValidateNotEmpty("Omit -Alarm to leave it out of the action.")]
    [ValidateCount(1, 10)]
    [ConfigurationKey("Alarms")]
    [CompletesNothing]
    public string[]? Alarm { get; set; }
}
