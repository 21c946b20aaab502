using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Tests.Support;
using static BitbucketConnections.Sandbox.Tests.Support.TestCallers;

namespace BitbucketConnections.Sandbox.Tests;

/// <summary>The permissions boundaries of users and roles.</summary>
public sealed class PermissionsBoundaryTests : IDisposable
{
    private const string Trust = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:root"},"Action":"sts:AssumeRole"},{"Effect":"Allow","Principal":{"Service":"codepipeline.amazonaws.com"},"Action":"sts:AssumeRole"}]}""";
    private const string S3 = "arn:aws:iam::aws:policy/AmazonS3FullAccess";
    private const string Everything = "arn:aws:iam::aws:policy/AdministratorAccess";

    private readonly TestSandbox _sandbox = new(new SandboxOptions { EnforceCallerPolicies = true });

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData(S3, 403, "Failed")]
    [InlineData(Everything, 200, "Succeeded")]
    public async Task The_boundary_of_a_role_limits_its_sessions_and_its_pipelines(string boundary, int status, string execution)
    {
        var created = Xml(await _sandbox.IamAsync("CreateRole", ("RoleName", "limited"), ("AssumeRolePolicyDocument", Trust), ("PermissionsBoundary", boundary)));
        await _sandbox.IamAsync("PutRolePolicy", ("RoleName", "limited"), ("PolicyName", "p"), ("PolicyDocument", Policy(Allow("*"))));
        Assert.Equal(boundary, Value(created, "PermissionsBoundaryArn"));
        Assert.Equal(("Policy", boundary), await BoundaryAsync("Role", "limited"));

        Assert.Equal(execution, await RunAsync());
        _sandbox.Caller = await _sandbox.AssumeAsync("arn:aws:iam::123456789012:role/limited");
        var answer = await _sandbox.QueryAsync("iam", IamVersion, "ListRoles");
        Assert.Equal(status, answer.Status);
        if (status != 200)
        {
            Assert.Contains("because no permissions boundary allows the iam:ListRoles action", answer.Error().Message, StringComparison.Ordinal);
        }

        Assert.Equal(200, (await _sandbox.S3Async(HttpMethod.Get, string.Empty)).Status);
    }

    [Theory]
    [InlineData(S3, 403)]
    [InlineData(Everything, 200)]
    public async Task The_boundary_of_a_user_limits_the_user(string boundary, int status)
    {
        await _sandbox.IamAsync("CreateUser", ("UserName", "worker"), ("PermissionsBoundary", boundary));
        Assert.Equal(("Policy", boundary), await BoundaryAsync("User", "worker"));
        _sandbox.Caller = await _sandbox.UserAsync("worker", Allow("*"));

        Assert.Equal(status, (await _sandbox.QueryAsync("iam", IamVersion, "ListRoles")).Status);
        Assert.Equal(200, (await _sandbox.S3Async(HttpMethod.Get, string.Empty)).Status);
    }

    [Theory]
    [InlineData("iam:ListUsers", 403)]
    [InlineData("iam:ListRoles", 200)]
    public async Task A_policy_of_the_account_can_be_a_boundary_and_a_session_policy(string allowed, int status)
    {
        var policy = Value(Xml(await _sandbox.IamAsync("CreatePolicy", ("PolicyName", "mine"), ("PolicyDocument", Policy(Allow(allowed))))), "Arn");
        await _sandbox.IamAsync("CreateRole", ("RoleName", "limited"), ("AssumeRolePolicyDocument", Trust));
        await _sandbox.IamAsync("PutRolePolicy", ("RoleName", "limited"), ("PolicyName", "p"), ("PolicyDocument", Policy(Allow("*"))));
        (string, string)[] role = [("RoleArn", "arn:aws:iam::123456789012:role/limited"), ("RoleSessionName", "job")];
        var limitedSession = KeysOf(await _sandbox.StsAsync("AssumeRole", [.. role, ("PolicyArns.member.1.arn", policy)]));
        var session = KeysOf(await _sandbox.StsAsync("AssumeRole", role));
        _sandbox.Caller = session;
        Assert.Equal(200, (await _sandbox.QueryAsync("iam", IamVersion, "ListRoles")).Status);
        _sandbox.Caller = limitedSession;
        Assert.Equal(status, (await _sandbox.QueryAsync("iam", IamVersion, "ListRoles")).Status);

        _sandbox.Caller = null;
        await _sandbox.IamAsync("PutRolePermissionsBoundary", ("RoleName", "limited"), ("PermissionsBoundary", policy));
        _sandbox.Caller = session;
        Assert.Equal(status, (await _sandbox.QueryAsync("iam", IamVersion, "ListRoles")).Status);
    }

    [Theory]
    [InlineData("arn:aws:iam::aws:policy/ReadOnlyAccess")]
    [InlineData("arn:aws:iam::123456789012:policy/mine")]
    [InlineData("arn:aws-cn:iam::aws:policy/AmazonS3FullAccess")]
    [InlineData("twenty characters at least")]
    public async Task A_boundary_without_known_content_is_refused(string boundary)
    {
        (int, string?, string?) expected = (404, "NoSuchEntity", $"Scope ARN: {boundary} does not exist or is not attachable.");

        Assert.Equal(expected, (await _sandbox.QueryAsync("iam", IamVersion, "CreateRole", ("RoleName", "limited"), ("AssumeRolePolicyDocument", Trust), ("PermissionsBoundary", boundary))).Error());
        Assert.Equal(expected, (await _sandbox.QueryAsync("iam", IamVersion, "CreateUser", ("UserName", "limited"), ("PermissionsBoundary", boundary))).Error());
        Assert.Equal(404, (await _sandbox.QueryAsync("iam", IamVersion, "GetUser", ("UserName", "limited"))).Status);
        await _sandbox.IamAsync("CreateRole", ("RoleName", "other"), ("AssumeRolePolicyDocument", Trust));
        Assert.Equal(expected, (await _sandbox.QueryAsync("iam", IamVersion, "PutRolePermissionsBoundary", ("RoleName", "other"), ("PermissionsBoundary", boundary))).Error());
    }

    [Theory]
    [InlineData(S3, 200)]
    [InlineData(Everything, 403)]
    [InlineData(null, 403)]
    public async Task A_boundary_can_be_a_condition_of_the_right_to_create_and_change_a_role(string? boundary, int status)
    {
        (string, string)[] parameters = boundary is null ? [] : [("PermissionsBoundary", boundary)];
        await _sandbox.IamAsync("CreateRole", [("RoleName", "existing"), ("AssumeRolePolicyDocument", Trust), .. parameters]);
        _sandbox.Caller = await _sandbox.UserAsync("worker", Allow("iam:*", condition: $$$"""{"StringEquals":{"iam:PermissionsBoundary":"{{{S3}}}"}}"""));

        Assert.Equal(status, (await _sandbox.QueryAsync("iam", IamVersion, "CreateRole", [("RoleName", "limited"), ("AssumeRolePolicyDocument", Trust), .. parameters])).Status);
        Assert.Equal(status, (await _sandbox.QueryAsync("iam", IamVersion, "PutRolePolicy", ("RoleName", "existing"), ("PolicyName", "p"), ("PolicyDocument", Policy(Allow("*"))))).Status);
        Assert.Equal(403, (await _sandbox.QueryAsync("iam", IamVersion, "GetRole", ("RoleName", "existing"))).Status);
    }

    private async Task<(string Type, string Arn)> BoundaryAsync(string kind, string name)
    {
        var xml = Xml(await _sandbox.IamAsync("Get" + kind, (kind + "Name", name)));
        return (Value(xml, "PermissionsBoundaryType"), Value(xml, "PermissionsBoundaryArn"));
    }

    private async Task<string> RunAsync()
    {
        var connection = await _sandbox.ConnectionAsync();
        _sandbox.Sandbox.CompleteConnection(connection);
        var pipeline = PipelineJson.Valid(_sandbox.Info, "demo", connection);
        pipeline["roleArn"] = "arn:aws:iam::123456789012:role/limited";
        Assert.Equal(200, (await _sandbox.CallAsync(TestSandbox.CodePipeline, "CreatePipeline", new JsonObject { ["pipeline"] = pipeline })).Status);
        var runs = await _sandbox.CallAsync(TestSandbox.CodePipeline, "ListPipelineExecutions", new JsonObject { ["pipelineName"] = "demo" });
        return runs.Json["pipelineExecutionSummaries"]![0]!["status"]!.GetValue<string>();
    }
}
