using System;
using System.Text.RegularExpressions;

namespace BitbucketConnections.Engine.Pipelines.Rules;

/// <summary>Checks encryption keys: a key ID, key ARN or alias ARN in the store's Region (CodePipeline API reference, EncryptionKey).</summary>
internal static class EncryptionKeyRules
{
    private static readonly Regex s_id = new(@"^([0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|mrk-[0-9a-f]{32})\z", RegexOptions.CultureInvariant);

    public static Finding? Check(string id, string region, string path)
    {
        if (id.Length is 0 or > 400)
        {
            return new Finding("InvalidEncryptionKey", $"The ID of the encryption key has {id.Length} characters. AWS accepts 1 to 400.", path);
        }

        if (Arn.TryParse(id, out var arn) && arn.Service == "kms" && IsKeyOrAlias(arn.Resource))
        {
            return arn.Region == region ? null : new Finding(
                "EncryptionKeyWrongRegion", $"The key '{id}' is in {arn.Region}. Artifacts in {region} need a key in {region}.", path);
        }

        return s_id.IsMatch(id) ? null : new Finding("InvalidEncryptionKey", $"'{id}' is not a key ID, key ARN or alias ARN. {Hint(id, region)}", path);
    }

    private static bool IsKeyOrAlias(string resource) =>
        resource.StartsWith("key/", StringComparison.Ordinal) || resource.StartsWith("alias/", StringComparison.Ordinal);

    private static string Hint(string id, string region)
    {
        var alias = id.StartsWith("alias/", StringComparison.Ordinal) ? id : "alias/" + id;

        // A text in an ARN would not be found as a URL with a password.
        return id.StartsWith("arn:", StringComparison.Ordinal) || id.Split('@').Length > 1
            ? $"Expected arn:aws:kms:{region}:ACCOUNT:key/ID or arn:aws:kms:{region}:ACCOUNT:alias/NAME."
            : $"If it is an alias, specify its full ARN: arn:aws:kms:{region}:ACCOUNT:{alias}.";
    }
}
