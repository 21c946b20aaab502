using System;
using System.Linq;
using BitbucketConnections.Sandbox.Builds;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Identity;
using BitbucketConnections.Sandbox.Pipelines.Declarations;
using BitbucketConnections.Sandbox.State;

namespace BitbucketConnections.Sandbox.Pipelines.Authorization;

/// <summary>Decides whether the role of a build has the rights that the build needs: logs, artifacts, and the connection for a full clone.</summary>
internal sealed class BuildAuthorizer
{
    private readonly SandboxState _state;

    /// <summary>Initializes a new instance of the <see cref="BuildAuthorizer"/> class.</summary>
    /// <param name="state">The state.</param>
    public BuildAuthorizer(SandboxState state) => _state = state;

    /// <summary>Finds the first right that the build of an action does not have.</summary>
    /// <param name="starter">The session of the role that starts the build. The project is in its account.</param>
    /// <param name="declared">The action.</param>
    /// <param name="declaration">The pipeline.</param>
    /// <param name="scope">The scope of the pipeline.</param>
    /// <returns>The failure; null for other actions, a project that the sandbox does not have, and a role with all rights.</returns>
    public ActionRefusal? Refusal(ServiceSession starter, DeclaredAction declared, PipelineDeclaration declaration, PipelineScope scope)
    {
        if (declared.Provider != "CodeBuild" || FindProject(starter, declared) is not { } project)
        {
            return null;
        }

        var role = declared.Configuration("ServiceRoleArnOverride") ?? project.Declaration.Text("serviceRole")!;
        if (!RoleAccess.IsOpenToService(_state, role, BuildProjectOperations.ServicePrincipal, project.Arn))
        {
            return ActionRefusal.BuildStart(BuildProjectOperations.NotAuthorized);
        }

        var session = new ServiceSession(_state, role, starter.Region);
        var logs = $"arn:{scope.Partition}:logs:{starter.Region}:{starter.AccountId}:log-group:/aws/codebuild/{project.Name}:log-stream:{Guid.Empty:D}";
        if (!session.Decide(session.Request("logs:CreateLogStream", logs)).IsAllowed)
        {
            return ActionRefusal.Build(ActionRefusal.Submitted, $"Not authorized to perform logs:CreateLogStream on resource {logs}");
        }

        return ArtifactRefusal(session, declared, declaration, scope) ?? CloneRefusal(session, declared, declaration);
    }

    private ActionRefusal? ArtifactRefusal(ServiceSession session, DeclaredAction declared, PipelineDeclaration declaration, PipelineScope scope)
    {
        if (ArtifactRights.Of(declaration, declared, scope) is not { } store)
        {
            return null;
        }

        var artifacts = new ArtifactAuthorizer(_state);
        ActionRefusal? Check(ArtifactRight right, string artifact) =>
            artifacts.Refusal(session, store, right, store.ObjectArn(scope.Partition, scope.PipelineName, artifact), scope);
        return declared.Inputs.Any(input => Check(ArtifactRight.Read, input) is not null) ? ActionRefusal.Build("DOWNLOAD_SOURCE", "AccessDenied: Access Denied")
            : declared.Outputs.Any(output => Check(ArtifactRight.Write, output) is not null) ? ActionRefusal.Build("UPLOAD_ARTIFACTS", "AccessDenied: Access Denied")
            : null;
    }

    // A full clone fetches the repository through the connection, with the role of the build.
    private static ActionRefusal? CloneRefusal(ServiceSession session, DeclaredAction declared, PipelineDeclaration declaration)
    {
        foreach (var source in declaration.Actions.Where(source => source.IsConnectionSource
            && source.Configuration("OutputArtifactFormat") == "CODEBUILD_CLONE_REF" && source.Outputs.Any(declared.Inputs.Contains)))
        {
            var connection = source.Configuration("ConnectionArn")!;
            foreach (var prefix in new[] { "codestar-connections", "codeconnections" })
            {
                var request = session.Request(prefix + ":UseConnection", connection);
                ConnectionContext.Add(request, source);
                request.With(prefix + ":ProviderAction", "GitPull");
                if (session.Decide(request).IsAllowed)
                {
                    return null;
                }
            }

            return ActionRefusal.Build("DOWNLOAD_SOURCE", "authorization failed for primary source and source version");
        }

        return null;
    }

    private BuildProjectRecord? FindProject(ServiceSession starter, DeclaredAction declared) =>
        declared.Configuration("ProjectName") is { } name
        && _state.FindRegion(starter.AccountId, starter.Region)?.Part<BuildProjectStore>().ByName.TryGetValue(name, out var project) == true
            ? project
            : null;
}
