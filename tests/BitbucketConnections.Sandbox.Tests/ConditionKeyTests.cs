using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Tests.Support;
using static BitbucketConnections.Sandbox.Tests.Support.TestCallers;

namespace BitbucketConnections.Sandbox.Tests;

/// <summary>The condition keys of single services: a call succeeds if the key has the value of the policy, and not with another value.</summary>
public sealed class ConditionKeyTests : IDisposable
{
    private const string S3 = "arn:aws:iam::aws:policy/AmazonS3FullAccess";

    private readonly TestSandbox _sandbox = new(new SandboxOptions { EnforceCallerPolicies = true });

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData("iam:ResourceTag/team", "blue", true)]
    [InlineData("iam:ResourceTag/team", "red", false)]
    [InlineData("aws:ResourceTag/team", "blue", true)]
    [InlineData("aws:ResourceTag/team", "red", false)]
    [InlineData("iam:PolicyARN", S3, true)]
    [InlineData("iam:PolicyARN", "arn:aws:iam::aws:policy/other", false)]
    public async Task Roles(string key, string value, bool isAllowed)
    {
        await _sandbox.RoleAsync("tagged", """{"Service":"codepipeline.amazonaws.com"}""");
        await _sandbox.IamAsync("TagRole", ("RoleName", "tagged"), ("Tags.member.1.Key", "team"), ("Tags.member.1.Value", "blue"));
        await ActAsync("iam:AttachRolePolicy", key, value);

        Assert.Equal(isAllowed ? 200 : 403, (await _sandbox.QueryAsync("iam", IamVersion, "AttachRolePolicy", ("RoleName", "tagged"), ("PolicyArn", S3))).Status);
    }

    [Theory]
    [InlineData("kms:KeySpec", "RSA_2048", true)]
    [InlineData("kms:KeySpec", "SYMMETRIC_DEFAULT", false)]
    [InlineData("aws:RequestTag/team", "blue", true)]
    [InlineData("aws:RequestTag/team", "red", false)]
    public async Task New_keys(string key, string value, bool isAllowed)
    {
        var input = new JsonObject
        {
            ["KeySpec"] = "RSA_2048",
            ["KeyUsage"] = "SIGN_VERIFY",
            ["Tags"] = new JsonArray(new JsonObject { ["TagKey"] = "team", ["TagValue"] = "blue" }),
        };
        _sandbox.Caller = await _sandbox.UserAsync("worker", Allow("kms:CreateKey", condition: Equal(key, value)), Allow("kms:TagResource"));

        Assert.Equal(isAllowed ? 200 : 400, (await _sandbox.CallAsync(TestSandbox.Kms, "CreateKey", input)).Status);
    }

    [Theory]
    [InlineData("blue", true)]
    [InlineData("red", false)]
    public async Task The_tags_of_a_key_are_a_condition_of_the_right_to_tag_it(string value, bool isAllowed)
    {
        _sandbox.Caller = await _sandbox.UserAsync("worker", Allow("kms:CreateKey"), Allow("kms:TagResource", condition: Equal("aws:RequestTag/team", value)));

        Assert.Equal(isAllowed ? 200 : 400, (await _sandbox.CallAsync(
            TestSandbox.Kms, "CreateKey", new JsonObject { ["Tags"] = new JsonArray(new JsonObject { ["TagKey"] = "team", ["TagValue"] = "blue" }) })).Status);
    }

    [Theory]
    [InlineData("kms:CallerAccount", "123456789012", true)]
    [InlineData("kms:CallerAccount", "210987654321", false)]
    [InlineData("kms:RequestAlias", "alias/mine", true)]
    [InlineData("kms:RequestAlias", "alias/other", false)]
    public async Task Existing_keys(string key, string value, bool isAllowed)
    {
        var id = (await _sandbox.CallAsync(TestSandbox.Kms, "CreateKey")).Json["KeyMetadata"]!["KeyId"]!.GetValue<string>();
        await _sandbox.CallAsync(TestSandbox.Kms, "CreateAlias", new JsonObject { ["AliasName"] = "alias/mine", ["TargetKeyId"] = id });
        await ActAsync("kms:DescribeKey", key, value);

        Assert.Equal(isAllowed ? 200 : 400, (await _sandbox.CallAsync(TestSandbox.Kms, "DescribeKey", new JsonObject { ["KeyId"] = "alias/mine" })).Status);
        Assert.Equal(isAllowed && key == "kms:CallerAccount" ? 200 : 400, (await _sandbox.CallAsync(TestSandbox.Kms, "DescribeKey", new JsonObject { ["KeyId"] = id })).Status);
    }

    [Theory]
    [InlineData("blue", true)]
    [InlineData("red", false)]
    public async Task New_projects(string value, bool isAllowed)
    {
        var project = new JsonObject
        {
            ["name"] = "tagged",
            ["source"] = new JsonObject { ["type"] = "CODEPIPELINE" },
            ["artifacts"] = new JsonObject { ["type"] = "CODEPIPELINE" },
            ["environment"] = new JsonObject { ["type"] = "LINUX_CONTAINER", ["image"] = "image", ["computeType"] = "BUILD_GENERAL1_SMALL" },
            ["serviceRole"] = "arn:aws:iam::123456789012:role/service-role/codebuild-sandbox-build-service-role",
            ["tags"] = new JsonArray(new JsonObject { ["key"] = "team", ["value"] = "blue" }),
        };
        _sandbox.Caller = await _sandbox.UserAsync("worker", Allow("codebuild:CreateProject", condition: Equal("aws:RequestTag/team", value)), Allow("iam:PassRole"));

        Assert.Equal(isAllowed ? 200 : 400, (await _sandbox.CallAsync(TestSandbox.CodeBuild, "CreateProject", project)).Status);
    }

    [Theory]
    [InlineData("aws:SourceArn", "arn:aws:codepipeline:us-east-1:123456789012:demo", true)]
    [InlineData("aws:SourceArn", "arn:aws:codepipeline:us-east-1:123456789012:other", false)]
    [InlineData("aws:SourceAccount", "123456789012", true)]
    [InlineData("aws:SourceAccount", "210987654321", false)]
    [InlineData("aws:PrincipalIsAWSService", "true", true)]
    [InlineData("aws:RequestedRegion", "us-east-1", true)]
    public async Task The_pipeline_that_a_service_works_for(string key, string value, bool isTrusted)
    {
        var trust = $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"codepipeline.amazonaws.com"},"Action":"sts:AssumeRole","Condition":{{Equal(key, value)}}}]}""";
        await _sandbox.IamAsync("CreateRole", ("RoleName", "trusting"), ("AssumeRolePolicyDocument", trust));
        var pipeline = PipelineJson.Valid(_sandbox.Info);
        pipeline["roleArn"] = "arn:aws:iam::123456789012:role/trusting";

        Assert.Equal(isTrusted ? 200 : 400, (await _sandbox.CallAsync(TestSandbox.CodePipeline, "CreatePipeline", new JsonObject { ["pipeline"] = pipeline })).Status);
    }

    private static string Equal(string key, string value) => $$$"""{"StringEquals":{"{{{key}}}":"{{{value}}}"}}""";

    private async Task ActAsync(string action, string key, string value) =>
        _sandbox.Caller = await _sandbox.UserAsync("worker", Allow(action, condition: Equal(key, value)));
}
