using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Contracts.Tests;

public sealed class RuleTests
{
    [Theory]
    [InlineData(1, true)]
    [InlineData(32, true)]
    [InlineData(33, false)]
    [InlineData(0, false)]
    public void A_connection_name_has_1_to_32_characters(int length, bool isValid) =>
        Assert.Equal(isValid, ConnectionRules.CheckName(new string('x', length)) is null);

    [Fact]
    public void The_message_for_a_long_name_has_its_length_and_the_limit()
    {
        var message = ConnectionRules.CheckName("dataplatform-staging-datahub-tools-x")!.Message;
        Assert.Contains("'dataplatform-staging-datahub-tools-x' has 36 characters", message, System.StringComparison.Ordinal);
        Assert.Contains("1 to 32", message, System.StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("arn:aws:codestar-connections:us-east-1:123456789012:connection/aEXAMPLE-8aad-4d5d-8878-dfcab0bc441f", ConnectionApi.CodeStarConnections)]
    [InlineData("arn:aws:codeconnections:eu-west-1:123456789012:connection/x", ConnectionApi.CodeConnections)]
    [InlineData("arn:aws-us-gov:codestar-connections:us-gov-east-1:123456789012:connection/x", ConnectionApi.CodeStarConnections)]
    [InlineData("arn:aws-cn:codeconnections:cn-north-1:123456789012:connection/x", ConnectionApi.CodeConnections)]
    public void The_ARN_of_a_connection_determines_its_API(string text, ConnectionApi api)
    {
        Assert.Null(ConnectionRules.CheckArn(text));
        Assert.True(ConnectionRules.TryParseArn(text, out var arn));
        Assert.Equal(api, ConnectionRules.ApiOf(arn));
        Assert.Equal(text, arn.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("MyConnection")]
    [InlineData("arn:aws:codestar-connections:us-east-1:123456789012:connection/")]
    [InlineData("arn:aws:codestar-connections:us-east-1:123456789012:host/x")]
    [InlineData("arn:aws:codestar-connections::123456789012:connection/x")]
    [InlineData("arn:aws:codestar-connections:us-east-1:12345678901:connection/x")]
    [InlineData("arn:aws:codestar-connections:us-east-1:12345678901a:connection/x")]
    [InlineData("arn:aws:codepipeline:us-east-1:123456789012:demo")]
    [InlineData("arn:awsx:codestar-connections:us-east-1:123456789012:connection/x")]
    [InlineData("arn:aws-:codestar-connections:us-east-1:123456789012:connection/x")]
    [InlineData("arm:aws:codestar-connections:us-east-1:123456789012:connection/x")]
    public void An_invalid_connection_ARN_is_rejected(string? text) =>
        Assert.Equal("InvalidConnectionArn", ConnectionRules.CheckArn(text)?.Id);

    [Theory]
    [InlineData("main", "main")]
    [InlineData("feature/JIRA-1", "feature/JIRA-1")]
    [InlineData("refs/heads/main", "main")]
    [InlineData("refs-heads/v1", "refs-heads/v1")]
    [InlineData(" main ", "main")]
    [InlineData("release-1.2", "release-1.2")]
    public void A_branch_is_used_literally(string text, string expected)
    {
        Assert.Null(BranchRules.Parse(text, out var branch));
        Assert.Equal(expected, branch);
    }

    [Theory]
    [InlineData(null, "BranchMissing")]
    [InlineData("", "BranchMissing")]
    [InlineData("refs/heads/", "BranchMissing")]
    [InlineData("feature/*", "InvalidBranchName")]
    [InlineData("refs/tags/v1", "InvalidBranchName")]
    [InlineData("refs/pull-requests/1/from", "InvalidBranchName")]
    [InlineData("my branch", "InvalidBranchName")]
    [InlineData("a..b", "InvalidBranchName")]
    [InlineData("a//b", "InvalidBranchName")]
    [InlineData("-x", "InvalidBranchName")]
    [InlineData("x/", "InvalidBranchName")]
    [InlineData("x.lock", "InvalidBranchName")]
    [InlineData("x@{1}", "InvalidBranchName")]
    [InlineData("@", "InvalidBranchName")]
    [InlineData("a\tb", "InvalidBranchName")]
    [InlineData(".x", "InvalidBranchName")]
    [InlineData("a/.x", "InvalidBranchName")]
    [InlineData("a.lock/b", "InvalidBranchName")]
    public void An_invalid_branch_is_rejected(string? text, string id) => Assert.Equal(id, BranchRules.Parse(text, out _)?.Id);

    [Theory]
    [InlineData("my-artifacts", null)]
    [InlineData("codepipeline-us-east-1-91637cf06bf9-46d4-9d9c-9670f8aa10c7", null)]
    [InlineData("", "ArtifactBucketMissing")]
    [InlineData(null, "ArtifactBucketMissing")]
    [InlineData("my-artifacts/folder", "InvalidArtifactBucket")]
    [InlineData("s3://my-artifacts/folder", "InvalidArtifactBucket")]
    [InlineData("My-Artifacts", "InvalidArtifactBucket")]
    [InlineData("ab", "InvalidArtifactBucket")]
    [InlineData("has space", "InvalidArtifactBucket")]
    public void An_artifact_bucket_is_only_a_name(string? bucket, string? id) =>
        Assert.Equal(id, PipelineNameRules.CheckBucket(bucket)?.Id);

    [Theory]
    [InlineData("my-artifacts/folder")]
    [InlineData("s3://my-artifacts/folder/x")]
    public void The_error_for_a_bucket_with_a_folder_shows_the_bucket_name(string bucket) =>
        Assert.Contains("only the name of the bucket: 'my-artifacts'", PipelineNameRules.CheckBucket(bucket)!.Message, System.StringComparison.Ordinal);

    [Theory]
    [InlineData("arn:aws:iam::123456789012:role/service-role/x", null)]
    [InlineData("arn:aws-us-gov:iam::123456789012:role/x", null)]
    [InlineData("", "RoleArnMissing")]
    [InlineData("my-role", "InvalidRoleArn")]
    [InlineData("arn:aws:iam::123456789012:user/x", "InvalidRoleArn")]
    [InlineData("arn:aws:iam::123456789012:role/", "InvalidRoleArn")]
    public void A_role_is_an_ARN(string role, string? id) => Assert.Equal(id, PipelineNameRules.CheckRoleArn(role)?.Id);

    [Fact]
    public void Tags_respect_the_limits_of_AWS()
    {
        Assert.Empty(TagRules.Check(null));
        Assert.Empty(TagRules.Check(new Dictionary<string, string> { ["team"] = string.Empty, [new string('k', 128)] = new string('v', 256) }));
        Assert.Equal(
            ["InvalidTag", "InvalidTag", "InvalidTag", "InvalidTag"],
            TagRules.Check(new Dictionary<string, string> { [string.Empty] = "x", ["aws:x"] = "x", [new string('k', 129)] = "x", ["k"] = new string('v', 257) }).Select(f => f.Id));
        Assert.Equal("TooManyTags", TagRules.Check(Enumerable.Range(0, 51).ToDictionary(i => "k" + i, _ => "v")).Single().Id);
    }

    [Fact]
    public void Several_findings_are_one_exception_that_lists_them_all()
    {
        var one = ServiceException.FromFindings([new Finding("A", "first")]);
        Assert.Equal(("A", "first"), (one.Condition, one.Message));

        var two = ServiceException.FromFindings([new Finding("A", "first"), new Finding("B", "second")]);
        Assert.Null(two.ErrorCode);
        Assert.Contains("first", two.Message, System.StringComparison.Ordinal);
        Assert.Contains("second", two.Message, System.StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(50, 51, null)]
    [InlineData(20000, 52, "- and 19950 more")]
    public void A_long_list_of_findings_ends_with_their_number(int count, int lines, string? last)
    {
        var failure = ServiceException.FromFindings(Enumerable.Range(1, count).Select(i => new Finding("A", $"finding {i}")).ToList());

        var text = failure.Message.Split('\n');
        Assert.Equal(lines, text.Length);
        Assert.Equal($"{count} problems were found. Nothing was changed:", text[0].TrimEnd('\r'));
        Assert.Equal(last ?? "- finding 50", text[^1]);
        Assert.Equal(count, failure.Findings.Count);
    }

    [Fact]
    public void The_text_of_settings_has_no_secret()
    {
        var text = new SessionSettings { Region = "us-east-1", AccessKey = "AKID", SecretKey = "s3cr3t", SessionToken = "t0k3n" }.ToString();
        Assert.DoesNotContain("s3cr3t", text, System.StringComparison.Ordinal);
        Assert.DoesNotContain("t0k3n", text, System.StringComparison.Ordinal);
        Assert.DoesNotContain("AKID", text, System.StringComparison.Ordinal);
    }
}
