using BitbucketConnections.Sandbox.Tests.Support;
using static BitbucketConnections.Sandbox.Tests.Support.TestSandbox;

namespace BitbucketConnections.Sandbox.Tests;

public sealed class FaultTests : IDisposable
{
    private readonly TestSandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData("ListConnections")]
    [InlineData("listconnections")]
    [InlineData("codestar-connections:ListConnections")]
    [InlineData("codestar-connections:*")]
    [InlineData("*")]
    public async Task An_error_occurs_as_often_as_specified(string operation)
    {
        _sandbox.Sandbox.AddFault(new SandboxFault { Operation = operation, ErrorCode = "ThrottlingException", Message = "Rate exceeded", HttpStatusCode = 429, Count = 2 });

        for (var i = 0; i < 2; i++)
        {
            var answer = await _sandbox.CallAsync(CodeStar, "ListConnections");
            Assert.Equal((429, "ThrottlingException", "Rate exceeded"), (answer.Status, answer.ErrorType, answer.ErrorMessage));
        }

        Assert.Equal(200, (await _sandbox.CallAsync(CodeStar, "ListConnections")).Status);
    }

    [Theory]
    [InlineData("ThrottlingException", "250")]
    [InlineData("TooManyRequestsException", "250")]
    [InlineData("ResourceNotFoundException", null)]
    public async Task The_response_to_a_throttled_call_has_the_time_to_wait(string code, string? milliseconds)
    {
        _sandbox.Sandbox.AddFault(new SandboxFault { Operation = "ListConnections", ErrorCode = code });

        var answer = await _sandbox.CallAsync(CodeStar, "ListConnections");

        Assert.Equal(milliseconds, answer.Headers.GetValueOrDefault("x-amz-retry-after"));
    }

    [Fact]
    public async Task A_fault_does_not_affect_other_operations_and_services()
    {
        _sandbox.Sandbox.AddFault(new SandboxFault { Operation = "codeconnections:ListConnections", ErrorCode = "InternalServerException", HttpStatusCode = 500 });

        Assert.Equal(200, (await _sandbox.CallAsync(CodeStar, "ListConnections")).Status);
        Assert.Equal(500, (await _sandbox.CallAsync(CodeConnections, "ListConnections")).Status);
    }

    [Fact]
    public void A_fault_of_a_text_that_is_not_a_Region_is_refused() =>
        Assert.Contains("'mars' is not a valid Region name", Assert.Throws<ServiceException>(() => _sandbox.Sandbox.AddFault(new SandboxFault { Operation = "*", Region = "mars" })).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_fault_of_a_Region_does_not_affect_other_Regions()
    {
        _sandbox.Sandbox.AddFault(new SandboxFault { Operation = "codepipeline:ListPipelines", Region = "EU-west-1", ErrorCode = "AccessDeniedException" });

        Assert.Equal(200, (await _sandbox.CallAsync(CodePipeline, "ListPipelines")).Status);
        Assert.Equal("AccessDeniedException", (await _sandbox.CallAsync(CodePipeline, "ListPipelines", region: "eu-west-1")).ErrorType);
    }

    [Fact]
    public async Task Faults_of_one_operation_occur_in_the_order_added()
    {
        _sandbox.Sandbox.AddFault(new SandboxFault { Operation = "ListPipelines", ErrorCode = "First", Count = 1 });
        _sandbox.Sandbox.AddFault(new SandboxFault { Operation = "ListPipelines", ErrorCode = "Second", Count = 1 });

        Assert.Equal("First", (await _sandbox.CallAsync(CodePipeline, "ListPipelines")).ErrorType);
        Assert.Equal("Second", (await _sandbox.CallAsync(CodePipeline, "ListPipelines")).ErrorType);
    }

    [Fact]
    public async Task A_delayed_call_succeeds_after_the_delay()
    {
        using var delay = new HeldWait(TimeSpan.FromHours(1));
        using var sandbox = new TestSandbox(clock: delay.Clock);
        sandbox.Sandbox.AddFault(new SandboxFault { Operation = "CreateConnection", Delay = TimeSpan.FromHours(1) });

        var call = sandbox.ConnectionAsync();
        await delay.StartsAsync();

        Assert.Equal("""{"Connections":[]}""", (await sandbox.CallAsync(CodeStar, "ListConnections")).Body);
        Assert.False(call.IsCompleted);
        delay.End();
        Assert.Contains(await call.WaitAsync(Eventually.HangLimit, TestContext.Current.CancellationToken), (await sandbox.CallAsync(CodeStar, "ListConnections")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cut_connection_gives_no_response()
    {
        _sandbox.Sandbox.AddFault(new SandboxFault { Operation = "ListConnections", CutConnection = true, Count = 1 });

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => _sandbox.CallAsync(CodeStar, "ListConnections"));
        Assert.Equal(200, (await _sandbox.CallAsync(CodeStar, "ListConnections")).Status);
    }

    [Fact]
    public async Task Cleared_faults_no_longer_occur()
    {
        _sandbox.Sandbox.AddFault(new SandboxFault { Operation = "*", ErrorCode = "E" });
        _sandbox.Sandbox.ClearFaults();

        Assert.Equal(200, (await _sandbox.CallAsync(CodeStar, "ListConnections")).Status);
    }

    [Fact]
    public void A_fault_out_of_range_is_rejected()
    {
        SandboxFault[] bad =
        [
            new() { Operation = " " },
            new() { Operation = "*", Delay = TimeSpan.FromTicks(-1) },
            new() { Operation = "*", Delay = TimeSpan.FromHours(1) + TimeSpan.FromTicks(1) },
            new() { Operation = "*", HttpStatusCode = 399 },
            new() { Operation = "*", HttpStatusCode = 600 },
            new() { Operation = "*", Count = 0 },
            new() { Operation = "*", ErrorCode = string.Empty },
            new() { Operation = "*", ErrorCode = "A\r\nB" },
        ];
        SandboxFault[] good =
        [
            new() { Operation = "*", Delay = TimeSpan.Zero, ErrorCode = "E" },
            new() { Operation = "*", Delay = TimeSpan.FromHours(1) },
            new() { Operation = "*", HttpStatusCode = 400, ErrorCode = "E" },
            new() { Operation = "*", HttpStatusCode = 599, ErrorCode = "E" },
            new() { Operation = "*", Count = 1, LoseAnswer = true },
        ];

        Assert.All(bad, fault => Assert.Equal(ServiceErrorKind.Sandbox, Assert.Throws<ServiceException>(() => _sandbox.Sandbox.AddFault(fault)).Kind));
        Assert.All(good, _sandbox.Sandbox.AddFault);
    }

    [Theory]
    [InlineData("getpipeline")]
    [InlineData("codepipeline:GetPipeline")]
    [InlineData("CODEPIPELINE:*")]
    [InlineData("s3:HeadBucket")]
    [InlineData("*")]
    public void A_fault_can_have_each_operation_of_the_sandbox(string operation) => _sandbox.Sandbox.AddFault(new SandboxFault { Operation = operation, CutConnection = true });

    [Theory]
    [InlineData("GetPipelines")]
    [InlineData("codebuild:GetPipeline")]
    [InlineData("codedeploy:*")]
    [InlineData("Get*")]
    public void A_fault_of_an_operation_that_the_sandbox_does_not_have_is_rejected(string operation) => Assert.StartsWith(
        $"The sandbox has no operation '{operation}'.", Refusal(new SandboxFault { Operation = operation, CutConnection = true }), StringComparison.Ordinal);

    [Fact]
    public void A_fault_has_at_most_one_effect_besides_a_delay()
    {
        Assert.Equal("The sandbox fault of * has an error code and a cut connection and a lost answer. A call can have only one of them.", Refusal(new SandboxFault { Operation = "*", ErrorCode = "E", CutConnection = true, LoseAnswer = true }));
        Assert.Equal("The sandbox fault of * has a cut connection and a lost answer. A call can have only one of them.", Refusal(new SandboxFault { Operation = "*", CutConnection = true, LoseAnswer = true }));
        Assert.Equal("The sandbox fault of * has a message and no error code. Specify the error code, such as ThrottlingException.", Refusal(new SandboxFault { Operation = "*", Message = "m", LoseAnswer = true }));
    }

    [Fact]
    public async Task A_count_without_an_effect_lets_calls_pass_before_the_next_fault()
    {
        _sandbox.Sandbox.AddFault(new SandboxFault { Operation = "ListPipelines", Count = 2 });
        _sandbox.Sandbox.AddFault(new SandboxFault { Operation = "ListPipelines", ErrorCode = "ThrottlingException" });

        var statuses = new List<int>();
        for (var call = 0; call < 4; call++)
        {
            statuses.Add((await _sandbox.CallAsync(TestSandbox.CodePipeline, "ListPipelines")).Status);
        }

        Assert.Equal([200, 200, 400, 400], statuses);
    }

    private string Refusal(SandboxFault fault) => Assert.Throws<ServiceException>(() => _sandbox.Sandbox.AddFault(fault)).Message;
}
