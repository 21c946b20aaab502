using BitbucketConnections.Hosting;

namespace BitbucketConnections.Tests;

/// <summary>Tests that the lines of a review are short enough to read for a fleet.</summary>
public sealed class ReviewTextTests
{
    private const string Old = "arn:aws:codestar-connections:us-east-1:123456789012:connection/5dde0c89-0d7c-4823-a01d-39dcf4c8e871";
    private const string Twin = "arn:aws:codeconnections:us-east-1:123456789012:connection/5dde0c89-0d7c-4823-a01d-39dcf4c8e871";
    private const string New = "arn:aws-cn:codeconnections:cn-north-1:123456789012:connection/af1f5938-ff18-4b5a-9fe3-17d9b4946a01";

    [Theory]
    [InlineData("Configuration['ConnectionArn']: " + Old + " -> " + New, "Configuration['ConnectionArn']: connection/5dde0c89… -> connection/af1f5938…")]
    [InlineData(
        "gains Use: codestar-connections:UseConnection, codeconnections:UseConnection on " + Old + ", " + Twin + " if codestar-connections:FullRepositoryId is w/r or w/s if codeconnections:FullRepositoryId is w/r or w/s",
        "gains Use: UseConnection on connection/5dde0c89… for w/r or w/s")]
    [InlineData(
        "loses Use: codestar-connections:UseConnection, codeconnections:UseConnection on " + Old + ", " + New + " if codestar-connections:FullRepositoryId is w/r if codeconnections:FullRepositoryId is w/r (after the update)",
        "loses Use: UseConnection on connection/5dde0c89…, connection/af1f5938… for w/r (after the update)")]
    [InlineData("RoleArn: arn:aws:iam::123456789012:role/a -> arn:aws:iam::123456789012:role/b", "RoleArn: arn:aws:iam::123456789012:role/a -> arn:aws:iam::123456789012:role/b")]
    [InlineData("if codestar-connections:FullRepositoryId is w/r", "if codestar-connections:FullRepositoryId is w/r")]
    public void A_connection_is_named_by_the_start_of_its_id_and_a_permission_once(string line, string expected) => Assert.Equal(expected, ReviewText.Shorten(line));
}
