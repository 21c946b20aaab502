using System;
using System.Collections;
using System.Linq;

namespace BitbucketConnections.Completion;

/// <summary>Reads the variables of the environment that can change which account, Region or endpoint a call uses.</summary>
internal static class AwsVariables
{
    public static string Read() => string.Join(
        "\n",
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(entry => $"{entry.Key}={entry.Value}")
            .Where(entry => entry.StartsWith("AWS_", StringComparison.OrdinalIgnoreCase)).OrderBy(entry => entry, StringComparer.Ordinal));
}
