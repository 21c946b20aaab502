using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Tests.Support;
using static BitbucketConnections.Sandbox.Tests.Support.TestCallers;

namespace BitbucketConnections.Sandbox.Tests;

/// <summary>The sessions of the roles that run actions: their condition keys, their accounts, their trust, and the artifact store that they use.</summary>
public sealed class PipelineRoleTests : IDisposable
{
    private const string OtherAccount = "210987654321";
    private const string Worker = "arn:aws:iam::123456789012:role/worker";
    private const string Builder = "arn:aws:iam::123456789012:role/service-role/codebuild-sandbox-build-service-role";
    private const string Service = """{"Service":"codepipeline.amazonaws.com"}""";
    private const string NotAuthorized =
        "Error calling startBuild: CodeBuild is not authorized to perform: sts:AssumeRole on service role. Please verify that: 1) The provided service role exists, "
        + "2) The role name is case-sensitive and matches exactly, and 3) The role has the necessary trust policy configured.";

    private readonly TestSandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData("""{"StringEquals":{"aws:RequestedRegion":"us-east-1"}}""", true)]
    [InlineData("""{"StringEquals":{"aws:RequestedRegion":"eu-west-1"}}""", false)]
    [InlineData("""{"DateGreaterThan":{"aws:CurrentTime":"2020-01-01T00:00:00Z"}}""", true)]
    [InlineData("""{"DateLessThan":{"aws:CurrentTime":"2020-01-01T00:00:00Z"}}""", false)]
    [InlineData("""{"NumericGreaterThan":{"aws:EpochTime":"1577836800"}}""", true)]
    [InlineData("""{"DateGreaterThan":{"aws:TokenIssueTime":"2020-01-01T00:00:00Z"}}""", true)]
    [InlineData("""{"Bool":{"aws:SecureTransport":"true"}}""", true)]
    [InlineData("""{"Bool":{"aws:ViaAWSService":"false","aws:PrincipalIsAWSService":"false"}}""", true)]
    [InlineData("""{"StringEquals":{"aws:PrincipalType":"AssumedRole"}}""", true)]
    [InlineData("""{"ArnEquals":{"aws:PrincipalArn":"arn:aws:iam::123456789012:role/worker"},"StringEquals":{"aws:PrincipalAccount":"123456789012"}}""", true)]
    [InlineData("""{"StringLike":{"aws:userid":"AROA*:sandbox"}}""", true)]
    [InlineData("""{"StringEquals":{"aws:PrincipalTag/team":"blue"}}""", true)]
    [InlineData("""{"StringEquals":{"aws:PrincipalTag/team":"red"}}""", false)]
    public async Task The_requests_of_a_service_role_have_the_global_condition_keys(string condition, bool isAllowed)
    {
        await _sandbox.RoleAsync("worker", Service, Allow("*", condition: condition));
        await _sandbox.IamAsync("TagRole", ("RoleName", "worker"), ("Tags.member.1.Key", "team"), ("Tags.member.1.Value", "blue"));

        Assert.Equal(isAllowed ? "Succeeded" : "Failed", (await RunAsync(Lambda())).Status);
    }

    [Theory]
    [InlineData("us-east-1", "us-east-1", "Succeeded")]
    [InlineData("eu-west-1", "us-east-1", "Failed")]
    [InlineData("eu-west-1", "eu-west-1", "Succeeded")]
    public async Task The_Region_of_a_request_is_that_of_the_action(string actionRegion, string allowed, string status)
    {
        Assert.Equal(200, (await _sandbox.S3Async(HttpMethod.Put, "artifacts-eu", "<CreateBucketConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><LocationConstraint>eu-west-1</LocationConstraint></CreateBucketConfiguration>", "eu-west-1")).Status);
        await _sandbox.RoleAsync("worker", Service, Allow("s3:*"), Allow("codestar-connections:*"), Allow("codeconnections:*"), Allow("lambda:*", condition: $$$"""{"StringEquals":{"aws:RequestedRegion":"{{{allowed}}}"}}"""));
        var action = Lambda();
        action["region"] = actionRegion;

        Assert.Equal(status, (await RunAsync(action, pipeline =>
        {
            pipeline.Remove("artifactStore");
            pipeline["artifactStores"] = new JsonObject
            {
                ["us-east-1"] = new JsonObject { ["type"] = "S3", ["location"] = _sandbox.Info.ArtifactBucket },
                ["eu-west-1"] = new JsonObject { ["type"] = "S3", ["location"] = "artifacts-eu" },
            };
        })).Status);
    }

    [Fact]
    public async Task A_bucket_policy_can_name_the_session_of_a_role()
    {
        await _sandbox.RoleAsync("worker", Service, Allow("*"));
        await BucketPolicyAsync("Deny", "arn:aws:sts::123456789012:assumed-role/worker/sandbox", "s3:PutObject");

        Assert.Equal(("Failed", "PermissionError"), ((await RunAsync(Lambda())) is var run ? (run.Status, run.Code) : default));
    }

    [Theory]
    [InlineData(OtherAccount, "Succeeded")]
    [InlineData("123456789012", "Failed")]
    public async Task The_resources_of_an_action_are_in_the_account_of_its_role(string account, string status)
    {
        const string role = $"arn:aws:iam::{OtherAccount}:role/action";
        await InOtherAccountAsync(() => _sandbox.RoleAsync(
            "action", """{"AWS":"arn:aws:iam::123456789012:root"}""", Allow("lambda:InvokeFunction", $"arn:aws:lambda:us-east-1:{account}:function:f"), Allow("s3:*")));
        await _sandbox.RoleAsync("worker", Service, Allow("*"));
        await BucketPolicyAsync("Allow", $"arn:aws:iam::{OtherAccount}:root", "s3:*");
        var action = Lambda();
        action["roleArn"] = role;

        var run = await RunAsync(action);

        Assert.Equal(status, run.Status);
        if (status == "Failed")
        {
            Assert.Contains($"assumed-role/action/sandbox is not authorized to perform: lambda:InvokeFunction on resource: arn:aws:lambda:us-east-1:{OtherAccount}:function:f", run.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("logs:CreateLogStream", "Succeeded")]
    [InlineData("logs:PutLogEvents", "Failed")]
    public async Task The_project_of_an_action_is_in_the_account_of_its_role(string right, string status)
    {
        const string role = $"arn:aws:iam::{OtherAccount}:role/action";
        await InOtherAccountAsync(async () =>
        {
            await _sandbox.RoleAsync("action", """{"AWS":"arn:aws:iam::123456789012:root"}""", Allow("*"));
            await _sandbox.RoleAsync("builder", """{"Service":"codebuild.amazonaws.com"}""", Allow("s3:*"), Allow(right, $"arn:aws:logs:us-east-1:{OtherAccount}:*"));
            await ProjectAsync("theirs", $"arn:aws:iam::{OtherAccount}:role/builder");
        });
        await _sandbox.RoleAsync("worker", Service, Allow("*"));
        await BucketPolicyAsync("Allow", $"arn:aws:iam::{OtherAccount}:root", "s3:*");
        var action = PipelineJson.Build("Build", "theirs");
        action["roleArn"] = role;

        Assert.Equal(status, (await RunAsync(action)).Status);
    }

    [Theory]
    [InlineData("one-??????\",\"arn:aws:secretsmanager:us-east-1:123456789012:secret:two-??????", "Succeeded")]
    [InlineData("one-??????", "Failed")]
    [InlineData("two-??????", "Failed")]
    public async Task The_right_is_needed_on_each_secret(string secrets, string status)
    {
        await _sandbox.RoleAsync(
            "worker", Service, Allow("s3:*"), Allow("logs:*"), Allow("codestar-connections:*"), Allow("codeconnections:*"),
            $$"""{"Effect":"Allow","Action":"secretsmanager:GetSecretValue","Resource":["arn:aws:secretsmanager:us-east-1:123456789012:secret:{{secrets}}"]}""");
        JsonObject Secret(string name) => new() { ["name"] = name.ToUpperInvariant(), ["type"] = "SECRETS_MANAGER", ["value"] = name };
        var action = PipelineJson.Build("Run");
        action["actionTypeId"] = PipelineJson.Type("Compute", "Commands");
        action.Remove("configuration");
        action["commands"] = new JsonArray("make");
        action["environmentVariables"] = new JsonArray(Secret("one"), Secret("two"));

        Assert.Equal(status, (await RunAsync(action)).Status);
    }

    [Theory]
    [InlineData("ok,secret", "Succeeded")]
    [InlineData("ok", "Failed")]
    public async Task A_comma_separates_only_the_elements_of_a_list(string project, string status)
    {
        await _sandbox.RoleAsync(
            "worker", Service, Allow("s3:*"), Allow("codestar-connections:*"), Allow("codeconnections:*"), Allow("codebuild:*", $"arn:aws:codebuild:us-east-1:123456789012:project/{project}"));

        Assert.Equal(status, (await RunAsync(PipelineJson.Build("Build", "ok,secret"))).Status);
    }

    [Theory]
    [InlineData("Sec", "In", "Succeeded")]
    [InlineData("Other", "In", "Failed")]
    [InlineData("Sec", "Other", "Failed")]
    public async Task Each_artifact_requires_its_right(string second, string output, string status)
    {
        string Objects(string artifact) => $"arn:aws:s3:::{_sandbox.Info.ArtifactBucket}/demo/{artifact}/*";
        await _sandbox.RoleAsync(
            "worker", Service, Allow("lambda:*"), Allow("codestar-connections:*"), Allow("codeconnections:*"),
            $$"""{"Effect":"Allow","Action":"s3:GetObject","Resource":["{{Objects("SourceArti")}}","{{Objects(second)}}"]}""",
            $$"""{"Effect":"Allow","Action":"s3:PutObject","Resource":["{{Objects("SourceArti")}}","{{Objects("Sec")}}","{{Objects(output)}}"]}""");
        var action = Lambda();
        action["inputArtifacts"]!.AsArray().Add((JsonNode)PipelineJson.Artifact("Sec"));
        action["outputArtifacts"] = new JsonArray(PipelineJson.Artifact("In"));

        var run = await RunAsync(action, pipeline =>
        {
            var other = (JsonObject)pipeline["stages"]![0]!["actions"]![0]!.DeepClone();
            other["name"] = "Second";
            other["outputArtifacts"] = new JsonArray(PipelineJson.Artifact("Sec"));
            pipeline["stages"]![0]!["actions"]!.AsArray().Add((JsonNode)other);
        });

        Assert.Equal((status, status == "Failed" ? "Call" : null), (run.Status, run.Action));
    }

    [Fact]
    public async Task A_service_role_that_no_longer_trusts_CodePipeline_fails_the_action()
    {
        await _sandbox.RoleAsync("worker", Service, Allow("*"));
        Assert.Equal("Succeeded", (await RunAsync(Lambda())).Status);

        await TrustAsync("worker", """{"Service":"codebuild.amazonaws.com"}""");
        await _sandbox.CallAsync(TestSandbox.CodePipeline, "StartPipelineExecution", new JsonObject { ["name"] = "demo" });
        var run = await LastRunAsync();
        Assert.Equal(("Failed", "Source", "PermissionError", $"CodePipeline is not authorized to perform AssumeRole on role {Worker}"), (run.Status, run.Action, run.Code, run.Message));
    }

    [Fact]
    public async Task An_approval_needs_no_role()
    {
        await _sandbox.RoleAsync("worker", Service, Allow("*"));
        _sandbox.Sandbox.SetActionOutcome(new SandboxActionOutcome { ActionName = "Source", Duration = TimeSpan.FromMinutes(1) });
        await RunAsync(PipelineJson.Approval("Review"));
        await TrustAsync("worker", """{"Service":"codebuild.amazonaws.com"}""");
        _sandbox.PutClockForward(TimeSpan.FromMinutes(2));

        Assert.Equal("InProgress", (await LastRunAsync()).Status);
    }

    [Theory]
    [InlineData("codebuild.amazonaws.com", "Succeeded")]
    [InlineData("codepipeline.amazonaws.com", "Failed")]
    public async Task The_role_of_a_project_must_trust_CodeBuild_when_the_build_starts(string service, string status)
    {
        await _sandbox.RoleAsync("worker", Service, Allow("*"));
        await TrustAsync("codebuild-sandbox-build-service-role", $$"""{"Service":"{{service}}"}""");

        var run = await RunAsync(PipelineJson.Build("Build"));
        Assert.Equal((status, status == "Failed" ? "ConfigurationError" : null, status == "Failed" ? NotAuthorized : null), (run.Status, run.Code, run.Message));
    }

    [Theory]
    [InlineData(Builder, "Succeeded")]
    [InlineData(Worker, "Failed")]
    public async Task The_role_that_replaces_that_of_a_project_must_trust_CodeBuild(string role, string status)
    {
        await _sandbox.RoleAsync("worker", Service, Allow("*"));
        var action = PipelineJson.Build("Build");
        action["configuration"]!["ServiceRoleArnOverride"] = role;

        var run = await RunAsync(action);
        Assert.Equal((status, status == "Failed" ? NotAuthorized : null), (run.Status, run.Message));
    }

    [Fact]
    public async Task The_role_of_an_action_must_trust_the_service_role_when_it_runs()
    {
        await _sandbox.RoleAsync("worker", Service, Allow("*"));
        await _sandbox.RoleAsync("action", $$"""{"AWS":"{{Worker}}"}""", Allow("*"));
        var action = Lambda();
        action["roleArn"] = "arn:aws:iam::123456789012:role/action";
        Assert.Equal("Succeeded", (await RunAsync(action)).Status);

        await TrustAsync("action", """{"AWS":"arn:aws:iam::210987654321:root"}""");
        await _sandbox.CallAsync(TestSandbox.CodePipeline, "StartPipelineExecution", new JsonObject { ["name"] = "demo" });
        var run = await LastRunAsync();
        Assert.StartsWith("User: arn:aws:sts::123456789012:assumed-role/worker/sandbox is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::123456789012:role/action", run.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bucket_that_does_not_exist_fails_the_action()
    {
        var run = await RunAsync(Lambda(), pipeline =>
        {
            pipeline["roleArn"] = _sandbox.Info.ServiceRoleArn;
            pipeline["artifactStore"]!["location"] = "no-such-bucket";
        });

        Assert.Equal(
            ("Failed", "Source", "ConfigurationError", "The Amazon S3 bucket named no-such-bucket does not exist. Error: Amazon S3:NoSuchBucket:The specified bucket does not exist"),
            (run.Status, run.Action, run.Code, run.Message));
    }

    [Theory]
    [InlineData("enabled", null)]
    [InlineData("disabled", "KMS.DisabledException:KEY is disabled.")]
    [InlineData("deleted", "KMS.KMSInvalidStateException:KEY is pending deletion.")]
    [InlineData("missing", "KMS.NotFoundException:Key 'KEY' does not exist")]
    [InlineData("missing id", "KMS.NotFoundException:Key 'KEY' does not exist")]
    [InlineData("missing alias", "KMS.NotFoundException:Key 'arn:aws:kms:us-east-1:123456789012:alias/none' does not exist")]
    [InlineData("alias/aws/s3", null)]
    [InlineData("unknown account", null)]
    public async Task A_key_that_cannot_be_used_fails_the_action(string state, string? error)
    {
        const string missing = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-4333-8444-555555555555";
        var key = (await _sandbox.CallAsync(TestSandbox.Kms, "CreateKey")).Json["KeyMetadata"]!["Arn"]!.GetValue<string>();
        await (state switch
        {
            "disabled" => _sandbox.CallAsync(TestSandbox.Kms, "DisableKey", new JsonObject { ["KeyId"] = key }),
            "deleted" => _sandbox.CallAsync(TestSandbox.Kms, "ScheduleKeyDeletion", new JsonObject { ["KeyId"] = key }),
            _ => Task.FromResult<Answer>(null!),
        });
        var id = state switch
        {
            "missing" => missing,
            "missing id" => missing.Split('/')[1],
            "missing alias" => "alias/none",
            "alias/aws/s3" => state,
            "unknown account" => missing.Replace("123456789012", "999988887777", StringComparison.Ordinal),
            _ => key,
        };

        var run = await RunAsync(Lambda(), pipeline =>
        {
            pipeline["roleArn"] = _sandbox.Info.ServiceRoleArn;
            pipeline["artifactStore"]!["encryptionKey"] = new JsonObject { ["type"] = "KMS", ["id"] = id };
        });

        Assert.Equal(
            error is null ? ("Succeeded", null, null) : ("Failed", "ConfigurationError", (string?)("The encryption key of the artifact store can't be used. Error: Amazon S3:" + error.Replace("KEY", state.StartsWith("missing", StringComparison.Ordinal) ? missing : key, StringComparison.Ordinal))),
            (run.Status, run.Code, run.Message));
    }

    [Theory]
    [InlineData("BUCKET/demo/SourceArti/*", "Succeeded")]
    [InlineData("BUCKET/other/*", "Failed")]
    public async Task The_encryption_context_of_an_artifact_is_its_object(string pattern, string status)
    {
        var key = (await _sandbox.CallAsync(TestSandbox.Kms, "CreateKey")).Json["KeyMetadata"]!["Arn"]!.GetValue<string>();
        var context = $"arn:aws:s3:::{pattern.Replace("BUCKET", _sandbox.Info.ArtifactBucket, StringComparison.Ordinal)}";
        await _sandbox.RoleAsync(
            "worker", Service, Allow("s3:*"), Allow("lambda:*"), Allow("codestar-connections:*"), Allow("codeconnections:*"),
            Allow("kms:*", key, $$$"""{"StringLike":{"kms:EncryptionContext:aws:s3:arn":"{{{context}}}"},"ForAllValues:StringEquals":{"kms:EncryptionContextKeys":["aws:s3:arn"]}}"""));

        Assert.Equal(status, (await RunAsync(Lambda(), pipeline => pipeline["artifactStore"]!["encryptionKey"] = new JsonObject { ["type"] = "KMS", ["id"] = key })).Status);
    }

    [Theory]
    [InlineData("PutObject", """{"StringNotEquals":{"s3:x-amz-server-side-encryption-aws-kms-key-id":"KEY"}}""", "Succeeded")]
    [InlineData("PutObject", """{"StringEquals":{"s3:x-amz-server-side-encryption-aws-kms-key-id":"KEY"}}""", "Failed")]
    [InlineData("PutObject", """{"StringEquals":{"s3:x-amz-server-side-encryption":"aws:kms"}}""", "Failed")]
    [InlineData("GetObject", """{"Null":{"s3:x-amz-server-side-encryption":"false"}}""", "Succeeded")]
    public async Task Only_a_write_has_the_headers_of_the_encryption(string operation, string condition, string status)
    {
        var key = (await _sandbox.CallAsync(TestSandbox.Kms, "CreateKey")).Json["KeyMetadata"]!["Arn"]!.GetValue<string>();
        await _sandbox.RoleAsync("worker", Service, Allow("*"));
        await BucketPolicyAsync("Deny", "*", "s3:" + operation, condition.Replace("KEY", key, StringComparison.Ordinal));

        Assert.Equal(status, (await RunAsync(Lambda(), pipeline => pipeline["artifactStore"]!["encryptionKey"] = new JsonObject { ["type"] = "KMS", ["id"] = key })).Status);
    }

    private static JsonObject Lambda()
    {
        var action = PipelineJson.Build("Call");
        action["actionTypeId"] = PipelineJson.Type("Invoke", "Lambda");
        action["configuration"] = new JsonObject { ["FunctionName"] = "f" };
        return action;
    }

    private async Task InOtherAccountAsync(Func<Task> calls)
    {
        _sandbox.Caller = new CallerKeys("SANDBOX" + OtherAccount, _sandbox.Info.SecretKey);
        await calls();
        _sandbox.Caller = null;
    }

    private async Task ProjectAsync(string name, string role) => Assert.Equal(200, (await _sandbox.CallAsync(TestSandbox.CodeBuild, "CreateProject", new JsonObject
    {
        ["name"] = name,
        ["source"] = new JsonObject { ["type"] = "CODEPIPELINE" },
        ["artifacts"] = new JsonObject { ["type"] = "CODEPIPELINE" },
        ["environment"] = new JsonObject { ["type"] = "LINUX_CONTAINER", ["image"] = "image", ["computeType"] = "BUILD_GENERAL1_SMALL" },
        ["serviceRole"] = role,
    })).Status);

    private Task TrustAsync(string role, string principal) => _sandbox.IamAsync(
        "UpdateAssumeRolePolicy",
        ("RoleName", role),
        ("PolicyDocument", $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{{principal}},"Action":"sts:AssumeRole"}]}"""));

    private async Task BucketPolicyAsync(string effect, string principal, string action, string condition = "{}")
    {
        var bucket = _sandbox.Info.ArtifactBucket;
        var policy = $$"""{"Statement":[{"Effect":"{{effect}}","Principal":{"AWS":"{{principal}}"},"Action":"{{action}}","Resource":"arn:aws:s3:::{{bucket}}/*","Condition":{{condition}}}]}""";
        Assert.Equal(204, (await _sandbox.S3Async(HttpMethod.Put, bucket + "?policy=", policy)).Status);
    }

    /// <summary>Runs a pipeline whose source is followed by an action.</summary>
    private async Task<Run> RunAsync(JsonObject action, Action<JsonObject>? change = null)
    {
        var connection = await _sandbox.ConnectionAsync();
        _sandbox.Sandbox.CompleteConnection(connection);
        var pipeline = PipelineJson.Valid(_sandbox.Info, "demo", connection);
        pipeline["roleArn"] = Worker;
        pipeline["stages"]![1]!["actions"] = new JsonArray(action);
        change?.Invoke(pipeline);
        var answer = await _sandbox.CallAsync(TestSandbox.CodePipeline, "CreatePipeline", new JsonObject { ["pipeline"] = pipeline });
        Assert.True(answer.Status == 200, answer.Body);
        return await LastRunAsync();
    }

    private async Task<Run> LastRunAsync()
    {
        var runs = await _sandbox.CallAsync(TestSandbox.CodePipeline, "ListPipelineExecutions", new JsonObject { ["pipelineName"] = "demo" });
        var state = await _sandbox.CallAsync(TestSandbox.CodePipeline, "GetPipelineState", new JsonObject { ["name"] = "demo" });
        var failed = state.Json["stageStates"]!.AsArray().SelectMany(stage => stage!["actionStates"]!.AsArray())
            .FirstOrDefault(action => action!["latestExecution"]?["errorDetails"] is not null);
        var error = failed?["latestExecution"]!["errorDetails"];
        return new Run(
            runs.Json["pipelineExecutionSummaries"]![0]!["status"]!.GetValue<string>(),
            failed?["actionName"]!.GetValue<string>(), error?["code"]!.GetValue<string>(), error?["message"]!.GetValue<string>());
    }

    private sealed record Run(string Status, string? Action, string? Code, string? Message);
}
