using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Amazon.CodeBuild;
using Amazon.CodeBuild.Model;
using BitbucketConnections.Engine.Calling;
using BitbucketConnections.Engine.Clients;

namespace BitbucketConnections.Engine.Builds;

/// <summary>Calls CodeBuild for full clones.</summary>
internal sealed class ProjectApi
{
    private readonly ClientSet _clients;
    private readonly ServiceCaller _caller;

    public ProjectApi(ClientSet clients, ServiceCaller caller)
    {
        _clients = clients;
        _caller = caller;
    }

    /// <summary>Lists the names of projects of the Region in alphabetical order, at most a number of pages of 100.</summary>
    public async Task<IReadOnlyList<string>> ListAsync(string region, int pages, CancellationToken cancellationToken)
    {
        var names = new List<string>();
        string? token = null;
        do
        {
            var request = new ListProjectsRequest { SortBy = Amazon.CodeBuild.ProjectSortByType.NAME, SortOrder = Amazon.CodeBuild.SortOrderType.ASCENDING, NextToken = token };
            var page = await _caller.InvokeAsync(
                new Call("codebuild", "ListProjects", region, null), ct => _clients.CodeBuild(region).ListProjectsAsync(request, ct), cancellationToken).ConfigureAwait(false);
            names.AddRange(page.Projects ?? []);
            token = page.NextToken;
            pages--;
        }
        while (!string.IsNullOrEmpty(token) && pages > 0);
        return names;
    }

    /// <summary>Gets the service roles of projects by name; omits projects that do not exist. CodeBuild accepts 100 names per call.</summary>
    public async Task<IReadOnlyDictionary<string, string>> RolesAsync(
        IReadOnlyList<string> projects, string region, CancellationToken cancellationToken)
    {
        var roles = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var start = 0; start < projects.Count; start += 100)
        {
            var request = new BatchGetProjectsRequest { Names = projects.Skip(start).Take(100).ToList() };
            var response = await _caller.InvokeAsync(
                new Call("codebuild", "BatchGetProjects", region, string.Join(", ", request.Names)),
                ct => _clients.CodeBuild(region).BatchGetProjectsAsync(request, ct),
                cancellationToken).ConfigureAwait(false);
            foreach (var project in (response.Projects ?? []).Where(p => p is { Name: not null, ServiceRole: not null }))
            {
                roles[project.Name!] = project.ServiceRole!;
            }
        }

        return roles;
    }

    /// <summary>Determines whether CodeBuild has a user name and password for Bitbucket in a Region. It returns no more of a credential than its kind.</summary>
    public async Task<bool> HasBitbucketPasswordAsync(string region, CancellationToken cancellationToken)
    {
        var response = await _caller.InvokeAsync(
            new Call("codebuild", "ListSourceCredentials", region, null),
            ct => _clients.CodeBuild(region).ListSourceCredentialsAsync(new ListSourceCredentialsRequest(), ct),
            cancellationToken).ConfigureAwait(false);
        return (response.SourceCredentialsInfos ?? []).Exists(one => one.ServerType == ServerType.BITBUCKET && one.AuthType == AuthType.BASIC_AUTH);
    }
}
