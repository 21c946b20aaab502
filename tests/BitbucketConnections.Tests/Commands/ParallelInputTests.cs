using System;
using System.Linq;
using System.Threading.Tasks;

namespace BitbucketConnections.Tests;

[Collection("shell")]
public sealed class ParallelInputTests : IDisposable
{
    private static readonly string[] s_names = ["a", "b", "c", "d"];
    private readonly Shell _shell = new();

    public ParallelInputTests()
    {
        Engine.Connections.Add(FakeEngine.Connection("web"));
        Engine.Pipelines.AddRange(s_names.Select(name => FakeEngine.Pipeline(name, Engine.Connections[0].ConnectionArn)));
    }

    private FakeEngine Engine => _shell.Engine;

    public static TheoryData<string, string> Commands => new()
    {
        { "Start-BitbucketPipeline a, b, c, d", "StartPipelineExecution" },
        { "'a', 'b', 'c', 'd' | Start-BitbucketPipeline", "StartPipelineExecution" },
        { "'a', 'b', 'c', 'd' | Get-BitbucketPipelineState", "GetPipelineState" },
        { "Export-BitbucketPipeline a, b, c, d", "GetPipeline" },
        { "Get-BitbucketPipelineExecution a, b, c, d", "ListPipelineExecutions" },
        { "Set-BitbucketPipeline a, b, c, d -Branch x -PassThru", "Apply" },
        { "Remove-BitbucketPipeline a, b, c, d -Confirm:$false", "DeletePipeline" },
        { "Test-BitbucketPipelineTrigger a, b, c, d -Branch main", "GetPipeline" },
    };

    // The first input ends last: it waits for the calls of all others.
    [Theory]
    [MemberData(nameof(Commands))]
    public void Inputs_are_processed_at_the_same_time_and_their_output_has_the_order_of_the_input(string command, string operation)
    {
        Engine.Deaf[operation + " a"] = AfterAsync(operation + " b", operation + " c", operation + " d");

        var result = _shell.Run(command);

        Assert.Empty(result.Errors);
        Assert.Null(result.Thrown);
        var names = result.Output.Select(output => Of(output, "PipelineName") ?? Of(output, "Name")).OfType<string>().Distinct().ToList();
        Assert.Equal(names.Order(StringComparer.Ordinal), names);
    }

    [Fact]
    public void Each_failed_input_has_an_error_at_its_place()
    {
        Engine.Failures["StartPipelineExecution b"] = new ServiceException(ServiceErrorKind.NotFound, "no b");
        Engine.Deaf["StartPipelineExecution a"] = AfterAsync("StartPipelineExecution d");

        var result = _shell.Run("'a', 'b', 'not a name', 'd' | Start-BitbucketPipeline 2>&1");

        Assert.Equal(["a", "no b", "not a name", "d"], result.Output.Select(output => Of(output, "PipelineName") ?? (output.BaseObject is System.Management.Automation.ErrorRecord { TargetObject: "b" } ? "no b" : "not a name")));
    }

    [Fact]
    public void Changes_of_the_same_pipeline_come_one_after_another()
    {
        var result = _shell.Run("Set-BitbucketPipeline a, b, a -Branch x");

        Assert.Empty(result.Errors);
        Assert.Equal(["Plan a", "Apply a", "Plan a", "Apply a"], Engine.Calls.Where(call => call.EndsWith(" a", StringComparison.Ordinal)));
    }

    [Fact]
    public void With_a_limit_of_1_an_error_that_ends_the_command_leaves_the_next_inputs_untouched()
    {
        Engine.Failures["StartPipelineExecution b"] = new ServiceException(ServiceErrorKind.NotFound, "no b");

        var result = _shell.Run("Start-BitbucketPipeline a, b, c, d -ThrottleLimit 1 -ErrorAction Stop");

        Assert.NotNull(result.Thrown);
        Assert.Equal(["StartPipelineExecution a", "StartPipelineExecution b"], Engine.Calls.Where(call => call.StartsWith("Start", StringComparison.Ordinal)));
    }

    [Fact]
    public void An_error_that_ends_the_command_names_what_the_inputs_in_progress_created()
    {
        Engine.Failures["StartPipelineExecution a"] = new ServiceException(ServiceErrorKind.NotFound, "no a");
        Engine.Deaf["StartPipelineExecution a"] = AfterAsync("StartPipelineExecution b", "StartPipelineExecution c", "StartPipelineExecution d");

        var result = _shell.Run("Start-BitbucketPipeline a, b, c, d -ErrorAction Stop");

        const string Created = "the execution started-b of b, the execution started-c of c, the execution started-d of d";
        Assert.Equal($"no a. Already created: {Created}.", result.Thrown!.Message.Split(": ", 2)[^1] is { } text && text.StartsWith("no a", StringComparison.Ordinal) ? text : result.Thrown.Message);
        Assert.StartsWith("b, c, d were processed at the same time", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void With_WhatIf_nothing_is_changed_and_each_input_is_shown()
    {
        var result = _shell.Run("Start-BitbucketPipeline a, b, c, d -WhatIf");

        Assert.Empty(result.Output);
        Assert.DoesNotContain(Engine.Calls, call => call.StartsWith("Start", StringComparison.Ordinal));
    }

    [Fact]
    public void If_a_warning_ends_the_command_a_later_input_is_not_changed()
    {
        Engine.WarningAfterCreation = "careful";

        var result = _shell.Run("Start-BitbucketPipeline a, b, c, d -WarningAction Stop");

        Assert.NotNull(result.Thrown);
        Assert.Equal(["StartPipelineExecution a"], Engine.Calls.Where(call => call.StartsWith("Start", StringComparison.Ordinal)));
    }

    [Fact]
    public void Verbose_messages_stay_with_their_input()
    {
        Engine.Deaf["StartPipelineExecution a"] = AfterAsync("StartPipelineExecution b");

        var result = _shell.Run("Start-BitbucketPipeline a, b -Verbose");

        Assert.Equal(
            ["a in us-east-1", "started-a", "b in us-east-1", "started-b"],
            result.Verbose.SelectMany(line => new[] { "a in us-east-1", "started-a", "b in us-east-1", "started-b" }.Where(line.Contains)));
    }

    [Fact]
    public void A_stop_ends_all_inputs_and_names_what_they_created()
    {
        var host = new WarningHost();
        using var shell = new Shell(host);
        shell.Engine.Pipelines.AddRange(Engine.Pipelines);
        shell.Engine.Hanging.Add("AfterCreation");
        using var command = shell.Create();
        command.AddScript("Start-BitbucketPipeline a, b").BeginInvoke();
        Shell.WaitForFirst(command.Streams.Information);
        Eventually.Set(((IAsyncResult)Eventually.TrueAsync(() => shell.Engine.Calls.Contains("StartPipelineExecution b"), "the second start")).AsyncWaitHandle, "both starts");

        command.Stop();

        Assert.Equal(System.Management.Automation.PSInvocationState.Stopped, command.InvocationStateInfo.State);
        Assert.Contains("the execution started-b of b", Assert.Single(host.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_are_read_on_the_pipeline_thread_once_for_all_inputs()
    {
        _shell.Run("$StoredAWSRegion = 'eu-west-1'; Start-BitbucketPipeline a, b, c, d");

        Assert.Equal("eu-west-1", Assert.Single(Engine.Settings).DefaultRegion);
    }

    public void Dispose() => _shell.Dispose();

    private static string? Of(System.Management.Automation.PSObject output, string property) => output.Properties[property]?.Value as string;

    private async Task AfterAsync(params string[] calls)
    {
        await Task.Yield();
        await Eventually.TrueAsync(() => calls.All(call => Engine.Calls.Contains(call)), string.Join(", ", calls));
    }
}
