using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Tests.Support;

namespace BitbucketConnections.Sandbox.Tests;

/// <summary>Regions that deny calls or do not answer, and connections that break.</summary>
public sealed class RegionStatusTests : IDisposable
{
    private const string Caller = "arn:aws:iam::123456789012:user/sandbox";
    private readonly TestSandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData(SandboxRegionStatus.Denied, "AccessDeniedException", $"User: {Caller} is not authorized to perform: codepipeline:ListPipelines because no identity-based policy allows the codepipeline:ListPipelines action")]
    [InlineData(SandboxRegionStatus.ServiceControlPolicy, "AccessDeniedException", $"User: {Caller} is not authorized to perform: codepipeline:ListPipelines with an explicit deny in a service control policy")]
    [InlineData(SandboxRegionStatus.NotEnabled, "UnrecognizedClientException", "The security token included in the request is invalid.")]
    public async Task A_Region_denies_its_calls_until_the_faults_are_cleared(SandboxRegionStatus status, string code, string message)
    {
        _sandbox.Sandbox.SetRegionStatus("eu-west-1", status);

        var denied = await ListAsync("eu-west-1");
        Assert.Equal((400, code, message), (denied.Status, denied.ErrorType, denied.ErrorMessage));
        Assert.Equal(403, (await _sandbox.S3Async(HttpMethod.Get, "bucket", region: "eu-west-1")).Status);
        Assert.Equal(200, (await ListAsync("us-east-1")).Status);
        Assert.Equal(200, (await _sandbox.QueryAsync("iam", "2010-05-08", "ListRoles")).Status);

        _sandbox.Sandbox.ClearFaults();
        Assert.Equal(200, (await ListAsync("eu-west-1")).Status);
    }

    [Theory]
    [InlineData("mars")]
    [InlineData("")]
    [InlineData("us-east-1\n")]
    public void The_status_of_a_text_that_is_not_a_Region_cannot_be_set(string region)
    {
        var refused = Assert.Throws<ServiceException>(() => _sandbox.Sandbox.SetRegionStatus(region, SandboxRegionStatus.Denied));

        Assert.Equal($"'{region}' is not a valid Region name. Specify a Region such as us-east-1.", refused.Message);
    }

    [Fact]
    public async Task A_Region_that_answers_again_answers()
    {
        _sandbox.Sandbox.SetRegionStatus("eu-west-1", SandboxRegionStatus.Denied);
        _sandbox.Sandbox.SetRegionStatus("eu-west-1", SandboxRegionStatus.Available);

        Assert.Equal(200, (await ListAsync("eu-west-1")).Status);
    }

    [Fact]
    public async Task A_silent_Region_does_not_answer_and_cuts_the_connection_after_an_hour()
    {
        using var silence = new HeldWait(TimeSpan.FromHours(1));
        using var sandbox = new TestSandbox(clock: silence.Clock);
        sandbox.Sandbox.SetRegionStatus("eu-west-1", SandboxRegionStatus.Silent);

        var silent = sandbox.CallAsync(TestSandbox.CodePipeline, "ListPipelines", region: "eu-west-1");
        await silence.StartsAsync();
        Assert.Equal(200, (await sandbox.CallAsync(TestSandbox.CodePipeline, "ListPipelines", region: "us-east-1")).Status);
        Assert.False(silent.IsCompleted);

        silence.End();
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => silent);
    }

    [Fact]
    public async Task A_connection_can_be_put_into_ERROR_and_back()
    {
        var arn = await _sandbox.ConnectionAsync();
        foreach (var status in new[] { "ERROR", "AVAILABLE", "PENDING" })
        {
            _sandbox.Sandbox.SetConnectionStatus(arn, status);
            var connection = await _sandbox.CallAsync(TestSandbox.CodeStar, "GetConnection", new JsonObject { ["ConnectionArn"] = arn });
            Assert.Equal(status, connection.Json["Connection"]!["ConnectionStatus"]!.GetValue<string>());
        }
    }

    [Theory]
    [InlineData("BROKEN", ServiceErrorKind.InvalidInput)]
    [InlineData("Error", ServiceErrorKind.InvalidInput)]
    public async Task Another_status_is_an_error(string status, ServiceErrorKind kind)
    {
        var arn = await _sandbox.ConnectionAsync();

        Assert.Equal(kind, Assert.Throws<ServiceException>(() => _sandbox.Sandbox.SetConnectionStatus(arn, status)).Kind);
    }

    [Fact]
    public async Task A_connection_that_does_not_exist_is_an_error()
    {
        var arn = await _sandbox.ConnectionAsync();

        Assert.Equal(ServiceErrorKind.NotFound, Assert.Throws<ServiceException>(() => _sandbox.Sandbox.SetConnectionStatus(arn[..^1] + "x", "ERROR")).Kind);
    }

    [Fact]
    public async Task A_connection_is_also_found_by_a_name_that_no_other_has()
    {
        var arn = await _sandbox.ConnectionAsync("by-name");

        _sandbox.Sandbox.SetConnectionStatus("by-name", "ERROR");

        var connection = await _sandbox.CallAsync(TestSandbox.CodeStar, "GetConnection", new JsonObject { ["ConnectionArn"] = arn });
        Assert.Equal("ERROR", connection.Json["Connection"]!["ConnectionStatus"]!.GetValue<string>());
        Assert.Equal(ServiceErrorKind.InvalidInput, Assert.Throws<ServiceException>(() => _sandbox.Sandbox.SetConnectionStatus("BY-NAME", "ERROR")).Kind);

        var second = await _sandbox.ConnectionAsync("by-name");
        var ambiguous = Assert.Throws<ServiceException>(() => _sandbox.Sandbox.CompleteConnection("by-name"));
        Assert.Equal(ServiceErrorKind.Ambiguous, ambiguous.Kind);
        Assert.Contains(second, ambiguous.Message, StringComparison.Ordinal);
    }

    private Task<Answer> ListAsync(string region) => _sandbox.CallAsync(TestSandbox.CodePipeline, "ListPipelines", region: region);
}
