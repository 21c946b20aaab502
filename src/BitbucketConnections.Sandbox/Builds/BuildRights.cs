using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Identity;
using BitbucketConnections.Sandbox.Protocols;

namespace BitbucketConnections.Sandbox.Builds;

/// <summary>The rights that the operations of CodeBuild need.</summary>
internal static class BuildRights
{
    private const string Service = "codebuild.amazonaws.com";

    /// <summary>Gets the table.</summary>
    public static RightsTable Table { get; } = new()
    {
        { "BatchGetBuilds", (call, input) => input.Texts("ids").Select(id => OnProject(call, ProjectOf(id))) },
        { "BatchGetProjects", (call, input) => input.Texts("names").Select(name => OnProject(call, name)) },
        { "CreateProject", Create },
        { "ImportSourceCredentials", (_, _) => [new CallerRight("codebuild:ImportSourceCredentials", "*")] },
        { "ListSourceCredentials", (_, _) => [new CallerRight("codebuild:ListSourceCredentials", "*")] },
        { "DeleteSourceCredentials", (_, _) => [new CallerRight("codebuild:DeleteSourceCredentials", "*")] },
        { "ListProjects", (_, _) => [new CallerRight("codebuild:ListProjects", "*")] },
    };

    private static IEnumerable<CallerRight> Create(ServiceCall call, JsonObject input) =>
    [
        OnProject(call, input.Text("name")!)
            .WithRequestTags(input.Objects("tags").Select(tag => new KeyValuePair<string, string>(tag.Text("key") ?? string.Empty, tag.Text("value") ?? string.Empty))),
        IamRights.PassRole(input.Text("serviceRole") is { } role && IsArn(role) ? role : IamRights.RoleArn(call, "/", input.Text("serviceRole")!), Service),
    ];

    private static CallerRight OnProject(ServiceCall call, string nameOrArn) => new(
        "codebuild:" + call.Operation, IsArn(nameOrArn) ? nameOrArn : $"arn:{call.Partition}:codebuild:{call.Region}:{call.AccountId}:project/{nameOrArn}");

    // The right is on the project of a build.
    private static string ProjectOf(string build)
    {
        var id = Arn.TryParse(build, out var arn) ? arn.Resource.Substring(arn.Resource.IndexOf('/') + 1) : build;
        return id.IndexOf(':') is >= 0 and var end ? id.Substring(0, end) : id;
    }

    private static bool IsArn(string text) => text.StartsWith("arn:", StringComparison.Ordinal);
}
