using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Tests.Support;

namespace BitbucketConnections.Sandbox.Tests;

/// <summary>The permissions of service, action and build roles, of buckets and of keys, when actions run.</summary>
public sealed class RoleEnforcementTests : IDisposable
{
    private const string PipelineService = "codepipeline.amazonaws.com";
    private const string RoleArn = "arn:aws:iam::123456789012:role/worker";
    private const string ServiceTrust = $$"""{"Service":"{{PipelineService}}"}""";
    private const string Artifacts = """{"Effect":"Allow","Action":["s3:GetObject","s3:PutObject"],"Resource":"*"}""";
    private const string Build = """{"Effect":"Allow","Action":["codebuild:StartBuild","codebuild:BatchGetBuilds","codebuild:StopBuild","codebuild:BatchGetBuildBatches","codebuild:StartBuildBatch","codebuild:StopBuildBatch"],"Resource":"*"}""";
    private const string Connection = """{"Effect":"Allow","Action":["codestar-connections:UseConnection","codeconnections:UseConnection"],"Resource":"*"}""";
    private const string Denied = "Unable to use Connection: {0}. The provided role does not have sufficient permissions.";

    private TestSandbox _sandbox = new(new SandboxOptions { PolicyPropagationDelay = TimeSpan.FromSeconds(10) });

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task A_role_with_all_permissions_runs_the_pipeline() => Assert.Equal("Succeeded", (await RunAsync(Artifacts, Build, Connection)).Status);

    [Theory]
    [InlineData("codestar-connections:UseConnection")]
    [InlineData("codeconnections:UseConnection")]
    public async Task A_connection_requires_both_prefixes(string only)
    {
        var run = await RunAsync(Artifacts, Build, Connection.Replace("[\"codestar-connections:UseConnection\",\"codeconnections:UseConnection\"]", $"\"{only}\""));

        Assert.Equal(("Failed", "Source", "PermissionError", Denied.Replace("{0}", run.ConnectionArn, StringComparison.Ordinal)), (run.Status, run.Action, run.Code, run.Message));
    }

    [Theory]
    [InlineData("""{"StringEqualsIfExists":{"codestar-connections:FullRepositoryId":"example-ws/demo-repo","codeconnections:FullRepositoryId":"example-ws/demo-repo"}}""", "Succeeded")]
    [InlineData("""{"StringEqualsIfExists":{"codestar-connections:FullRepositoryId":"example-ws/other","codeconnections:FullRepositoryId":"example-ws/other"}}""", "Failed")]
    [InlineData("""{"StringEquals":{"aws:ResourceAccount":"123456789012"}}""", "Succeeded")]
    [InlineData("""{"StringEqualsIfExists":{"codestar-connections:ProviderAction":"StartUploadArchiveToS3","codeconnections:ProviderAction":"StartUploadArchiveToS3"}}""", "Succeeded")]
    [InlineData("""{"StringEqualsIfExists":{"codestar-connections:ProviderAction":"GitPull","codeconnections:ProviderAction":"GitPull"}}""", "Failed")]
    [InlineData("""{"StringEqualsIfExists":{"codestar-connections:ProviderPermissionsRequired":"read_only","codeconnections:ProviderPermissionsRequired":"read_only"}}""", "Succeeded")]
    [InlineData("""{"StringEqualsIfExists":{"codestar-connections:ProviderPermissionsRequired":"read_write","codeconnections:ProviderPermissionsRequired":"read_write"}}""", "Failed")]
    public async Task A_connection_can_be_limited_to_a_repository(string condition, string status)
    {
        var run = await RunAsync(Artifacts, Build, Connection.Replace("\"*\"}", $"\"*\",\"Condition\":{condition}}}"));

        Assert.Equal(status, run.Status);
    }

    [Fact]
    public async Task A_deny_takes_precedence_over_an_allow()
    {
        var run = await RunAsync(Artifacts, Build, Connection, """{"Effect":"Deny","Action":"codebuild:StartBuild","Resource":"*"}""");

        Assert.Equal(
            ("Failed", "Build", "PermissionError", "User: arn:aws:sts::123456789012:assumed-role/worker/sandbox is not authorized to perform: codebuild:StartBuild on resource: arn:aws:codebuild:us-east-1:123456789012:project/sandbox-build with an explicit deny in an identity-based policy"),
            (run.Status, run.Action, run.Code, run.Message));
    }

    [Theory]
    [InlineData("*", "Succeeded")]
    [InlineData("s3:*", "Failed")]
    public async Task A_permissions_boundary_limits_the_role(string allowed, string status)
    {
        await IamAsync("CreatePolicy", ("PolicyName", "limit"), ("PolicyDocument", $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"{{allowed}}","Resource":"*"}]}"""));
        await CreateRoleAsync("worker", $$"""{"Service":"{{PipelineService}}"}""", Artifacts, Build, Connection);
        await IamAsync("PutRolePermissionsBoundary", ("RoleName", "worker"), ("PermissionsBoundary", "arn:aws:iam::123456789012:policy/limit"));
        _sandbox.PutClockForward(TimeSpan.FromSeconds(11));

        Assert.Equal(status, (await LastRunAsync(await CreatePipelineAsync())).Status);

        await IamAsync("DeleteRolePermissionsBoundary", ("RoleName", "worker"));
        _sandbox.PutClockForward(TimeSpan.FromSeconds(11));
        await _sandbox.CallAsync(TestSandbox.CodePipeline, "StartPipelineExecution", new JsonObject { ["name"] = "demo" });
        Assert.Equal("Succeeded", (await LastRunAsync(string.Empty)).Status);
    }

    [Fact]
    public async Task A_customer_managed_policy_counts_when_it_is_attached()
    {
        await IamAsync("CreatePolicy", ("PolicyName", "all"), ("PolicyDocument", $$"""{"Version":"2012-10-17","Statement":[{{Artifacts}},{{Build}},{{Connection}}]}"""));
        await CreateRoleAsync("worker", $$"""{"Service":"{{PipelineService}}"}""");
        await IamAsync("AttachRolePolicy", ("RoleName", "worker"), ("PolicyArn", "arn:aws:iam::123456789012:policy/all"));
        _sandbox.PutClockForward(TimeSpan.FromSeconds(11));

        Assert.Equal("Succeeded", (await LastRunAsync(await CreatePipelineAsync())).Status);
    }

    [Fact]
    public async Task A_missing_permission_names_the_action_and_the_resource()
    {
        var run = await RunAsync(Artifacts, Connection);

        Assert.Equal(("Failed", "Build", "PermissionError"), (run.Status, run.Action, run.Code));
        Assert.Contains("is not authorized to perform: codebuild:", run.Message, StringComparison.Ordinal);
        Assert.Contains("on resource: arn:aws:codebuild:us-east-1:123456789012:project/sandbox-build because no identity-based policy allows the codebuild:", run.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Artifacts_require_the_bucket()
    {
        var run = await RunAsync(Build, Connection, Artifacts.Replace("\"*\"", "\"arn:aws:s3:::other/*\""));

        Assert.Equal(("Failed", "Source", "PermissionError"), (run.Status, run.Action, run.Code));
        Assert.Contains($"the Amazon S3 bucket named {_sandbox.Info.ArtifactBucket}.", run.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Deny", "{\"AWS\":\"arn:aws:iam::123456789012:role/worker\"}", "", "Failed")]
    [InlineData("Deny", "\"*\"", ",\"Condition\":{\"Bool\":{\"aws:SecureTransport\":\"false\"}}", "Succeeded")]
    [InlineData("Deny", "\"*\"", ",\"Condition\":{\"Bool\":{\"aws:SecureTransport\":\"true\"}}", "Failed")]
    [InlineData("Deny", "\"*\"", ",\"Condition\":{\"Null\":{\"aws:SecureTransport\":\"true\"}}", "Succeeded")]
    [InlineData("Deny", "\"*\"", ",\"Condition\":{\"StringNotEquals\":{\"s3:x-amz-server-side-encryption\":\"aws:kms\"}}", "Succeeded")]
    [InlineData("Deny", "{\"AWS\":\"arn:aws:iam::123456789012:role/another\"}", "", "Succeeded")]
    public async Task A_bucket_policy_applies(string effect, string principal, string condition, string status)
    {
        await CreateRoleAsync("worker", ServiceTrust);
        await CreateRoleAsync("another", ServiceTrust);
        var policy = $$"""{"Statement":[{"Effect":"{{effect}}","Principal":{{principal}},"Action":"s3:PutObject","Resource":"arn:aws:s3:::{{_sandbox.Info.ArtifactBucket}}/*"{{condition}}}]}""";
        Assert.Equal(204, (await _sandbox.S3Async(HttpMethod.Put, _sandbox.Info.ArtifactBucket + "?policy=", policy)).Status);

        Assert.Equal(status, (await RunAsync(Artifacts, Build, Connection)).Status);
    }

    [Fact]
    public async Task A_bucket_policy_can_grant_what_the_role_does_not()
    {
        await CreateRoleAsync("worker", ServiceTrust);
        var policy = $$"""{"Statement":[{"Effect":"Allow","Principal":{"AWS":"{{RoleArn}}"},"Action":["s3:PutObject","s3:GetObject"],"Resource":"arn:aws:s3:::{{_sandbox.Info.ArtifactBucket}}/*"}]}""";
        await _sandbox.S3Async(HttpMethod.Put, _sandbox.Info.ArtifactBucket + "?policy=", policy);

        Assert.Equal("Succeeded", (await RunAsync(Build, Connection)).Status);
    }

    [Theory]
    [InlineData(null, null, "Failed")]
    [InlineData("""{"Effect":"Allow","Action":["kms:GenerateDataKey*","kms:Decrypt"],"Resource":"*"}""", null, "Succeeded")]
    [InlineData("""{"Effect":"Allow","Action":["kms:GenerateDataKey*","kms:Decrypt"],"Resource":"*"}""", """{"AWS":"arn:aws:iam::123456789012:role/another"}""", "Failed")]
    [InlineData("""{"Effect":"Allow","Action":"kms:*","Resource":"*","Condition":{"StringEquals":{"kms:ViaService":"s3.us-east-1.amazonaws.com"}}}""", null, "Succeeded")]
    [InlineData("""{"Effect":"Allow","Action":"kms:*","Resource":"*","Condition":{"StringEquals":{"kms:ViaService":"s3.eu-west-1.amazonaws.com"}}}""", null, "Failed")]
    [InlineData("""{"Effect":"Allow","Action":"kms:*","Resource":"*","Condition":{"StringEquals":{"kms:CallerAccount":"123456789012"}}}""", null, "Succeeded")]
    [InlineData("""{"Effect":"Allow","Action":"kms:*","Resource":"*","Condition":{"StringEquals":{"kms:CallerAccount":"210987654321"}}}""", null, "Failed")]
    [InlineData(null, """{"AWS":["arn:aws:iam::123456789012:role/worker","arn:aws:iam::123456789012:role/service-role/codebuild-sandbox-build-service-role"]}""", "Succeeded")]
    public async Task A_customer_key_requires_its_policy_and_the_role(string? statement, string? principal, string status)
    {
        await CreateRoleAsync("worker", ServiceTrust);
        await CreateRoleAsync("another", ServiceTrust);
        var input = new JsonObject();
        if (principal is not null)
        {
            input["Policy"] = $$"""{"Statement":[{"Effect":"Allow","Principal":{{principal}},"Action":"kms:*","Resource":"*"}]}""";
            input["BypassPolicyLockoutSafetyCheck"] = true;
        }

        var key = (await _sandbox.CallAsync(TestSandbox.Kms, "CreateKey", input)).Json["KeyMetadata"]!["Arn"]!.GetValue<string>();
        await PutBuildRoleAsync("""{"Effect":"Allow","Action":["kms:*","s3:*","logs:*"],"Resource":"*"}""");

        Assert.Equal(status, (await RunAsync([Artifacts, Build, Connection, .. statement is null ? Array.Empty<string>() : [statement]], pipeline =>
            pipeline["artifactStore"]!["encryptionKey"] = new JsonObject { ["type"] = "KMS", ["id"] = key })).Status);
    }

    [Theory]
    [InlineData("""{"Effect":"Allow","Action":["s3:*"],"Resource":"*"}""", "Build terminated with state: FAILED. Phase: SUBMITTED, Code: CLIENT_ERROR, Message: Not authorized to perform logs:CreateLogStream on resource ")]
    [InlineData("""{"Effect":"Allow","Action":["logs:*"],"Resource":"*"}""", "Build terminated with state: FAILED. Phase: DOWNLOAD_SOURCE, Code: CLIENT_ERROR, Message: AccessDenied: Access Denied")]
    public async Task A_build_requires_the_permissions_of_its_own_role(string statement, string message)
    {
        await PutBuildRoleAsync(statement);

        var run = await RunAsync(Artifacts, Build, Connection);

        Assert.Equal(("Failed", "Build", "JobFailed"), (run.Status, run.Action, run.Code));
        Assert.StartsWith(message, run.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "Failed")]
    [InlineData(true, "Succeeded")]
    public async Task A_full_clone_requires_the_connection_in_the_role_of_the_build(bool isGranted, string status)
    {
        await PutBuildRoleAsync("""{"Effect":"Allow","Action":["s3:*","logs:*"],"Resource":"*"}""" + (isGranted ? "," + Connection : string.Empty));

        var run = await RunAsync(
            [Artifacts, Build, Connection], pipeline => pipeline["stages"]![0]!["actions"]![0]!["configuration"]!["OutputArtifactFormat"] = "CODEBUILD_CLONE_REF");

        Assert.Equal(status, run.Status);
        Assert.Equal(isGranted ? null : "Build terminated with state: FAILED. Phase: DOWNLOAD_SOURCE, Code: CLIENT_ERROR, Message: authorization failed for primary source and source version", run.Message);
    }

    [Theory]
    [InlineData("222222222222", "Succeeded", null)]
    [InlineData("123456789012", "Failed", "Build")]
    public async Task A_shared_connection_is_a_resource_of_its_owner_for_the_role_of_a_full_clone(string account, string status, string? failed)
    {
        var shared = await _sandbox.ConnectionAsync("shared", TestSandbox.CodeConnections, account: "222222222222");
        _sandbox.Sandbox.ShareConnection(shared, ["123456789012"]);
        await PutBuildRoleAsync("""{"Effect":"Allow","Action":["s3:*","logs:*"],"Resource":"*"},{"Effect":"Allow","Action":"codeconnections:UseConnection","Resource":"*","Condition":{"StringEquals":{"aws:ResourceAccount":"ACCOUNT"}}}""".Replace("ACCOUNT", account));

        var run = await RunAsync([Artifacts, Build, Connection], pipeline =>
        {
            var source = pipeline["stages"]![0]!["actions"]![0]!["configuration"]!;
            source["OutputArtifactFormat"] = "CODEBUILD_CLONE_REF";
            source["ConnectionArn"] = shared;
        });

        Assert.Equal((status, failed), (run.Status, run.Action));
    }

    [Theory]
    [InlineData("""{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"arn:aws:iam::123456789012:role/action"}""", "Succeeded")]
    [InlineData("""{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"arn:aws:iam::123456789012:role/another"}""", "Failed")]
    public async Task A_role_of_an_action_must_be_assumed_and_needs_the_permissions_of_the_action(string statement, string status)
    {
        await CreateRoleAsync("action", """{"AWS":"arn:aws:iam::123456789012:root"}""", Artifacts, Build);

        var run = await RunAsync([Artifacts, Connection, statement], pipeline => pipeline["stages"]![1]!["actions"]![0]!["roleArn"] = "arn:aws:iam::123456789012:role/action");

        Assert.Equal(status, run.Status);
        Assert.Equal(status == "Succeeded" ? null : "PermissionError", run.Code);
    }

    [Theory]
    [InlineData("beforeEntry", "FAIL", false, "Failed", "Failed")]
    [InlineData("beforeEntry", "SKIP", false, "Succeeded", "Skipped")]
    [InlineData("onSuccess", "FAIL", false, "Failed", "Failed")]
    [InlineData("onSuccess", "ROLLBACK", false, "Failed", "Failed")]
    [InlineData("beforeEntry", "FAIL", true, "Succeeded", "Succeeded")]
    [InlineData("onSuccess", "FAIL", true, "Succeeded", "Succeeded")]
    public async Task A_rule_requires_the_permissions_of_its_type(string kind, string result, bool isGranted, string status, string stageStatus)
    {
        const string alarms = """{"Effect":"Allow","Action":"cloudwatch:DescribeAlarms","Resource":"arn:aws:cloudwatch:us-east-1:123456789012:alarm:errors"}""";
        string[] statements = isGranted ? [Artifacts, Build, Connection, alarms] : [Artifacts, Build, Connection];

        var run = await RunAsync(statements, pipeline => pipeline["stages"]![1]![kind] = Condition(result, Rule("CloudWatchAlarm", new JsonObject { ["AlarmName"] = "errors" })));

        Assert.Equal(status, run.Status);
        var stage = await StageAsync("Build");
        Assert.Equal(stageStatus, stage["latestExecution"]!["status"]!.GetValue<string>());
        Assert.Equal(kind == "beforeEntry" && !isGranted, stage["actionStates"]![0]!["latestExecution"] is null);
        var rule = stage[kind + "ConditionState"]!["conditionStates"]![0]!["ruleStates"]![0]!;
        Assert.Equal("Check", rule["ruleName"]!.GetValue<string>());
        Assert.Equal(isGranted ? "Succeeded" : "Failed", rule["latestExecution"]!["status"]!.GetValue<string>());
        if (!isGranted)
        {
            var error = rule["latestExecution"]!["errorDetails"]!;
            Assert.Equal("PermissionError", error["code"]!.GetValue<string>());
            Assert.Contains("cloudwatch:DescribeAlarms on resource: arn:aws:cloudwatch:us-east-1:123456789012:alarm:errors because", error["message"]!.GetValue<string>(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("VariableCheck", "Succeeded")]
    [InlineData("DeploymentWindow", "Succeeded")]
    [InlineData("LambdaInvoke", "Failed")]
    [InlineData("Commands", "Failed")]
    [InlineData("CodeBuild", "Succeeded")]
    public async Task A_rule_needs_only_what_its_type_needs(string provider, string status)
    {
        var configuration = new JsonObject
        {
            ["FunctionName"] = "check", ["ProjectName"] = "sandbox-build", ["Cron"] = "* * * * * *", ["Operator"] = "EQ", ["Variable"] = "a", ["Value"] = "a",
        };

        Assert.Equal(status, (await RunAsync([Artifacts, Build, Connection], pipeline => pipeline["stages"]![1]!["beforeEntry"] = Condition("FAIL", Rule(provider, configuration)))).Status);
    }

    [Theory]
    [InlineData(true, "Succeeded")]
    [InlineData(false, "Failed")]
    public async Task A_rule_can_have_a_role_of_its_own(bool isAssumable, string status)
    {
        await CreateRoleAsync("rule", """{"AWS":"arn:aws:iam::123456789012:root"}""", """{"Effect":"Allow","Action":"cloudwatch:*","Resource":"*"}""");
        const string assume = """{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"arn:aws:iam::123456789012:role/rule"}""";
        var rule = Rule("CloudWatchAlarm", new JsonObject { ["AlarmName"] = "errors" });
        rule["roleArn"] = "arn:aws:iam::123456789012:role/rule";

        Assert.Equal(status, (await RunAsync(isAssumable ? [Artifacts, Build, Connection, assume] : [Artifacts, Build, Connection], pipeline => pipeline["stages"]![1]!["beforeEntry"] = Condition("FAIL", rule))).Status);
    }

    [Fact]
    public async Task A_stage_whose_rule_was_denied_can_be_retried_with_the_permission()
    {
        await RunAsync([Artifacts, Build, Connection], pipeline => pipeline["stages"]![1]!["beforeEntry"] = Condition("FAIL", Rule("CloudWatchAlarm", new JsonObject { ["AlarmName"] = "errors" })));
        await PutPolicyAsync("worker", """{"Effect":"Allow","Action":"*","Resource":"*"}""");
        _sandbox.PutClockForward(TimeSpan.FromSeconds(11));
        var failed = (await StageAsync("Build"))["latestExecution"]!["pipelineExecutionId"]!.GetValue<string>();

        var answer = await _sandbox.CallAsync(
            TestSandbox.CodePipeline, "RetryStageExecution", new JsonObject { ["pipelineName"] = "demo", ["stageName"] = "Build", ["pipelineExecutionId"] = failed, ["retryMode"] = "ALL_ACTIONS" });

        Assert.True(answer.Status == 200, answer.Body);
        var stage = await StageAsync("Build");
        Assert.Equal("Succeeded", stage["latestExecution"]!["status"]!.GetValue<string>());
        Assert.Equal("Succeeded", stage["beforeEntryConditionState"]!["latestExecution"]!["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_new_policy_takes_effect_after_its_propagation_time()
    {
        await CreateRoleAsync("worker", ServiceTrust, Artifacts, Build, Connection);
        var arn = await CreatePipelineAsync();
        Assert.Equal("Failed", (await LastRunAsync(arn)).Status);

        _sandbox.PutClockForward(TimeSpan.FromSeconds(11));
        await _sandbox.CallAsync(TestSandbox.CodePipeline, "StartPipelineExecution", new JsonObject { ["name"] = "demo" });
        Assert.Equal("Succeeded", (await LastRunAsync(arn)).Status);

        await IamAsync("DeleteRolePolicy", ("RoleName", "worker"), ("PolicyName", "p"));
        await _sandbox.CallAsync(TestSandbox.CodePipeline, "StartPipelineExecution", new JsonObject { ["name"] = "demo" });
        Assert.Equal("Succeeded", (await LastRunAsync(arn)).Status);
        _sandbox.PutClockForward(TimeSpan.FromSeconds(11));
        await _sandbox.CallAsync(TestSandbox.CodePipeline, "StartPipelineExecution", new JsonObject { ["name"] = "demo" });
        Assert.Equal("Failed", (await LastRunAsync(arn)).Status);
    }

    [Theory]
    [InlineData("AdministratorAccess", false, "Succeeded")]
    [InlineData("AmazonS3FullAccess", true, "Succeeded")]
    [InlineData("AmazonS3FullAccess", false, "Failed")]
    [InlineData("AWSCodePipeline_FullAccess", true, "Failed")]
    public async Task A_managed_policy_counts_if_its_content_is_known(string policy, bool hasTheOtherRights, string status)
    {
        await CreateRoleAsync("worker", ServiceTrust, hasTheOtherRights ? [Build, Connection] : []);
        Assert.Equal(200, (await IamAsync("AttachRolePolicy", ("RoleName", "worker"), ("PolicyArn", "arn:aws:iam::aws:policy/" + policy))).Status);
        _sandbox.PutClockForward(TimeSpan.FromSeconds(11));

        Assert.Equal(status, (await LastRunAsync(await CreatePipelineAsync())).Status);
    }

    [Theory]
    [InlineData(false, "Succeeded")]
    [InlineData(true, "Failed")]
    public async Task Enforcement_can_be_switched_off(bool isEnforced, string status)
    {
        _sandbox.Dispose();
        _sandbox = new TestSandbox(new SandboxOptions { EnforceRolePolicies = isEnforced });

        Assert.Equal(status, (await RunAsync()).Status);
    }

    [Fact]
    public async Task An_approval_whose_topic_is_denied_fails_and_does_not_wait()
    {
        var approval = PipelineJson.Approval("Review");
        approval["configuration"] = new JsonObject { ["NotificationArn"] = "arn:aws:sns:us-east-1:123456789012:reviews" };

        var run = await RunAsync([Artifacts, Build, Connection], pipeline => pipeline["stages"]!.AsArray().Insert(1, PipelineJson.Stage("Gate", approval)));

        Assert.Equal(("Failed", "Review", "PermissionError"), (run.Status, run.Action, run.Code));
        Assert.Contains("is not authorized to perform: sns:Publish on resource: arn:aws:sns:us-east-1:123456789012:reviews", run.Message, StringComparison.Ordinal);
    }

    private static JsonObject Condition(string result, JsonObject rule) =>
        new() { ["conditions"] = new JsonArray(new JsonObject { ["result"] = result, ["rules"] = new JsonArray(rule) }) };

    private static JsonObject Rule(string provider, JsonObject configuration)
    {
        var rule = new JsonObject
        {
            ["name"] = "Check",
            ["ruleTypeId"] = new JsonObject { ["category"] = "Rule", ["owner"] = "AWS", ["provider"] = provider, ["version"] = "1" },
            ["configuration"] = configuration,
        };
        if (provider == "Commands")
        {
            rule["commands"] = new JsonArray("make check");
        }

        return rule;
    }

    private async Task<JsonNode> StageAsync(string name) =>
        (await _sandbox.CallAsync(TestSandbox.CodePipeline, "GetPipelineState", new JsonObject { ["name"] = "demo" })).Json["stageStates"]!.AsArray().Single(stage => stage!["stageName"]!.GetValue<string>() == name)!;

    private Task<Run> RunAsync(params string[] statements) => RunAsync(statements, _ => { });

    private async Task<Run> RunAsync(string[] statements, Action<JsonObject> change)
    {
        await CreateRoleAsync("worker", ServiceTrust, statements);
        _sandbox.PutClockForward(TimeSpan.FromSeconds(11));
        return await LastRunAsync(await CreatePipelineAsync(change));
    }

    private async Task<string> CreatePipelineAsync(Action<JsonObject>? change = null)
    {
        var connection = await _sandbox.ConnectionAsync();
        _sandbox.Sandbox.CompleteConnection(connection);
        var pipeline = PipelineJson.Valid(_sandbox.Info, "demo", connection);
        pipeline["roleArn"] = RoleArn;
        change?.Invoke(pipeline);
        var answer = await _sandbox.CallAsync(TestSandbox.CodePipeline, "CreatePipeline", new JsonObject { ["pipeline"] = pipeline });
        Assert.True(answer.Status == 200, answer.Body);
        return connection;
    }

    private async Task<Run> LastRunAsync(string connection)
    {
        var runs = await _sandbox.CallAsync(TestSandbox.CodePipeline, "ListPipelineExecutions", new JsonObject { ["pipelineName"] = "demo" });
        var status = runs.Json["pipelineExecutionSummaries"]![0]!["status"]!.GetValue<string>();
        var state = await _sandbox.CallAsync(TestSandbox.CodePipeline, "GetPipelineState", new JsonObject { ["name"] = "demo" });
        var failed = state.Json["stageStates"]!.AsArray().SelectMany(stage => stage!["actionStates"]!.AsArray())
            .FirstOrDefault(action => action!["latestExecution"]?["errorDetails"] is not null);
        var error = failed?["latestExecution"]!["errorDetails"];
        return new Run(status, failed?["actionName"]!.GetValue<string>(), error?["code"]!.GetValue<string>(), error?["message"]!.GetValue<string>(), connection);
    }

    private async Task CreateRoleAsync(string name, string principal, params string[] statements)
    {
        var trust = $$"""{"Statement":[{"Effect":"Allow","Principal":{{principal}},"Action":"sts:AssumeRole"}]}""";
        if ((await IamAsync("GetRole", ("RoleName", name))).Status != 200)
        {
            Assert.Equal(200, (await IamAsync("CreateRole", ("RoleName", name), ("AssumeRolePolicyDocument", trust))).Status);
        }

        if (statements.Length > 0)
        {
            await PutPolicyAsync(name, string.Join(",", statements));
        }
    }

    private Task PutBuildRoleAsync(string statements) => PutPolicyAsync("codebuild-sandbox-build-service-role", statements, "sandbox");

    private async Task PutPolicyAsync(string role, string statements, string name = "p")
    {
        var answer = await IamAsync("PutRolePolicy", ("RoleName", role), ("PolicyName", name), ("PolicyDocument", $$"""{"Version":"2012-10-17","Statement":[{{statements}}]}"""));
        Assert.True(answer.Status == 200, answer.Body);
    }

    private Task<Answer> IamAsync(string action, params (string Name, string Value)[] parameters) => _sandbox.QueryAsync("iam", "2010-05-08", action, parameters);

    private sealed record Run(string Status, string? Action, string? Code, string? Message, string ConnectionArn);
}
