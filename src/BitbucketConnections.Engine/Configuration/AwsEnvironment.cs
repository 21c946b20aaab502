using System;
using System.Collections;
using System.Linq;

namespace BitbucketConnections.Engine.Configuration;

/// <summary>The <c>AWS_</c> variables: a change of them, such as a sandbox that was started, makes new clients.</summary>
internal static class AwsEnvironment
{
    public static string? Get(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    /// <summary>Gets all of them as one text, to compare and never to show.</summary>
    public static string Stamp() => string.Join(
        "\n",
        from DictionaryEntry entry in Environment.GetEnvironmentVariables()
        let name = (string)entry.Key
        where name.StartsWith("AWS_", StringComparison.OrdinalIgnoreCase)
        orderby name
        select name + "=" + entry.Value);
}
