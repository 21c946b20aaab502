using System;
using System.IO;

namespace BitbucketConnections.Generator.Models;

/// <summary>The paths in a checkout.</summary>
/// <param name="Root">The root of the checkout.</param>
public sealed record Repository(string Root)
{
    /// <summary>Gets the folder of the project that holds the clients.</summary>
    public string Clients => Path.Combine(Root, "src", "BitbucketConnections.AwsClients");

    /// <summary>Gets the folder of the trimmed service models.</summary>
    public string Models => Path.Combine(Clients, "ServiceModels");

    /// <summary>Gets the folder of the generated files.</summary>
    public string Generated => Path.Combine(Clients, "Generated");

    /// <summary>Gets the file that selects the parts of each service.</summary>
    public string Services => Path.Combine(Clients, "services.json");

    /// <summary>Finds the checkout that the program was built in.</summary>
    /// <returns>The checkout.</returns>
    /// <exception cref="UsageException">The program is not in a checkout.</exception>
    public static Repository Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "BitbucketConnections.sln")))
            {
                return new Repository(folder.FullName);
            }
        }

        throw new UsageException($"'{AppContext.BaseDirectory}' is not in a checkout.");
    }
}
