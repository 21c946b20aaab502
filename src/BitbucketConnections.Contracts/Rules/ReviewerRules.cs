using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using System.Text.RegularExpressions;

namespace BitbucketConnections;

/// <summary>Checks the values of associations with CodeGuru Reviewer without AWS. The limits are those of its API model.</summary>
public static class ReviewerRules
{
    /// <summary>The maximum length of the name of a repository or its owner.</summary>
    public const int MaximumNameLength = 100;

    /// <summary>The maximum number of names or owners in a list request.</summary>
    public const int MaximumFilterValues = 3;

    private const string Service = "codeguru-reviewer";

    private static readonly Regex s_resource = new(@"^association:[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}\z", RegexOptions.CultureInvariant);
    private static readonly Regex s_token = new(@"^[A-Za-z0-9_-]{1,64}\z", RegexOptions.CultureInvariant);
    private static readonly Regex s_keyId = new(@"^[A-Za-z0-9-]{1,2048}\z", RegexOptions.CultureInvariant);

    /// <summary>Gets the Regions in which CodeGuru Reviewer exists: its endpoints in the SDK's list of endpoints (read on 2026-11-26).</summary>
    public static IReadOnlyList<string> Regions { get; } =
    [
        "ap-northeast-1", "ap-southeast-1", "ap-southeast-2", "eu-central-1", "eu-north-1", "eu-west-1", "eu-west-2", "us-east-1", "us-east-2", "us-west-2",
    ];

    /// <summary>Checks a repository that <see cref="BitbucketRepository"/> has read.</summary>
    /// <param name="fullRepositoryId">The repository as <c>workspace/repository</c>.</param>
    /// <returns>The finding, or null.</returns>
    public static Finding? CheckRepository(string fullRepositoryId) => fullRepositoryId.Split('/').FirstOrDefault(part => part.Length > MaximumNameLength) is { } part
        ? new Finding("InvalidRepositoryId", $"'{part}' has {part.Length} characters. CodeGuru Reviewer accepts workspaces and repositories of 1 to {MaximumNameLength}.")
        : null;

    /// <summary>Reads the ARN of an association.</summary>
    /// <param name="value">The text.</param>
    /// <param name="arn">The ARN; null if it is not the ARN of an association.</param>
    /// <returns>True if it is the ARN of an association.</returns>
    public static bool TryParseArn(string? value, [NotNullWhen(true)] out Arn? arn) =>
        Arn.TryParse(value, out arn) && arn.Service == Service && arn.Region.Length > 0 && s_resource.IsMatch(arn.Resource);

    /// <summary>Checks the ARN of an association.</summary>
    /// <param name="value">The text.</param>
    /// <returns>The finding, or null.</returns>
    public static Finding? CheckArn(string? value) => TryParseArn(value, out _) ? null : new Finding(
        "InvalidAssociationArn",
        $"'{value}' is not the ARN of an association. The expected form is arn:aws:{Service}:REGION:ACCOUNT:association:ID. To list the ARNs, run Get-BitbucketReviewerAssociation.");

    /// <summary>Checks the id of a KMS key. CodeGuru Reviewer accepts no ARN and no alias.</summary>
    /// <param name="value">The id; null for a key of AWS.</param>
    /// <returns>The finding, or null.</returns>
    public static Finding? CheckKeyId(string? value) => value is null || s_keyId.IsMatch(value) ? null : new Finding(
        "InvalidKmsKeyId", $"'{value}' is not the id of a KMS key. CodeGuru Reviewer accepts only the key id, such as 1234abcd-12ab-34cd-56ef-1234567890ab, and no ARN or alias.");

    /// <summary>Checks a client request token.</summary>
    /// <param name="value">The token; null for a new one.</param>
    /// <returns>The finding, or null.</returns>
    public static Finding? CheckToken(string? value) => value is null || s_token.IsMatch(value) ? null : new Finding(
        "InvalidClientRequestToken", $"The client request token '{value}' is not valid. AWS accepts 1 to 64 letters, digits, underscores and hyphens.");

    /// <summary>Checks whether CodeGuru Reviewer exists in a Region. A Region that is not known is a warning, because AWS may have added it.</summary>
    /// <param name="region">The Region.</param>
    /// <returns>The finding, or null.</returns>
    public static Finding? CheckRegion(string region) => Regions.Contains(region, StringComparer.Ordinal) ? null : new Finding(
        "UnknownReviewerRegion", $"CodeGuru Reviewer is not known to exist in {region}. Known Regions: {string.Join(", ", Regions)}.") { IsWarning = true };
}
