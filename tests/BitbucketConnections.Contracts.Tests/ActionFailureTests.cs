using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using BitbucketConnections.Failures;

namespace BitbucketConnections.Tests;

/// <summary>Tests the table of failed actions.</summary>
public sealed class ActionFailureTests
{
    public static TheoryData<string, string?> Messages => new()
    {
        { "Unable to use Connection: arn:aws:codestar-connections:us-east-1:123456789012:connection/a. The provided role does not have sufficient permissions.", "ConnectionPermission" },
        { "Build terminated with state: FAILED. Phase: DOWNLOAD_SOURCE, Code: CLIENT_ERROR, Message: authorization failed for primary source", "BuildCloneDenied" },
        { "Failed to get access token from arn:aws:codeconnections:us-east-1:123456789012:connection/a", "BuildCloneDenied" },
        { "Access denied to connection arn:aws:codeconnections:us-east-1:123456789012:connection/a", "BuildCloneDenied" },
        { "[Bitbucket] No Branch [main] found for FullRepositoryName [ws/repo]", "BranchNotFound" },
        { "Connection arn is not in available state. Its status is ERROR.", "ConnectionError" },
        { "Connection arn is not in available state. Its status is PENDING.", "ConnectionPending" },
        { "Connection arn does not exist.", "ConnectionMissing" },
        { "CodePipeline service role \"arn\" is getting S3 access denied for the S3 bucket \"b\"", "BucketListDenied" },
        { "Unable to access the artifact with Amazon S3 object key 'a/b' located in the Amazon S3 artifact bucket 'c'. The provided role does not have sufficient permissions.", "ArtifactReadDenied" },
        { "The service role or action role doesn’t have the permissions required to access the Amazon S3 bucket named b.", "ArtifactReadDenied" },
        { "User: r is not authorized to perform: kms:Decrypt on resource: k", "KeyDenied" },
        { "[Bitbucket] Upload to S3 failed with the following error: Access Denied", "UploadDenied" },
        { "The action failed. Underlying error: AccessDenied", "UploadDenied" },
        { "Error: Amazon S3:NoSuchBucket:The specified bucket does not exist", "BucketMissing" },
        { "Error calling startBuild: Project cannot be found: arn", "BuildProjectMissing" },
        { "Error calling startBuild: User: r is not authorized to perform: codebuild:StartBuild on resource: p", "BuildStartDenied" },
        { "Build terminated with state: FAILED. Phase: BUILD, Code: COMMAND_EXECUTION_ERROR, Message: Error while executing command: make", "BuildFailed" },
        { "User: r is not authorized to perform: lambda:InvokeFunction on resource: f", "ActionDenied" },
        { "An internal error occurred.", "InternalError" },
        { "Something else.", null },
        { string.Empty, null },
    };

    [Theory]
    [MemberData(nameof(Messages))]
    public void A_message_of_AWS_has_its_failure(string message, string? id)
    {
        Assert.Equal(id, ActionFailures.Find(message)?.Id);
        Assert.Equal(id, ActionFailures.Find(message.ToUpperInvariant())?.Id);
    }

    [Fact]
    public void Every_failure_has_a_message_in_the_test_and_causes_with_remedies()
    {
        Assert.Equal(ActionFailures.All.Select(failure => failure.Id).Order(StringComparer.Ordinal), Messages.Select(row => row.Data.Item2).OfType<string>().Distinct().Order(StringComparer.Ordinal));
        Assert.All(ActionFailures.All, failure => Assert.All(failure.Causes, cause =>
        {
            Assert.EndsWith(".", cause.Cause, StringComparison.Ordinal);
            Assert.EndsWith(".", cause.Remedy, StringComparison.Ordinal);
        }));
        Assert.Equal(5, ActionFailures.All.Single(failure => failure.Id == "BranchNotFound").Causes.Count);
    }

    [Fact]
    public void A_placeholder_without_a_value_is_in_capitals_in_a_command_and_left_out_of_a_sentence()
    {
        var values = new Dictionary<string, string?> { ["pipeline"] = "'my web'", ["role"] = null };

        Assert.Equal("Set-X 'my web' -Region REGION", ActionFailures.Command("Set-X {pipeline} -Region {region}", values));
        Assert.Null(ActionFailures.Command(null, values));
        Assert.Equal("The role can't.", ActionFailures.Text("The role {role} can't.", values));
        Assert.All(ActionFailures.All.SelectMany(failure => failure.Causes), cause => Assert.DoesNotMatch(new Regex("[{}]"), ActionFailures.Text(cause.Cause, values) + cause.Remedy + ActionFailures.Command(cause.Command, values)));
    }

    [Fact]
    public void A_long_text_has_none() => Assert.Null(ActionFailures.Find(new string('U', 100_000)));
}
