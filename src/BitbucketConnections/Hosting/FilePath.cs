using System;
using System.IO;
using System.Management.Automation;

namespace BitbucketConnections.Hosting;

/// <summary>Resolves the path of a file. PowerShell also accepts paths of other providers, such as <c>Env:</c>, and its exceptions do not name the parameter.</summary>
internal static class FilePath
{
    /// <summary>Gets the full path of a file, which does not have to exist.</summary>
    /// <param name="session">The session, whose location a relative path starts at.</param>
    /// <param name="path">The path.</param>
    /// <param name="parameter">The parameter with the path, for the error.</param>
    /// <returns>The full path.</returns>
    /// <exception cref="ServiceException">Kind InvalidInput: the path is not in the file system.</exception>
    public static string Resolve(SessionState session, string path, string parameter)
    {
        try
        {
            var full = session.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
            if (provider.Name != "FileSystem")
            {
                throw Invalid(path, parameter, $"it is a path of the provider {provider.Name}");
            }

            // .NET checks the characters only when it uses the path.
            return Path.GetFullPath(full);
        }
        catch (System.Management.Automation.DriveNotFoundException missing)
        {
            throw Invalid(path, parameter, $"the drive '{missing.ItemName}' does not exist");
        }
        catch (ArgumentException)
        {
            throw Invalid(path, parameter, "it contains a character that no path has");
        }
        catch (Exception wrong) when (wrong is NotSupportedException or PathTooLongException or ProviderNotFoundException or PSInvalidOperationException or ProviderInvocationException)
        {
            throw Invalid(path, parameter, wrong.Message.TrimEnd('.'));
        }
    }

    private static ServiceException Invalid(string path, string parameter, string reason) => ServiceException.FromFindings(
        [new Finding("InvalidPath", $"-{parameter} '{path}' is not the path of a file: {reason}. Specify a path of the file system.")]);
}
