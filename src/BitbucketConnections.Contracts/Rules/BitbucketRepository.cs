using System;
using System.Text.RegularExpressions;

namespace BitbucketConnections;

/// <summary>
/// Reads a Bitbucket Cloud repository in the form that CodePipeline requires, <c>workspace/repository</c>. Accepts that form and any URL that
/// Bitbucket shows. The text before an <c>@</c> in a URL may be a secret, so it is removed and never shown.
/// </summary>
public static class BitbucketRepository
{
    private const string Host = "bitbucket.org";

    // The names of workspaces and repositories are shorter than 100 characters. The rest is a page, a branch and a path.
    private const int MaximumLength = 2048;

    private static readonly string[] s_pages = ["account", "blog", "dashboard", "product", "repo", "search", "site", "socialauth", "support", "workspaces", "!api"];

    // CodePipeline accepts any text. Bitbucket uses only these characters in workspace ids and repository slugs.
    private static readonly Regex s_segment = new(@"^[A-Za-z0-9_.-]+\z", RegexOptions.CultureInvariant);

    // git@bitbucket.org:workspace/repository.git
    private static readonly Regex s_scp = new(@"^(?:[^/@\s]+@)?(?<host>[^/:@\s]+\.[^/:@\s]+):(?!//)(?<path>[^@]+)\z", RegexOptions.CultureInvariant);

    /// <summary>Removes possible secrets from the value of a repository parameter, so that it can be shown.</summary>
    /// <param name="value">The value of the parameter.</param>
    /// <returns>The text without user and password.</returns>
    public static string Shown(string? value)
    {
        if (value is null || value.LastIndexOf('@') is var at && at < 0)
        {
            return Redaction.Message(value);
        }

        var scheme = value.IndexOf("://", StringComparison.Ordinal);
        var start = scheme < 0 || scheme > at ? 0 : scheme + 3;
        var end = value.IndexOfAny(['/', '?', '#'], start);
        var inHost = value.Substring(0, end < 0 ? value.Length : end).LastIndexOf('@');
        inHost = inHost < start ? -1 : inHost;

        // If the host has no @, a later @ with a colon before it means a password with a slash, or a mistyped URL.
        var userEnd = inHost >= 0 ? inHost : value.IndexOf(':', start, at - start) >= 0 ? at : start - 1;
        return Redaction.Message(value.Substring(0, start) + value.Substring(userEnd + 1));
    }

    /// <summary>Reads a repository.</summary>
    /// <param name="value">The text: <c>workspace/repository</c>, a clone URL or the URL of a page.</param>
    /// <param name="fullRepositoryId">The repository as <c>workspace/repository</c>, in its original case; empty if there is a finding.</param>
    /// <returns>The finding, or null.</returns>
    public static Finding? Parse(string? value, out string fullRepositoryId)
    {
        fullRepositoryId = string.Empty;
        var text = value?.Trim();
        if (string.IsNullOrEmpty(text))
        {
            return Invalid("The repository is empty");
        }

        if (text!.Length > MaximumLength)
        {
            return Invalid($"The repository has {text.Length} characters. AWS and Bitbucket accept no name of this length");
        }

        if (ReadPath(text, out var path, out var isUrl) is { } finding)
        {
            return finding;
        }

        return ReadSegments(path, isUrl, out fullRepositoryId);
    }

    private static Finding? ReadPath(string text, out string path, out bool isUrl)
    {
        isUrl = true;
        path = text;
        if (text.Contains("://"))
        {
            if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http" or "ssh" or "git"))
            {
                return Invalid("The repository URL is not valid");
            }

            path = Uri.UnescapeDataString(url.AbsolutePath);
            return CheckHost(url.Host);
        }

        if (s_scp.Match(text) is { Success: true } scp)
        {
            path = scp.Groups["path"].Value;
            return CheckHost(scp.Groups["host"].Value);
        }

        if (text.IndexOf('@') >= 0)
        {
            return Invalid("The repository is not valid");
        }

        isUrl = text.StartsWith(Host + "/", StringComparison.OrdinalIgnoreCase);
        path = isUrl ? text.Substring(Host.Length) : text;
        return null;
    }

    private static Finding? CheckHost(string host) =>
        host.Equals(Host, StringComparison.OrdinalIgnoreCase) || host.Equals("www." + Host, StringComparison.OrdinalIgnoreCase)
        || host.Equals("altssh." + Host, StringComparison.OrdinalIgnoreCase)
            ? null
            : new Finding("UnsupportedRepositoryHost", $"The repository is on '{host}'. A connection to Bitbucket can access only Bitbucket Cloud ({Host}).");

    private static Finding? ReadSegments(string path, bool isUrl, out string fullRepositoryId)
    {
        fullRepositoryId = string.Empty;
        if (path.IndexOf('@') >= 0)
        {
            return Invalid("The repository is not valid");
        }

        var segments = path.Split(['?', '#'])[0].Trim('/').Split('/');
        if (segments.Length < 2 || (!isUrl && segments.Length > 2))
        {
            return Invalid($"'{path}' is not a repository");
        }

        if (isUrl && IsPage(segments))
        {
            return Invalid($"'{Host}/{segments[0]}/{segments[1]}' is a page of Bitbucket and not a repository");
        }

        var workspace = segments[0];
        var repository = segments[1];
        while (repository.EndsWith(".git", StringComparison.Ordinal) && repository.Length > 4)
        {
            repository = repository.Substring(0, repository.Length - 4);
        }

        if (workspace.StartsWith("{", StringComparison.Ordinal) || repository.StartsWith("{", StringComparison.Ordinal))
        {
            return Invalid($"'{workspace}/{repository}' contains a UUID, but CodePipeline finds a repository only by its name");
        }

        if (workspace.Equals(Host, StringComparison.OrdinalIgnoreCase))
        {
            return Invalid($"'{workspace}/{repository}' has the host where the workspace is expected");
        }

        if (!IsSegment(workspace) || !IsSegment(repository))
        {
            return Invalid($"'{workspace}/{repository}' has characters that are not valid in the name of a Bitbucket workspace or repository");
        }

        fullRepositoryId = workspace + "/" + repository;
        return null;
    }

    // The pages of Bitbucket that are not those of a repository, such as /account/settings and /WORKSPACE/workspace/projects.
    private static bool IsPage(string[] segments) => Array.IndexOf(s_pages, segments[0]) >= 0 || segments[1] == "workspace" || (segments[0] == "workspace" && segments[1] is "repositories" or "projects" or "settings" or "overview");

    private static bool IsSegment(string text) => text is not ("." or "..") && s_segment.IsMatch(text);

    private static Finding Invalid(string what) => new(
        "InvalidRepositoryId", $"{what}. Specify workspace/repository, for example example-ws/demo-repo, or a URL of {Host}.");
}
