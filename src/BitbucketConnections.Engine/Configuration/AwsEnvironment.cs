using System;
using System.Collections;
using System.Linq;

namespace BitbucketConnections.Engine.Configuration;

/// <summary>The <c>AWS_</c> environment variables. If they change, for example because a sandbox started, new clients are created.</summary>
internal static class AwsEnvironment
{
    public static string? Get(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    /// <summary>Gets all variables as one string, only for comparison and never for display.</summary>
    public static string Stamp() => string.Join(
        "\n",
        from DictionaryEntry entry in Environment.GetEnvironmentVariables()
        let name = (string)entry.Key
        where name.StartsWith("AWS_", StringComparison.OrdinalIgnoreCase)
        orderby name
        select name + "=" + entry.Value);
}
