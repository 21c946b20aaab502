using System.Globalization;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;

namespace BitbucketConnections.Engine.Roles;

/// <summary>Builds the console's names of service roles, at most 64 characters (IAM API model).</summary>
internal static class RoleNames
{
    public const int MaximumLength = 64;
    public const int HashLength = 8;

    /// <summary>Builds the name. A name that is too long ends with a stable hash of the full name.</summary>
    public static string Of(string region, string pipelineName)
    {
        var full = $"AWSCodePipelineServiceRole-{region}-{pipelineName}";
        return full.Length <= MaximumLength ? full : $"{full.Remove(MaximumLength - HashLength - 1)}-{Hash(full)}";
    }

    /// <summary>Computes the first 8 hexadecimal digits of the SHA-256 hash of a string.</summary>
    public static string Hash(string text)
    {
        using var sha = SHA256.Create();
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        var bytes = sha.ComputeHash(stream);
        return string.Concat(bytes.Take(HashLength / 2).Select(b => b.ToString("x2", CultureInfo.InvariantCulture)));
    }
}
