using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Sandbox.Callers;

/// <summary>Writes access key ids in the form of AWS's.</summary>
internal static class AccessKeyId
{
    /// <summary>The number of characters after the prefix.</summary>
    public const int Length = 16;

    private const string Characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>Writes an id.</summary>
    /// <param name="prefix"><c>AKIA</c> for a user, <c>ASIA</c> for a session.</param>
    /// <param name="bytes">At least <see cref="Length"/> bytes.</param>
    /// <returns>The id.</returns>
    public static string Write(string prefix, IEnumerable<byte> bytes) =>
        prefix + new string([.. bytes.Take(Length).Select(value => Characters[value % Characters.Length])]);
}
