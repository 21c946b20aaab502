using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Tests.Support;
using static BitbucketConnections.Sandbox.Tests.Support.TestCallers;

namespace BitbucketConnections.Sandbox.Tests;

/// <summary>The policies of users and role sessions, and of the resources that they use.</summary>
public sealed class CallerEnforcementTests : IDisposable
{
    private const string OtherAccount = "210987654321";
    private const string User = "arn:aws:iam::123456789012:user/worker";
    private const string Session = "arn:aws:sts::123456789012:assumed-role/deploy/job";
    private const string Role = "arn:aws:iam::123456789012:role/deploy";
    private const string Root = """{"AWS":"arn:aws:iam::123456789012:root"}""";
    private const string ListPipelines = "codepipeline:ListPipelines";

    private readonly TestSandbox _sandbox = new(new SandboxOptions { EnforceCallerPolicies = true, PolicyPropagationDelay = TimeSpan.FromSeconds(10) });

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task An_explicit_deny_has_its_own_text()
    {
        await ActAsAsync(Allow("*"), """{"Effect":"Deny","Action":"codepipeline:List*","Resource":"*"}""");

        Assert.Equal(
            (400, "AccessDeniedException", $"User: {User} is not authorized to perform: {ListPipelines} on resource: arn:aws:codepipeline:us-east-1:123456789012:* with an explicit deny in an identity-based policy"),
            (await ListAsync()).Error());
    }

    [Fact]
    public async Task A_policy_of_a_user_takes_effect_after_the_propagation_time()
    {
        _sandbox.Caller = await _sandbox.UserAsync("worker", Allow(ListPipelines));

        Assert.Equal(400, (await ListAsync()).Status);
        _sandbox.PutClockForward(TimeSpan.FromSeconds(11));
        Assert.Equal(200, (await ListAsync()).Status);
    }

    [Fact]
    public async Task A_removed_policy_and_a_managed_policy_change_what_a_user_can_do()
    {
        await ActAsAsync(Allow(ListPipelines));
        Assert.Equal(200, (await ListAsync()).Status);

        await AsAdministratorAsync(() => _sandbox.IamAsync("DeleteUserPolicy", ("UserName", "worker"), ("PolicyName", "p")));
        Assert.Equal(400, (await ListAsync()).Status);

        await AsAdministratorAsync(() => _sandbox.IamAsync("AttachUserPolicy", ("UserName", "worker"), ("PolicyArn", "arn:aws:iam::aws:policy/PowerUserAccess")));
        Assert.Equal(200, (await ListAsync()).Status);
        Assert.Equal(200, (await _sandbox.QueryAsync("iam", IamVersion, "ListRoles")).Status);
        Assert.Equal(403, (await _sandbox.QueryAsync("iam", IamVersion, "ListUsers")).Status);
    }

    [Fact]
    public async Task Iam_denies_before_it_shows_whether_a_role_exists()
    {
        await ActAsAsync(Allow("iam:GetRole", "arn:aws:iam::123456789012:role/mine-*"));

        Assert.Equal((403, "AccessDenied"), Head(await _sandbox.QueryAsync("iam", IamVersion, "GetRole", ("RoleName", "other"))));
        Assert.Equal((404, "NoSuchEntity"), Head(await _sandbox.QueryAsync("iam", IamVersion, "GetRole", ("RoleName", "mine-1"))));
    }

    [Fact]
    public async Task The_resource_of_an_existing_role_has_its_path()
    {
        await ActAsAsync(Allow("iam:GetRole", "arn:aws:iam::123456789012:role/service-role/*"));

        Assert.Equal(200, (await _sandbox.QueryAsync("iam", IamVersion, "GetRole", ("RoleName", "codebuild-sandbox-build-service-role"))).Status);
    }

    [Fact]
    public async Task The_input_is_validated_before_the_rights()
    {
        await ActAsAsync();

        Assert.Equal("ValidationException", (await _sandbox.CallAsync(TestSandbox.CodePipeline, "GetPipeline", new JsonObject { ["name"] = "not valid" })).ErrorType);
    }

    [Theory]
    [InlineData("iam:PassRole", "arn:aws:iam::123456789012:role/service-role/AWSCodePipelineServiceRole-us-east-1-sandbox", "CreatePipeline")]
    [InlineData("iam:PassRole", Role, "CreatePipeline")]
    [InlineData("codestar-connections:PassConnection", "arn:aws:codestar-connections:us-east-1:123456789012:connection/none", "CreatePipeline")]
    [InlineData("iam:PassRole", Role, "UpdatePipeline")]
    public async Task A_pipeline_requires_the_rights_to_pass_its_roles_and_connections(string action, string resource, string operation)
    {
        await _sandbox.RoleAsync("deploy", Root);
        await ActAsAsync(Allow("*"), $$"""{"Effect":"Deny","Action":"{{action}}","Resource":"{{resource}}"}""");
        var pipeline = PipelineJson.Valid(_sandbox.Info);
        pipeline["stages"]![1]!["actions"]![0]!["roleArn"] = Role;

        Assert.Equal(
            (400, "AccessDeniedException", $"User: {User} is not authorized to perform: {action} on resource: {resource} with an explicit deny in an identity-based policy"),
            (await _sandbox.CallAsync(TestSandbox.CodePipeline, operation, new JsonObject { ["pipeline"] = pipeline })).Error());
    }

    [Theory]
    [InlineData("codepipeline.amazonaws.com", "codepipeline.amazonaws.com", 200)]
    [InlineData("ec2.amazonaws.com", "codepipeline.amazonaws.com", 400)]
    [InlineData("codepipeline.amazonaws.com", "ec2.amazonaws.com", 400)]
    public async Task The_service_that_gets_a_role_and_a_connection_is_a_condition_key(string roleService, string connectionService, int status)
    {
        await ActAsAsync(
            Allow("codepipeline:CreatePipeline"),
            Allow("iam:PassRole", condition: $$$"""{"StringEquals":{"iam:PassedToService":"{{{roleService}}}"}}"""),
            Allow("codestar-connections:PassConnection", condition: $$$"""{"StringEquals":{"codestar-connections:PassedToService":"{{{connectionService}}}"}}"""));

        Assert.Equal(status, (await _sandbox.CallAsync(TestSandbox.CodePipeline, "CreatePipeline", new JsonObject { ["pipeline"] = PipelineJson.Valid(_sandbox.Info) })).Status);
    }

    [Theory]
    [InlineData("action", "codebuild.amazonaws.com")]
    [InlineData("rule", "codepipeline.amazonaws.com")]
    [InlineData("build rule", "codebuild.amazonaws.com")]
    public async Task The_role_of_a_build_or_a_rule_is_passed_to_its_service(string place, string service)
    {
        await _sandbox.RoleAsync("deploy", """{"AWS":"arn:aws:iam::123456789012:root","Service":"codebuild.amazonaws.com"}""");
        var pipeline = PipelineJson.Valid(_sandbox.Info);
        var stage = pipeline["stages"]![1]!;
        if (place == "action")
        {
            stage["actions"]![0]!["configuration"]!["ServiceRoleArnOverride"] = Role;
        }
        else
        {
            var rule = new JsonObject
            {
                ["name"] = "Check",
                ["ruleTypeId"] = new JsonObject { ["category"] = "Rule", ["owner"] = "AWS", ["provider"] = place == "rule" ? "CloudWatchAlarm" : "CodeBuild", ["version"] = "1" },
                ["configuration"] = place == "rule" ? new JsonObject { ["AlarmName"] = "a" } : new JsonObject { ["ProjectName"] = "sandbox-build", ["ServiceRoleArnOverride"] = Role },
            };
            if (place == "rule")
            {
                rule["roleArn"] = Role;
            }

            stage["onFailure"] = new JsonObject { ["conditions"] = new JsonArray(new JsonObject { ["result"] = "ROLLBACK", ["rules"] = new JsonArray(rule) }) };
        }

        await ActAsAsync(Allow("codepipeline:*"), Allow("codestar-connections:*"), Allow("iam:PassRole", _sandbox.Info.ServiceRoleArn));
        var input = new JsonObject { ["pipeline"] = pipeline };
        foreach (var operation in new[] { "CreatePipeline", "UpdatePipeline" })
        {
            Assert.Equal(
                (400, "AccessDeniedException", $"User: {User} is not authorized to perform: iam:PassRole on resource: {Role} because no identity-based policy allows the iam:PassRole action"),
                (await _sandbox.CallAsync(TestSandbox.CodePipeline, operation, input)).Error());
        }

        await AsAdministratorAsync(() => _sandbox.PutUserPolicyAsync(
            "worker", Allow("codepipeline:*"), Allow("codestar-connections:*"), Allow("iam:PassRole", _sandbox.Info.ServiceRoleArn), Allow("iam:PassRole", Role, $$$"""{"StringEquals":{"iam:PassedToService":"{{{service}}}"}}""")));
        var answer = await _sandbox.CallAsync(TestSandbox.CodePipeline, "CreatePipeline", input);
        Assert.True(answer.Status == 200, answer.Body);
    }

    [Fact]
    public async Task A_role_of_another_account_is_not_passed()
    {
        await _sandbox.RoleAsync("deploy", Root);
        await ActAsAsync(Allow("codepipeline:CreatePipeline"), Allow("iam:PassRole", _sandbox.Info.ServiceRoleArn), Allow("codestar-connections:PassConnection"));
        var pipeline = PipelineJson.Valid(_sandbox.Info);
        pipeline["stages"]![1]!["actions"]![0]!["roleArn"] = $"arn:aws:iam::{OtherAccount}:role/deploy";

        // The role does not exist, which is the next check.
        Assert.Equal("InvalidStructureException", (await _sandbox.CallAsync(TestSandbox.CodePipeline, "CreatePipeline", new JsonObject { ["pipeline"] = pipeline })).ErrorType);
    }

    [Fact]
    public async Task A_project_requires_the_right_to_pass_its_role()
    {
        await ActAsAsync(Allow("codebuild:*"), Allow("iam:PassRole", condition: """{"StringEquals":{"iam:PassedToService":"codepipeline.amazonaws.com"}}"""));

        Assert.Equal(
            (400, "AccessDeniedException", $"User: {User} is not authorized to perform: iam:PassRole on resource: arn:aws:iam::123456789012:role/r because no identity-based policy allows the iam:PassRole action"),
            (await OperationCases.All["codebuild:CreateProject"].Call(_sandbox)).Error());
    }

    [Fact]
    public async Task Tags_of_a_new_resource_require_the_right_to_tag()
    {
        await ActAsAsync(Allow("codepipeline:CreatePipeline"), Allow("iam:PassRole"), Allow("codestar-connections:*Connection"), Allow("iam:Create*"), Allow("kms:CreateKey"));
        var lower = new JsonArray(new JsonObject { ["key"] = "k", ["value"] = "v" });
        var upper = new JsonArray(new JsonObject { ["Key"] = "k", ["Value"] = "v" });

        await AssertMissingAsync("codepipeline:TagResource", _sandbox.CallAsync(TestSandbox.CodePipeline, "CreatePipeline", new JsonObject { ["pipeline"] = PipelineJson.Valid(_sandbox.Info), ["tags"] = lower }));
        await AssertMissingAsync("codestar-connections:TagResource", _sandbox.CallAsync(TestSandbox.CodeStar, "CreateConnection", new JsonObject { ["ConnectionName"] = "c", ["ProviderType"] = "Bitbucket", ["Tags"] = upper }));
        await AssertMissingAsync("kms:TagResource", _sandbox.CallAsync(TestSandbox.Kms, "CreateKey", new JsonObject { ["Tags"] = new JsonArray(new JsonObject { ["TagKey"] = "k", ["TagValue"] = "v" }) }));
        await AssertMissingAsync("iam:TagUser", _sandbox.QueryAsync("iam", IamVersion, "CreateUser", ("UserName", "u"), ("Tags.member.1.Key", "k"), ("Tags.member.1.Value", "v")));
        await AssertMissingAsync("iam:TagRole", _sandbox.QueryAsync("iam", IamVersion, "CreateRole", ("RoleName", "r"), ("AssumeRolePolicyDocument", "{}"), ("Tags.member.1.Key", "k"), ("Tags.member.1.Value", "v")));
    }

    [Theory]
    [InlineData("""{"StringEquals":{"aws:ResourceTag/team":"blue"}}""", 200)]
    [InlineData("""{"StringEquals":{"aws:ResourceTag/team":"red"}}""", 400)]
    [InlineData("""{"StringEquals":{"aws:username":"worker"}}""", 200)]
    [InlineData("""{"StringLike":{"aws:userid":"AIDA*"}}""", 200)]
    [InlineData("""{"StringEquals":{"aws:PrincipalType":"User"}}""", 200)]
    [InlineData("""{"StringEquals":{"aws:PrincipalAccount":"123456789012"},"ArnEquals":{"aws:PrincipalArn":"arn:aws:iam::123456789012:user/worker"}}""", 200)]
    [InlineData("""{"StringEquals":{"aws:ResourceAccount":"123456789012"}}""", 200)]
    [InlineData("""{"StringEquals":{"aws:RequestedRegion":"us-east-1"}}""", 200)]
    [InlineData("""{"StringEquals":{"aws:RequestedRegion":"eu-west-1"}}""", 400)]
    [InlineData("""{"Bool":{"aws:SecureTransport":"true"}}""", 200)]
    [InlineData("""{"Bool":{"aws:SecureTransport":"false"}}""", 400)]
    [InlineData("""{"Bool":{"aws:ViaAWSService":"false","aws:PrincipalIsAWSService":"false"}}""", 200)]
    [InlineData("""{"IpAddress":{"aws:SourceIp":"127.0.0.0/8"}}""", 200)]
    [InlineData("""{"StringLike":{"aws:UserAgent":"deploy/*"}}""", 200)]
    [InlineData("""{"DateGreaterThan":{"aws:CurrentTime":"2020-01-01T00:00:00Z"}}""", 200)]
    [InlineData("""{"DateLessThan":{"aws:CurrentTime":"2020-01-01T00:00:00Z"}}""", 400)]
    [InlineData("""{"NumericGreaterThan":{"aws:EpochTime":"1577836800"}}""", 200)]
    [InlineData("""{"NumericLessThan":{"aws:EpochTime":"1577836800"}}""", 400)]
    [InlineData("""{"Null":{"aws:TokenIssueTime":"true","aws:MultiFactorAuthPresent":"true"}}""", 200)]
    [InlineData("""{"StringEquals":{"aws:PrincipalTag/team":"blue"}}""", 400)]
    public async Task Conditions_use_the_caller_the_call_and_the_tags_of_the_resource(string condition, int status)
    {
        var arn = await _sandbox.ConnectionAsync();
        await _sandbox.CallAsync(TestSandbox.CodeStar, "TagResource", new JsonObject { ["ResourceArn"] = arn, ["Tags"] = new JsonArray(new JsonObject { ["Key"] = "team", ["Value"] = "blue" }) });
        await ActAsAsync(Allow("codestar-connections:GetConnection", condition: condition));
        _sandbox.Http.DefaultRequestHeaders.UserAgent.ParseAdd("deploy/1.0");

        Assert.Equal(status, (await _sandbox.CallAsync(TestSandbox.CodeStar, "GetConnection", new JsonObject { ["ConnectionArn"] = arn })).Status);
    }

    [Theory]
    [InlineData("v", 200)]
    [InlineData("w", 400)]
    public async Task Conditions_use_the_tags_of_the_request(string value, int status)
    {
        await ActAsAsync(Allow("codestar-connections:*", condition: """{"StringEquals":{"aws:RequestTag/k":"v"},"ForAllValues:StringEquals":{"aws:TagKeys":["k"]}}"""));

        Assert.Equal(status, (await _sandbox.CallAsync(
            TestSandbox.CodeStar,
            "CreateConnection",
            new JsonObject { ["ConnectionName"] = "c", ["ProviderType"] = "Bitbucket", ["Tags"] = new JsonArray(new JsonObject { ["Key"] = "k", ["Value"] = value }) })).Status);
    }

    [Theory]
    [InlineData(null, 200, null)]
    [InlineData("""{"Effect":"Allow","Action":"codepipeline:*","Resource":"*"}""", 200, null)]
    [InlineData("""{"Effect":"Allow","Action":"s3:*","Resource":"*"}""", 400, "because no session policy allows the codepipeline:ListPipelines action")]
    [InlineData("""{"Effect":"Deny","Action":"codepipeline:*","Resource":"*"}""", 400, "with an explicit deny in a session policy")]
    public async Task A_role_session_has_the_rights_of_its_role_and_its_session_policy(string? statement, int status, string? reason)
    {
        await _sandbox.RoleAsync("deploy", Root, Allow(ListPipelines));
        _sandbox.PutClockForward(TimeSpan.FromSeconds(11));
        _sandbox.Caller = await _sandbox.AssumeAsync(Role, statement is null ? null : Policy(statement));

        var (actual, _, message) = (await ListAsync()).Error();
        Assert.Equal(status, actual);
        Assert.Equal(reason is null ? null : $"User: {Session} is not authorized to perform: {ListPipelines} on resource: arn:aws:codepipeline:us-east-1:123456789012:* {reason}", message);
    }

    [Fact]
    public async Task A_session_policy_adds_no_rights()
    {
        await _sandbox.RoleAsync("deploy", Root, Allow(ListPipelines));
        _sandbox.PutClockForward(TimeSpan.FromSeconds(11));
        _sandbox.Caller = await _sandbox.AssumeAsync(Role, Policy(Allow("*")));

        Assert.Equal(
            (400, "AccessDeniedException", $"User: {Session} is not authorized to perform: codebuild:ListProjects on resource: * because no identity-based policy allows the codebuild:ListProjects action"),
            (await _sandbox.CallAsync(TestSandbox.CodeBuild, "ListProjects")).Error());
    }

    [Theory]
    [InlineData("{", 400, "MalformedPolicyDocument")]
    [InlineData("""{"Statement":{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}}""", 400, "MalformedPolicyDocument")]
    public async Task A_malformed_session_policy_is_rejected(string policy, int status, string code)
    {
        await _sandbox.RoleAsync("deploy", Root);

        Assert.Equal((status, code), Head(await _sandbox.StsAsync("AssumeRole", ("RoleArn", Role), ("RoleSessionName", "job"), ("Policy", policy))));
    }

    [Fact]
    public async Task A_session_policy_has_at_most_2048_characters()
    {
        await _sandbox.RoleAsync("deploy", Root);
        var policy = Policy(Allow("*")).PadRight(2049);

        Assert.Equal((400, "ValidationError"), Head(await _sandbox.StsAsync("AssumeRole", ("RoleArn", Role), ("RoleSessionName", "job"), ("Policy", policy))));
        Assert.Equal(200, (await _sandbox.StsAsync("AssumeRole", ("RoleArn", Role), ("RoleSessionName", "job"), ("Policy", policy[..2048]))).Status);
    }

    [Theory]
    [InlineData("""{"AWS":"arn:aws:iam::123456789012:root"}""", false, 403)]
    [InlineData("""{"AWS":"arn:aws:iam::123456789012:root"}""", true, 200)]
    [InlineData("""{"AWS":"arn:aws:iam::123456789012:user/worker"}""", false, 200)]
    [InlineData("""{"AWS":"arn:aws:iam::123456789012:user/another"}""", true, 403)]
    public async Task A_user_assumes_a_role_of_the_account_if_the_trust_policy_names_the_user_or_both_policies_allow_it(string principal, bool hasRight, int status)
    {
        await _sandbox.UserAsync("another");
        await ActAsAsync(hasRight ? [Allow("sts:AssumeRole", Role)] : []);
        await AsAdministratorAsync(() => _sandbox.RoleAsync("deploy", principal));

        Assert.Equal(status, (await _sandbox.StsAsync("AssumeRole", ("RoleArn", Role), ("RoleSessionName", "job"))).Status);
    }

    [Theory]
    [InlineData("""{"AWS":"arn:aws:iam::123456789012:user/worker"}""", false, 403)]
    [InlineData("""{"AWS":"arn:aws:iam::123456789012:user/worker"}""", true, 200)]
    [InlineData("""{"AWS":"arn:aws:iam::123456789012:root"}""", true, 200)]
    [InlineData("""{"AWS":"arn:aws:iam::210987654321:root"}""", true, 403)]
    public async Task A_role_of_another_account_requires_both_policies(string principal, bool hasRight, int status)
    {
        const string role = $"arn:aws:iam::{OtherAccount}:role/deploy";
        _sandbox.Caller = new CallerKeys("SANDBOX" + OtherAccount, _sandbox.Info.SecretKey);
        await _sandbox.RoleAsync("deploy", principal, Allow(ListPipelines));
        await ActAsAsync(hasRight ? [Allow("sts:AssumeRole", role)] : []);

        var answer = await _sandbox.StsAsync("AssumeRole", ("RoleArn", role), ("RoleSessionName", "job"));
        Assert.Equal(status, answer.Status);
        if (status != 200)
        {
            Assert.Equal($"User: {User} is not authorized to perform: sts:AssumeRole on resource: {role}", answer.Error().Message);
            return;
        }

        _sandbox.Caller = KeysOf(answer);
        Assert.Equal(200, (await ListAsync()).Status);
        Assert.Contains($"arn:aws:sts::{OtherAccount}:assumed-role/deploy/job is not authorized", (await _sandbox.CallAsync(TestSandbox.CodeBuild, "ListProjects")).ErrorMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"AWS":"arn:aws:iam::123456789012:root"}""", "Allow", true, null)]
    [InlineData("""{"AWS":"arn:aws:iam::123456789012:root"}""", "Allow", false, "because no identity-based policy allows the kms:DescribeKey action")]
    [InlineData("""{"AWS":"arn:aws:iam::123456789012:user/worker"}""", "Allow", false, null)]
    [InlineData("""{"AWS":"arn:aws:iam::123456789012:user/another"}""", "Allow", true, "because no resource-based policy allows the kms:DescribeKey action")]
    [InlineData("""{"AWS":"arn:aws:iam::123456789012:user/worker"}""", "Deny", true, "with an explicit deny in a resource-based policy")]
    public async Task The_policy_of_a_key_applies_to_callers(string principal, string effect, bool hasRight, string? reason)
    {
        await _sandbox.UserAsync("another");
        await ActAsAsync(hasRight ? [Allow("kms:DescribeKey")] : []);
        var key = await AsAdministratorAsync(() => KeyAsync(principal, effect));

        var expected = reason is null ? (200, null, null) : (400, "AccessDeniedException", (string?)$"User: {User} is not authorized to perform: kms:DescribeKey on resource: {key} {reason}");
        Assert.Equal(expected, (await DescribeAsync(key)).Error());
    }

    [Theory]
    [InlineData("""{"AWS":"arn:aws:iam::210987654321:root"}""", true, null)]
    [InlineData("""{"AWS":"arn:aws:iam::210987654321:root"}""", false, "because no identity-based policy allows the kms:DescribeKey action")]
    [InlineData("""{"AWS":"arn:aws:iam::123456789012:root"}""", true, "because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access")]
    public async Task A_key_of_another_account_requires_both_policies(string principal, bool hasRight, string? reason)
    {
        var key = await KeyAsync(principal, "Allow");
        await ActAsOtherAsync(hasRight ? [Allow("kms:DescribeKey")] : []);

        var (_, _, message) = (await DescribeAsync(key)).Error();
        Assert.Equal(reason is null ? null : $"User: arn:aws:iam::{OtherAccount}:user/worker is not authorized to perform: kms:DescribeKey on resource: {key} {reason}", message);
    }

    [Fact]
    public async Task The_administrator_of_another_account_needs_the_policy_of_the_key()
    {
        var key = await KeyAsync($$"""{"AWS":"arn:aws:iam::{{OtherAccount}}:root"}""", "Allow");
        var own = await KeyAsync(Root, "Allow");
        _sandbox.Caller = new CallerKeys("SANDBOX" + OtherAccount, _sandbox.Info.SecretKey);

        Assert.Equal((200, 400), ((await DescribeAsync(key)).Status, (await DescribeAsync(own)).Status));
    }

    [Theory]
    [InlineData("Allow", "user/worker", false, 204)]
    [InlineData("Allow", "user/another", false, 403)]
    [InlineData("Allow", "user/another", true, 204)]
    [InlineData("Deny", "user/worker", true, 403)]
    public async Task The_policy_of_a_bucket_applies_to_callers(string effect, string principal, bool hasRight, int status)
    {
        await _sandbox.UserAsync("another");
        await ActAsAsync(hasRight ? [Allow("s3:DeleteBucketPolicy")] : []);
        await AsAdministratorAsync(() => BucketPolicyAsync(effect, $"arn:aws:iam::123456789012:{principal}", "s3:DeleteBucketPolicy"));

        var answer = await _sandbox.S3Async(HttpMethod.Delete, _sandbox.Info.ArtifactBucket + "?policy=");
        Assert.Equal(status, answer.Status);
        if (effect == "Deny")
        {
            Assert.Equal(
                $"User: {User} is not authorized to perform: s3:DeleteBucketPolicy on resource: \"arn:aws:s3:::{_sandbox.Info.ArtifactBucket}\" with an explicit deny in a resource-based policy", answer.Error().Message);
        }
    }

    [Theory]
    [InlineData("arn:aws:iam::210987654321:root", true, 200)]
    [InlineData("arn:aws:iam::210987654321:root", false, 403)]
    [InlineData("arn:aws:iam::123456789012:root", true, 403)]
    public async Task A_bucket_of_another_account_requires_both_policies(string principal, bool hasRight, int status)
    {
        await BucketPolicyAsync("Allow", principal, "s3:GetBucketLocation");
        await ActAsOtherAsync(hasRight ? [Allow("s3:GetBucketLocation")] : []);

        var answer = await _sandbox.S3Async(HttpMethod.Get, _sandbox.Info.ArtifactBucket + "?location=");
        Assert.Equal((status, status == 200 ? null : "Access Denied"), (answer.Status, answer.Error().Message));
    }

    [Fact]
    public async Task A_Region_that_denies_names_the_user()
    {
        await ActAsAsync(Allow("*"));
        _sandbox.Sandbox.SetRegionStatus("eu-west-1", SandboxRegionStatus.Denied);

        Assert.StartsWith($"User: {User} is not authorized", (await _sandbox.CallAsync(TestSandbox.CodePipeline, "ListPipelines", region: "eu-west-1")).ErrorMessage, StringComparison.Ordinal);
    }

    private async Task ActAsAsync(params string[] statements)
    {
        _sandbox.Caller = null;
        _sandbox.Caller = await _sandbox.UserAsync("worker", statements);
        _sandbox.PutClockForward(TimeSpan.FromSeconds(11));
    }

    private async Task ActAsOtherAsync(params string[] statements)
    {
        _sandbox.Caller = new CallerKeys("SANDBOX" + OtherAccount, _sandbox.Info.SecretKey);
        _sandbox.Caller = await _sandbox.UserAsync("worker", statements);
        _sandbox.PutClockForward(TimeSpan.FromSeconds(11));
    }

    private Task AsAdministratorAsync(Func<Task> call) => AsAdministratorAsync(async () =>
    {
        await call();
        return true;
    });

    private async Task<T> AsAdministratorAsync<T>(Func<Task<T>> call)
    {
        var caller = _sandbox.Caller;
        _sandbox.Caller = null;
        var result = await call();
        _sandbox.Caller = caller;
        _sandbox.PutClockForward(TimeSpan.FromSeconds(11));
        return result;
    }

    private static async Task AssertMissingAsync(string action, Task<Answer> call) =>
        Assert.Contains($"is not authorized to perform: {action} on resource: ", (await call).Error().Message, StringComparison.Ordinal);

    private Task<Answer> ListAsync() => _sandbox.CallAsync(TestSandbox.CodePipeline, "ListPipelines");

    private Task<Answer> DescribeAsync(string key) => _sandbox.CallAsync(TestSandbox.Kms, "DescribeKey", new JsonObject { ["KeyId"] = key });

    private async Task<string> KeyAsync(string principal, string effect)
    {
        var policy = $$"""{"Statement":[{"Effect":"{{effect}}","Principal":{{principal}},"Action":"kms:*","Resource":"*"}]}""";
        return (await _sandbox.CallAsync(TestSandbox.Kms, "CreateKey", new JsonObject { ["Policy"] = policy, ["BypassPolicyLockoutSafetyCheck"] = true })).Json["KeyMetadata"]!["Arn"]!.GetValue<string>();
    }

    private async Task BucketPolicyAsync(string effect, string principal, string action)
    {
        var bucket = _sandbox.Info.ArtifactBucket;
        var policy = $$"""{"Statement":[{"Effect":"{{effect}}","Principal":{"AWS":"{{principal}}"},"Action":"{{action}}","Resource":"arn:aws:s3:::{{bucket}}"}]}""";
        Assert.Equal(204, (await _sandbox.S3Async(HttpMethod.Put, bucket + "?policy=", policy)).Status);
    }

    private static (int Status, string? Code) Head(Answer answer) => (answer.Error().Status, answer.Error().Code);
}
