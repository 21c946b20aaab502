using System;
using System.Collections.Generic;
using System.Text.RegularExpressions;
using BitbucketConnections.Sandbox.Pipelines.Declarations;

namespace BitbucketConnections.Sandbox.Pipelines.Operations;

/// <summary>The console links of actions, from the templates that AWS's ListActionTypes was recorded to return.</summary>
internal static class ActionLinks
{
    private const string Console = "https://console.aws.amazon.com";
    private const string Connection = "https://{Region}.console.aws.amazon.com/codesuite/settings/connections/redirect?connectionArn={Config:ConnectionArn}";
    private const string Build = Console + "/codebuild/home?region={Region}#/projects/{Config:ProjectName}/view";
    private const string BuildExecution = Console + "/codebuild/home?region={Region}#/builds/{ExternalExecutionId}/view/new";
    private const string Deployments = Console + "/codedeploy/home?region={Region}#/applications/{Config:ApplicationName}";

    private static readonly Regex s_placeholder = new(@"\{(?:Config:)?([A-Za-z]+)\}", RegexOptions.CultureInvariant);

    private static readonly Dictionary<string, string> s_entities = new(StringComparer.Ordinal)
    {
        ["Source/CodeStarSourceConnection"] = Connection + "&referenceType=BRANCH&FullRepositoryId={Config:FullRepositoryId}&Branch={Config:BranchName}",
        ["Source/S3"] = Console + "/s3/home?region={Region}#",
        ["Source/CodeCommit"] = Console + "/codecommit/home?region={Region}#/repository/{Config:RepositoryName}/browse/{Config:BranchName}/--/",
        ["Source/ECR"] = Console + "/ecs/home?region={Region}#/repositories/{Config:RepositoryName}#images;tagStatus=ALL",
        ["Build/CodeBuild"] = Build,
        ["Test/CodeBuild"] = Build,
        ["Test/DeviceFarm"] = "https://us-west-2.console.aws.amazon.com/devicefarm/home#/projects/{Config:ProjectId}/runs",
        ["Approval/Manual"] = "{Config:ExternalEntityLink}",
        ["Deploy/S3"] = Console + "/s3/buckets/{Config:BucketName}/?region={Region}&tab=overview",
        ["Deploy/AppConfig"] = Console + "/systems-manager/appconfig/applications/{Config:Application}/environments/{Config:Environment}?region={Region}",
        ["Deploy/CloudFormation"] = Console + "/cloudformation/home?region={Region}#/",
        ["Deploy/CloudFormationStackSet"] = Console + "/cloudformation/home?region={Region}#/stacksets",
        ["Deploy/CloudFormationStackInstances"] = Console + "/cloudformation/home?region={Region}#/stacksets/{Config:StackSetName}/stacks",
        ["Deploy/CodeDeploy"] = Deployments,
        ["Deploy/CodeDeployToECS"] = Deployments,
        ["Deploy/ECS"] = Console + "/ecs/home?region={Region}#/clusters/{Config:ClusterName}/services/{Config:ServiceName}/details",
        ["Deploy/EKS"] = Console + "/eks/home?region={Region}#/clusters/{Config:ClusterName}",
        ["Deploy/ElasticBeanstalk"] = Console + "/elasticbeanstalk/home?region={Region}#/application/overview?applicationName={Config:ApplicationName}",
        ["Deploy/Lambda"] = Console + "/lambda/home?region={Region}#/functions/{Config:FunctionName}",
        ["Deploy/OpsWorks"] = Console + "/opsworks/home?region={Region}#/stack/{Config:StackId}",
        ["Deploy/ServiceCatalog"] = Console + "/servicecatalog/home?region={Region}#admin-products/{Config:ProductId}",
        ["Invoke/Lambda"] = Console + "/lambda/home?region={Region}#/functions/{Config:FunctionName}",
        ["Invoke/StepFunctions"] = Console + "/states/home?region={Region}#/statemachines/view/{Config:StateMachineArn}",
    };

    // Only for the types whose executions have an id in the sandbox.
    private static readonly Dictionary<string, string> s_executions = new(StringComparer.Ordinal)
    {
        ["Build/CodeBuild"] = BuildExecution,
        ["Test/CodeBuild"] = BuildExecution,
        ["Invoke/Lambda"] = Console + "/cloudwatch/home?region={Region}#logStream:group=%252Faws%252Flambda%252F{Config:FunctionName}",
    };

    private static readonly Dictionary<string, string> s_revisions = new(StringComparer.Ordinal)
    {
        ["Source/CodeStarSourceConnection"] = Connection + "&referenceType=COMMIT&FullRepositoryId={Config:FullRepositoryId}&Commit={RevisionId}",
    };

    /// <summary>Gets the link of an action.</summary>
    /// <param name="region">The pipeline's Region.</param>
    /// <param name="action">The action.</param>
    /// <returns>The link, or null.</returns>
    public static string? Entity(string region, DeclaredAction action) => Fill(s_entities, region, action, null);

    /// <summary>Gets the link of an execution of an action.</summary>
    /// <param name="region">The pipeline's Region.</param>
    /// <param name="action">The action.</param>
    /// <param name="externalExecutionId">The id of its execution.</param>
    /// <returns>The link, or null.</returns>
    public static string? Execution(string region, DeclaredAction action, string externalExecutionId) => Fill(s_executions, region, action, externalExecutionId);

    /// <summary>Gets the link of a revision of a source action.</summary>
    /// <param name="region">The pipeline's Region.</param>
    /// <param name="action">The action.</param>
    /// <param name="revisionId">The revision.</param>
    /// <returns>The link, or null.</returns>
    public static string? Revision(string region, DeclaredAction action, string revisionId) => Fill(s_revisions, region, action, revisionId);

    /// <summary>Gets the templates of an action type.</summary>
    /// <param name="type">The category and the provider, such as <c>Build/CodeBuild</c>.</param>
    /// <param name="region">The Region.</param>
    /// <returns>The template of each kind of link, or null.</returns>
    public static (string? Entity, string? Execution, string? Revision) Templates(string type, string region) =>
        (Template(s_entities, type, region), Template(s_executions, type, region), Template(s_revisions, type, region));

    private static string? Template(Dictionary<string, string> templates, string type, string region) =>
        templates.TryGetValue(type, out var template) ? template.Replace("{Region}", region) : null;

    // There is no link if the configuration does not have a value for the template.
    private static string? Fill(Dictionary<string, string> templates, string region, DeclaredAction action, string? id)
    {
        if (action.Owner != "AWS" || !templates.TryGetValue(action.Category + "/" + action.Provider, out var template))
        {
            return null;
        }

        var isComplete = true;
        var link = s_placeholder.Replace(template, match =>
        {
            var value = match.Groups[1].Value switch
            {
                "Region" => action.Region ?? region,
                "ExternalExecutionId" or "RevisionId" => id,
                var key => action.Configuration(key),
            };
            isComplete &= value is not null;
            return value ?? string.Empty;
        });
        return isComplete ? link : null;
    }
}
