using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Identity;
using BitbucketConnections.Sandbox.Pipelines.Declarations;
using BitbucketConnections.Sandbox.Pipelines.Records;
using BitbucketConnections.Sandbox.Protocols;
using BitbucketConnections.Sandbox.State;

namespace BitbucketConnections.Sandbox.Pipelines.Operations;

/// <summary>The rights that the operations of CodePipeline need. Their resource is a pipeline, one of its stages, or an action of a stage.</summary>
internal static class PipelineRights
{
    private const string Service = "codepipeline.amazonaws.com";
    private const string BuildService = "codebuild.amazonaws.com";
    private const string BuildRoleKey = "ServiceRoleArnOverride";

    /// <summary>Gets the table.</summary>
    public static RightsTable Table { get; } = new()
    {
        { "CreatePipeline", Create },
        { "UpdatePipeline", (call, input) => [OnPipeline(call, Declared(input).Name), .. Passed(call, Declared(input))] },
        { "GetPipeline", ByName },
        { "DeletePipeline", ByName },
        { "ListPipelines", (call, _) => [OnPipeline(call, "*")] },
        { "GetPipelineState", ByName },
        { "StartPipelineExecution", ByName },
        { "StopPipelineExecution", ByPipelineName },
        { "GetPipelineExecution", ByPipelineName },
        { "ListPipelineExecutions", ByPipelineName },
        { "ListActionExecutions", ByPipelineName },
        { "ListRuleExecutions", ByPipelineName },
        { "ListRuleTypes", (call, _) => [new CallerRight("codepipeline:" + call.Operation, "*")] },
        { "ListActionTypes", (call, _) => [new CallerRight("codepipeline:" + call.Operation, "*")] },
        { "GetActionType", (call, _) => [new CallerRight("codepipeline:" + call.Operation, "*")] },
        { "OverrideStageCondition", ByStage },
        { "RetryStageExecution", ByStage },
        { "RollbackStage", ByStage },
        { "EnableStageTransition", ByStage },
        { "DisableStageTransition", ByStage },
        { "PutApprovalResult", (call, input) => [OnPipeline(call, $"{input.Text("pipelineName")}/{input.Text("stageName")}/{input.Text("actionName")}")] },
        { "TagResource", (call, input) => [OnArn(call, input).WithRequestTags(TagsOf(input))] },
        { "UntagResource", (call, input) => [OnArn(call, input).WithTagKeys(input.Texts("tagKeys"))] },
        { "ListTagsForResource", (call, input) => [OnArn(call, input)] },
    };

    private static IEnumerable<CallerRight> Create(ServiceCall call, JsonObject input)
    {
        var declaration = Declared(input);
        var tags = TagsOf(input);
        yield return OnPipeline(call, declaration.Name).WithRequestTags(tags);
        if (tags.Count > 0)
        {
            yield return new CallerRight("codepipeline:TagResource", ArnOf(call, declaration.Name)).WithRequestTags(tags);
        }

        foreach (var right in Passed(call, declaration))
        {
            yield return right;
        }
    }

    // A role of another account can't be passed: the service role assumes it.
    private static IEnumerable<CallerRight> Passed(ServiceCall call, PipelineDeclaration declaration)
    {
        bool IsOwn(string role) => AccountOf(role) == call.AccountId;
        var rules = declaration.Stages.SelectMany(stage => stage.Rules).ToList();
        var roles = declaration.Actions.Select(action => action.RoleArn).Concat(rules.Select(rule => rule.Action.RoleArn)).OfType<string>().Where(IsOwn);
        foreach (var role in roles.Prepend(declaration.RoleArn).Distinct(StringComparer.Ordinal))
        {
            yield return IamRights.PassRole(role, Service);
        }

        // The role that a build of the pipeline has instead of that of its project.
        var buildRoles = declaration.Actions.Select(action => action.Configuration(BuildRoleKey)).Concat(rules.Select(rule => rule.Action.Configuration(BuildRoleKey)));
        foreach (var role in buildRoles.OfType<string>().Where(IsOwn).Distinct(StringComparer.Ordinal))
        {
            yield return IamRights.PassRole(role, BuildService);
        }

        var connections = declaration.Actions.Where(action => action.IsConnectionSource).Select(action => action.Configuration("ConnectionArn")).OfType<string>();
        foreach (var connection in connections.Distinct(StringComparer.Ordinal))
        {
            // The prefix of the actions is that of the connection.
            if (Arn.TryParse(connection, out var arn))
            {
                yield return new CallerRight(arn.Service + ":PassConnection", connection).With(arn.Service + ":PassedToService", Service);
            }
        }
    }

    private static IEnumerable<CallerRight> ByName(ServiceCall call, JsonObject input) => [OnPipeline(call, input.Text("name")!)];

    private static IEnumerable<CallerRight> ByPipelineName(ServiceCall call, JsonObject input) => [OnPipeline(call, input.Text("pipelineName")!)];

    private static IEnumerable<CallerRight> ByStage(ServiceCall call, JsonObject input) => [OnPipeline(call, $"{input.Text("pipelineName")}/{input.Text("stageName")}")];

    private static CallerRight OnPipeline(ServiceCall call, string resource) =>
        new CallerRight("codepipeline:" + call.Operation, ArnOf(call, resource)).WithResourceTags(TagsOf(call, resource.Split('/')[0]));

    private static CallerRight OnArn(ServiceCall call, JsonObject input)
    {
        var arn = input.Text("resourceArn")!;
        return new CallerRight("codepipeline:" + call.Operation, arn).WithResourceTags(Arn.TryParse(arn, out var parsed) ? TagsOf(call, parsed.Resource) : null);
    }

    private static string ArnOf(ServiceCall call, string resource) => $"arn:{call.Partition}:codepipeline:{call.Region}:{call.AccountId}:{resource}";

    private static string? AccountOf(string arn) => Arn.TryParse(arn, out var parsed) ? parsed.AccountId : null;

    private static PipelineDeclaration Declared(JsonObject input) => new(input["pipeline"]!.AsObject());

    private static TagSet? TagsOf(ServiceCall call, string pipeline) =>
        call.RegionState.Part<PipelineStore>().ByName.TryGetValue(pipeline, out var record) ? record.Tags : null;

    private static List<KeyValuePair<string, string>> TagsOf(JsonObject input) =>
        [.. input.Objects("tags").Select(tag => new KeyValuePair<string, string>(tag.Text("key")!, tag.Text("value")!))];
}
