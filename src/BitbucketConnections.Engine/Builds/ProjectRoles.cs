using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Engine.Builds;

/// <summary>Finds the service roles of CodeBuild projects. A user without access to the projects can still create a pipeline with them.</summary>
internal sealed class ProjectRoles
{
    private readonly ProjectApi _projects;
    private readonly IDiagnosticSink _diagnostics;

    public ProjectRoles(ProjectApi projects, IDiagnosticSink diagnostics)
    {
        _projects = projects;
        _diagnostics = diagnostics;
    }

    /// <summary>Gets the roles by project. Omits projects that do not exist or can't be read.</summary>
    public async Task<IReadOnlyDictionary<string, string>> FindAsync(string region, IReadOnlyList<string> projects, CancellationToken cancellationToken)
    {
        if (projects.Count == 0)
        {
            return new Dictionary<string, string>();
        }

        try
        {
            return await _projects.RolesAsync(projects, region, cancellationToken).ConfigureAwait(false);
        }
        catch (ServiceException failure) when (failure.Kind is ServiceErrorKind.Service or ServiceErrorKind.EndpointUnreachable)
        {
            _diagnostics.Write(new DiagnosticEvent(DiagnosticLevel.Verbose, $"The roles of the CodeBuild projects can't be read: {failure.Message}"));
            return new Dictionary<string, string>();
        }
    }
}
