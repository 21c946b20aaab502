using System;
using System.Linq;
using BitbucketConnections.Policies;
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
    /// <param name="declared">The action.</param>
    /// <param name="declaration">The pipeline.</param>
    /// <param name="scope">The scope of the pipeline.</param>
    /// <returns>The failure; null for other actions, a project that the sandbox does not have, and a role with all rights.</returns>
    public ActionRefusal? Refusal(DeclaredAction declared, PipelineDeclaration declaration, PipelineScope scope)
    {
        if (declared.Provider != "CodeBuild" || FindProject(declared, scope) is not { } project)
        {
            return null;
        }

        var role = declared.Configuration("ServiceRoleArnOverride") ?? project.Declaration.Text("serviceRole")!;
        var region = declared.Region ?? scope.Region;
        var logs = $"arn:{scope.Partition}:logs:{region}:{scope.AccountId}:log-group:/aws/codebuild/{project.Name}:log-stream:{Guid.Empty:D}";
        if (Refused(role, "logs:CreateLogStream", logs, scope))
        {
            return ActionRefusal.Build("SUBMITTED", $"Not authorized to perform logs:CreateLogStream on resource {logs}");
        }

        return ArtifactRefusal(role, declared, declaration, scope) ?? CloneRefusal(role, declared, declaration, scope);
    }

    private ActionRefusal? ArtifactRefusal(string role, DeclaredAction declared, PipelineDeclaration declaration, PipelineScope scope)
    {
        if (ArtifactRights.Of(declaration, declared, scope) is not { } store)
        {
            return null;
        }

        var artifacts = new ArtifactAuthorizer(_state);
        ActionRefusal? Check(string objectAction, string keyAction, string artifact) =>
            artifacts.Refusal(role, store, objectAction, keyAction, store.ObjectArn(scope.Partition, scope.PipelineName, artifact), scope);
        return declared.Inputs.Any(input => Check("s3:GetObject", "kms:Decrypt", input) is not null) ? ActionRefusal.Build("DOWNLOAD_SOURCE", "AccessDenied: Access Denied")
            : declared.Outputs.Any(output => Check("s3:PutObject", "kms:GenerateDataKey", output) is not null) ? ActionRefusal.Build("UPLOAD_ARTIFACTS", "AccessDenied: Access Denied")
            : null;
    }

    // A full clone fetches the repository through the connection, with the role of the build.
    private ActionRefusal? CloneRefusal(string role, DeclaredAction declared, PipelineDeclaration declaration, PipelineScope scope)
    {
        foreach (var source in declaration.Actions.Where(source => source.IsConnectionSource
            && source.Configuration("OutputArtifactFormat") == "CODEBUILD_CLONE_REF" && source.Outputs.Any(declared.Inputs.Contains)))
        {
            var connection = source.Configuration("ConnectionArn")!;
            foreach (var prefix in new[] { "codestar-connections", "codeconnections" })
            {
                var request = new IamRequest(IamPrincipal.Identity(role), prefix + ":UseConnection", connection).With("aws:ResourceAccount", Arn.TryParse(connection, out var arn) ? arn.AccountId : scope.AccountId);
                ConnectionContext.Add(request, source);
                request.With(prefix + ":ProviderAction", "GitPull");
                if (RoleAccess.Decide(_state, role, request).IsAllowed)
                {
                    return null;
                }
            }

            return ActionRefusal.Build("DOWNLOAD_SOURCE", "authorization failed for primary source and source version");
        }

        return null;
    }

    private bool Refused(string role, string action, string resource, PipelineScope scope) =>
        !RoleAccess.Decide(_state, role, new IamRequest(IamPrincipal.Identity(role), action, resource).With("aws:ResourceAccount", scope.AccountId)).IsAllowed;

    private BuildProjectRecord? FindProject(DeclaredAction declared, PipelineScope scope) =>
        declared.Configuration("ProjectName") is { } name
        && _state.FindRegion(scope.AccountId, declared.Region ?? scope.Region)?.Part<BuildProjectStore>().ByName.TryGetValue(name, out var project) == true
            ? project
            : null;
}
