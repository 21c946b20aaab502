using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Tests.Support;
using static BitbucketConnections.Sandbox.Tests.Support.TestCallers;

namespace BitbucketConnections.Sandbox.Tests;

/// <summary>The users and roles that trust policies, bucket policies and key policies name.</summary>
public sealed class PrincipalTests : IDisposable
{
    private const string Account = "123456789012";
    private const string Deploy = $"arn:aws:iam::{Account}:role/deploy";

    private readonly TestSandbox _sandbox = new(new SandboxOptions { EnforceCallerPolicies = true });

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData("user/worker", true)]
    [InlineData("role/team/builder", true)]
    [InlineData("user/sandbox", true)]
    [InlineData("root", true)]
    [InlineData("user/nobody", false)]
    [InlineData("role/nobody", false)]
    [InlineData("role/builder", false)]
    [InlineData("role/worker", false)]
    [InlineData("user/builder", false)]
    [InlineData("group/people", false)]
    public async Task A_policy_can_name_only_users_and_roles_that_exist(string resource, bool exists)
    {
        await _sandbox.UserAsync("worker");
        await _sandbox.IamAsync("CreateRole", ("RoleName", "builder"), ("Path", "/team/"), ("AssumeRolePolicyDocument", Trust($"arn:aws:iam::{Account}:root")));
        var arn = $"arn:aws:iam::{Account}:{resource}";

        Assert.Equal(
            exists ? (200, null, null) : (400, "MalformedPolicyDocument", (string?)$"Invalid principal in policy: \"AWS\":\"{arn}\""),
            (await CreateAsync("deploy", arn)).Error());
        Assert.Equal(exists ? (204, null, null) : (400, "MalformedPolicy", (string?)"Invalid principal in policy"), (await PutBucketPolicyAsync(arn)).Error());
        Assert.Equal(exists ? (200, null) : (400, "MalformedPolicyDocumentException"), Head(await CreateKeyAsync(arn)));

        await _sandbox.QueryAsync("iam", IamVersion, "CreateRole", ("RoleName", "other"), ("AssumeRolePolicyDocument", Trust($"arn:aws:iam::{Account}:root")));
        Assert.Equal(exists ? 200 : 400, (await _sandbox.QueryAsync("iam", IamVersion, "UpdateAssumeRolePolicy", ("RoleName", "other"), ("PolicyDocument", Trust(arn)))).Status);
    }

    [Fact]
    public async Task A_policy_can_name_users_and_roles_of_accounts_that_the_sandbox_does_not_have()
    {
        Assert.Equal(200, (await CreateAsync("deploy", "arn:aws:iam::999988887777:role/partner")).Status);
        await _sandbox.QueryAsync("sts", StsVersion, "GetCallerIdentity");
        _sandbox.Caller = new CallerKeys("SANDBOX999988887777", _sandbox.Info.SecretKey);
        await _sandbox.RoleAsync("partner", """{"AWS":"arn:aws:iam::999988887777:root"}""", Allow("sts:AssumeRole"));
        _sandbox.Caller = await _sandbox.AssumeAsync("arn:aws:iam::999988887777:role/partner");

        Assert.Equal(200, (await AssumeAsync()).Status);
        _sandbox.Caller = null;
        Assert.Equal((400, "MalformedPolicyDocument"), Head(await CreateAsync("deploy2", "arn:aws:iam::999988887777:role/nobody")));
    }

    [Fact]
    public async Task A_user_that_is_created_again_is_not_trusted()
    {
        var arn = $"arn:aws:iam::{Account}:user/worker";
        _sandbox.Caller = await _sandbox.UserAsync("worker");
        var old = _sandbox.Caller;
        _sandbox.Caller = null;
        await CreateAsync("deploy", arn);
        await PutBucketPolicyAsync(arn);
        var key = (await CreateKeyAsync(arn)).Json["KeyMetadata"]!["Arn"]!.GetValue<string>();
        _sandbox.Caller = old;
        Assert.Equal((200, 200, 200), await UseAsync(key));

        _sandbox.Caller = null;
        await _sandbox.IamAsync("DeleteAccessKey", ("UserName", "worker"), ("AccessKeyId", old.Id));
        await _sandbox.IamAsync("DeleteUser", ("UserName", "worker"));
        _sandbox.Caller = await _sandbox.UserAsync("worker");
        Assert.Equal((403, 403, 400), await UseAsync(key));
    }

    [Fact]
    public async Task A_role_that_is_created_again_is_not_trusted()
    {
        await CreateAsync("first", $"arn:aws:iam::{Account}:root");
        await CreateAsync("deploy", $"arn:aws:iam::{Account}:role/first");
        _sandbox.Caller = await _sandbox.AssumeAsync($"arn:aws:iam::{Account}:role/first");
        Assert.Equal(200, (await AssumeAsync()).Status);

        _sandbox.Caller = null;
        await _sandbox.IamAsync("DeleteRole", ("RoleName", "first"));
        await CreateAsync("first", $"arn:aws:iam::{Account}:root");
        _sandbox.Caller = await _sandbox.AssumeAsync($"arn:aws:iam::{Account}:role/first");
        Assert.Equal(403, (await AssumeAsync()).Status);
    }

    [Theory]
    [InlineData("Allow")]
    [InlineData("Deny")]
    public async Task NotPrincipal_is_refused_in_a_trust_policy_and_in_one_that_allows(string effect)
    {
        var statement = $$"""{"Effect":"{{effect}}","NotPrincipal":{"AWS":"{{Account}}"},"Action":"ACTION"RESOURCE}""";
        string Document(string action, string resource) => $$"""{"Version":"2012-10-17","Statement":[{{statement.Replace("ACTION", action, StringComparison.Ordinal).Replace("RESOURCE", resource, StringComparison.Ordinal)}}]}""";

        Assert.Equal(
            (400, "MalformedPolicyDocument", "Has prohibited field NotPrincipal"),
            (await _sandbox.QueryAsync("iam", IamVersion, "CreateRole", ("RoleName", "deploy"), ("AssumeRolePolicyDocument", Document("sts:AssumeRole", string.Empty)))).Error());
        Assert.Equal(
            effect == "Deny" ? (204, null, null) : (400, "MalformedPolicy", (string?)"Allow with NotPrincipal is not allowed."),
            (await _sandbox.S3Async(HttpMethod.Put, _sandbox.Info.ArtifactBucket + "?policy=", Document("s3:GetObject", $",\"Resource\":\"arn:aws:s3:::{_sandbox.Info.ArtifactBucket}/*\""))).Error());
    }

    [Fact]
    public async Task A_pipeline_and_a_session_cannot_use_a_role_of_another_partition()
    {
        await CreateAsync("deploy", $"arn:aws:iam::{Account}:root");
        var pipeline = PipelineJson.Valid(_sandbox.Info, "demo", $"arn:aws-cn:codeconnections:cn-north-1:{Account}:connection/11111111-2222-4333-8444-555555555555");
        Assert.Equal(
            (400, "InvalidStructureException", $"CodePipeline is not authorized to perform AssumeRole on role {_sandbox.Info.ServiceRoleArn}"),
            (await _sandbox.CallAsync(TestSandbox.CodePipeline, "CreatePipeline", new JsonObject { ["pipeline"] = pipeline }, region: "cn-north-1")).Error());

        _sandbox.Caller = await _sandbox.AssumeAsync(Deploy);
        Assert.Equal((400, "UnrecognizedClientException"), Head(await _sandbox.CallAsync(TestSandbox.CodePipeline, "ListPipelines", region: "cn-north-1")));
    }

    private static string Trust(string arn) => $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"{{arn}}"},"Action":"sts:AssumeRole"}]}""";

    private static (int Status, string? Code) Head(Answer answer) => (answer.Error().Status, answer.Error().Code);

    private Task<Answer> CreateAsync(string name, string arn) => _sandbox.QueryAsync("iam", IamVersion, "CreateRole", ("RoleName", name), ("AssumeRolePolicyDocument", Trust(arn)));

    private Task<Answer> AssumeAsync() => _sandbox.StsAsync("AssumeRole", ("RoleArn", Deploy), ("RoleSessionName", "job"));

    private Task<Answer> PutBucketPolicyAsync(string arn) => _sandbox.S3Async(
        HttpMethod.Put,
        _sandbox.Info.ArtifactBucket + "?policy=",
        $$"""{"Statement":[{"Effect":"Allow","Principal":{"AWS":"{{arn}}"},"Action":"s3:GetBucketVersioning","Resource":"arn:aws:s3:::{{_sandbox.Info.ArtifactBucket}}"}]}""");

    private Task<Answer> CreateKeyAsync(string arn) => _sandbox.CallAsync(
        TestSandbox.Kms,
        "CreateKey",
        new JsonObject { ["Policy"] = $$"""{"Statement":[{"Effect":"Allow","Principal":{"AWS":"{{arn}}"},"Action":"kms:*","Resource":"*"}]}""", ["BypassPolicyLockoutSafetyCheck"] = true });

    private async Task<(int Role, int Bucket, int Key)> UseAsync(string key) => (
        (await AssumeAsync()).Status,
        (await _sandbox.S3Async(HttpMethod.Get, _sandbox.Info.ArtifactBucket + "?versioning=")).Status,
        (await _sandbox.CallAsync(TestSandbox.Kms, "DescribeKey", new JsonObject { ["KeyId"] = key })).Status);
}
