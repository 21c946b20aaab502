using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Catalog;

namespace BitbucketConnections.Engine.Builds;

/// <summary>An action that builds with a CodeBuild project of the account whose name is known before an execution.</summary>
/// <param name="Project">The project.</param>
/// <param name="Region">The Region of the project.</param>
/// <param name="Action">The action.</param>
internal sealed record ProjectReference(string Project, string Region, PipelineAction Action)
{
    /// <summary>Gets the references of a definition. A project of an action with a role of its own can belong to another account.</summary>
    public static IEnumerable<ProjectReference> Of(Pipeline definition) =>
        from action in definition.Stages.SelectMany(stage => stage.Actions)
        where action.ActionTypeId is { Owner: "AWS", Provider: "CodeBuild" } && action.RoleArn is null
        let project = FullCloneBuild.Value(action, "ProjectName")
        where project is not null && !TemplateValue.HasVariableIn(project)
        select new ProjectReference(project, action.Region ?? definition.Region, action);
}
