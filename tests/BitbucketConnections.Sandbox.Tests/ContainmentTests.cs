using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Tests.Support;

namespace BitbucketConnections.Sandbox.Tests;

/// <summary>An error of the sandbox itself while an execution advances ends this execution, and no other call.</summary>
public sealed class ContainmentTests : IDisposable
{
    // No date is that far in the future, so an action of this duration makes the sandbox fail.
    private readonly TestSandbox _sandbox = new(new SandboxOptions { ActionDuration = TimeSpan.MaxValue });

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task An_error_while_an_execution_advances_ends_only_this_execution()
    {
        var connection = await _sandbox.ConnectionAsync();
        _sandbox.Sandbox.CompleteConnection(connection);
        _sandbox.Sandbox.SetActionOutcome(new SandboxActionOutcome { PipelineName = "sound", Duration = TimeSpan.Zero });
        await CreateAsync("broken", connection);
        await CreateAsync("sound", connection);

        var broken = await ExecutionAsync("broken");
        Assert.Equal("Failed", broken["status"]!.GetValue<string>());
        Assert.StartsWith("InternalFailure: The sandbox failed: ArgumentOutOfRangeException: ", broken["statusSummary"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("Succeeded", (await ExecutionAsync("sound"))["status"]!.GetValue<string>());
        var state = await _sandbox.CallAsync(TestSandbox.CodePipeline, "GetPipelineState", new JsonObject { ["name"] = "broken" });
        Assert.Equal("Failed", state.Json["stageStates"]![0]!["latestExecution"]!["status"]!.GetValue<string>());
        Assert.Equal(200, (await _sandbox.CallAsync(TestSandbox.CodePipeline, "DeletePipeline", new JsonObject { ["name"] = "broken" })).Status);
    }

    [Fact]
    public async Task A_policy_with_digits_of_another_script_as_a_date_allows_nothing_and_breaks_nothing()
    {
        const string condition = """{"DateGreaterThan":{"aws:ResourceAccount":"${aws:PrincipalTag/none, '\u0662\u0660\u0662\u0660-01-01'}"}}""";
        await _sandbox.RoleAsync("digits", """{"Service":"codepipeline.amazonaws.com"}""", TestCallers.Allow("*", condition: condition));
        var pipeline = PipelineJson.Valid(_sandbox.Info, "digits", await _sandbox.ConnectionAsync());
        pipeline["roleArn"] = "arn:aws:iam::123456789012:role/digits";

        Assert.Equal(200, (await _sandbox.CallAsync(TestSandbox.CodePipeline, "CreatePipeline", new JsonObject { ["pipeline"] = pipeline })).Status);
        var execution = await ExecutionAsync("digits");
        Assert.Equal("Failed", execution["status"]!.GetValue<string>());
        Assert.Null(execution["statusSummary"]);
    }

    private async Task CreateAsync(string name, string connection)
    {
        var answer = await _sandbox.CallAsync(TestSandbox.CodePipeline, "CreatePipeline", new JsonObject { ["pipeline"] = PipelineJson.Valid(_sandbox.Info, name, connection) });
        Assert.True(answer.Status == 200, answer.Body);
    }

    private async Task<JsonNode> ExecutionAsync(string pipeline) =>
        (await _sandbox.CallAsync(TestSandbox.CodePipeline, "ListPipelineExecutions", new JsonObject { ["pipelineName"] = pipeline })).Json["pipelineExecutionSummaries"]![0]!;
}
