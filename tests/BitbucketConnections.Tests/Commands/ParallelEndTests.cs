using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using BitbucketConnections.Hosting;

namespace BitbucketConnections.Tests;

/// <summary>How a command ends whose inputs are processed at the same time, and how much it keeps in memory.</summary>
[Collection("shell")]
public sealed class ParallelEndTests : IDisposable
{
    private readonly WarningHost _host = new();
    private readonly Shell _shell;

    public ParallelEndTests()
    {
        _shell = new Shell(_host);
        Engine.Connections.Add(FakeEngine.Connection("web"));
        Engine.Pipelines.AddRange(new[] { "a", "b" }.Select(name => FakeEngine.Pipeline(name, Engine.Connections[0].ConnectionArn)));
    }

    private FakeEngine Engine => _shell.Engine;

    [Fact]
    public void A_failure_of_the_command_that_writes_the_inputs_does_not_hide_what_they_created()
    {
        var release = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        Engine.Deaf["StartPipelineExecution b"] = release.Task;

        var result = _shell.Run("& { try { 'a'; 'b'; throw 'broken' } finally { $null = $release.TrySetResult($true) } } | Start-BitbucketPipeline", ("release", release));

        Assert.Equal("broken", result.Thrown?.Message);
        Assert.Contains("the execution started-b of b", Assert.Single(_host.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void An_input_starts_before_the_next_one_exists()
    {
        var called = Eventually.TrueAsync(() => Engine.Calls.Contains("StartPipelineExecution a"), "the first start");

        var result = _shell.Run("& { 'a'; $null = $called.Wait(60000); 'b' } | Start-BitbucketPipeline", ("called", called));

        Assert.Null(result.Thrown);
        Assert.True(called.IsCompletedSuccessfully);
        Assert.Equal(2, result.Output.Count);
    }

    [Fact]
    public void A_read_in_progress_is_cancelled_if_nobody_needs_it()
    {
        Engine.Deaf["GetPipelineState b"] = new TaskCompletionSource<bool>().Task;

        // An action in progress would be completed, for at most 30 seconds.
        TimeBound.Within(10, () =>
        {
            var result = _shell.Run("Get-BitbucketPipelineState a, b | & $first -Count 1", ("first", new CmdletInfo("Select-First", typeof(SelectFirst))));
            Assert.Null(result.Thrown);
            Assert.Single(result.Output);
        });
    }

    [Fact]
    public void After_an_error_that_ends_the_command_its_input_does_not_continue()
    {
        Engine.Failures["DisableStageTransition One"] = new ServiceException(ServiceErrorKind.NotFound, "no stage");

        var result = _shell.Run("Disable-BitbucketPipelineTransition a, b -StageName One, Two -Reason x -ErrorAction Stop");

        Assert.NotNull(result.Thrown);
        Assert.DoesNotContain("DisableStageTransition Two", Engine.Calls);
    }

    [Fact]
    public void An_error_that_ends_the_wait_names_the_executions_that_are_still_in_progress()
    {
        Engine.ExecutionPolls.Enqueue(keys => new ExecutionPoll
        {
            Failed = [new ExecutionFailure { Key = keys[0], Error = new ServiceException(ServiceErrorKind.ExecutionFailed, "a failed.") }],
        });

        var result = _shell.Run("Start-BitbucketPipeline a, b -Wait -ErrorAction Stop");

        Assert.EndsWith("a failed. Already created: the execution started-b of b.", result.Thrown?.Message, StringComparison.Ordinal);
        Assert.Empty(_host.Warnings);
    }

    // PowerShell also reads an answer from redirected input.
    [Fact]
    public void An_answer_can_continue_the_command_after_an_error()
    {
        (_host.Answer, Interactivity.Override) = (0, false);
        Engine.Failures["StartPipelineExecution a"] = new ServiceException(ServiceErrorKind.NotFound, "no a");

        Engine.Deaf["StartPipelineExecution a"] = Eventually.TrueAsync(() => Engine.Calls.Contains("StartPipelineExecution b"), "the start of the last input");

        var (errors, output) = RunToTheEnd("Start-BitbucketPipeline a, a, b -ErrorAction Inquire");

        Assert.Equal((2, 1), (errors, output));
    }

    // PowerShell reads $ErrorActionPreference once for each command, so the second error does not end it.
    [Fact]
    public void A_preference_that_changes_during_the_command_does_not_block_it()
    {
        Engine.Failures["StartPipelineExecution a"] = new ServiceException(ServiceErrorKind.NotFound, "no a");
        Engine.Failures["StartPipelineExecution c"] = new ServiceException(ServiceErrorKind.NotFound, "no c");

        var (errors, _) = RunToTheEnd("$ErrorActionPreference = 'Continue'; Start-BitbucketPipeline a, b, c, c, d | ForEach-Object { $ErrorActionPreference = 'Stop'; $_ }");

        Assert.Equal(2, errors);
    }

    [Fact]
    public void A_warning_about_all_inputs_comes_before_the_first_change()
    {
        Engine.Connections.Add(FakeEngine.Connection("api"));
        Engine.Pipelines.Clear();
        Engine.Unsearched["eu-west-1"] = UnsearchedReason.NotEnabled;

        // The second input makes the search.
        Engine.Deaf["GetConnection " + Engine.Connections[0].ConnectionArn] = Eventually.TrueAsync(() => Engine.Calls.Any(call => call.StartsWith("Search", StringComparison.Ordinal)), "the search");
        var result = _shell.Run($"Remove-BitbucketConnection -ConnectionArn {Engine.Connections[0].ConnectionArn}, {Engine.Connections[1].ConnectionArn} -SearchRegion us-east-1, eu-west-1 -Confirm:$false -Verbose 3>&1 4>&1");

        var lines = result.Output.Select(line => line.ToString()).Where(line => line.Contains("eu-west-1", StringComparison.Ordinal) || line.Contains("ap-southeast-2", StringComparison.Ordinal) || line.StartsWith("Performing", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, lines.Count(line => line.StartsWith("Performing", StringComparison.Ordinal)));
        Assert.StartsWith("Performing", lines[^2], StringComparison.Ordinal);
        Assert.StartsWith("Performing", lines[^1], StringComparison.Ordinal);
        Assert.Equal(lines.Distinct(), lines);
    }

    [Fact]
    public void A_script_can_change_a_hashtable_for_each_input()
    {
        // With a message that could end the command, an input waits for earlier ones before its first call.
        var result = _shell.Run("$table = @{ n = 'none' }; 'a', 'b', 'c', 'd' | ForEach-Object { $table.n = $_; $_ } | Start-BitbucketPipeline -Variable $table -WarningAction Stop");

        Assert.Null(result.Thrown);
        Assert.Empty(result.Errors);
        Assert.Equal(4, Engine.RunRequests.Count);
        Assert.All(Engine.RunRequests.Cast<PipelineStartRequest>(), request => Assert.Equal(request.PipelineName, request.Variables?["n"]));
    }

    [Fact]
    public void A_long_list_is_not_read_far_ahead_of_the_output()
    {
        Engine.Rules.AddRange(Enumerable.Range(0, 3000).Select(i => new RuleExecution { PipelineName = "x", PipelineExecutionId = "e", RuleName = "r" + i, StageName = "s", Status = "Succeeded", Region = "us-east-1" }));
        Engine.Deaf["ListRuleExecutions a"] = Eventually.TrueAsync(() => Engine.Calls.Count(call => call == "ListRuleExecutions b") >= 5, "five pages of the second input");

        var result = _shell.Run(
            "Get-BitbucketPipelineRuleExecution a, b | ForEach-Object -Begin { $first = $true } -Process { if ($first) { $first = $false; @($engine.Calls).Where({ $_ -eq 'ListRuleExecutions b' }).Count } else { 1 } }",
            ("engine", Engine));

        Assert.Equal(6000, result.Output.Count);
        Assert.Equal(5, result.Output[0].BaseObject);
    }

    [Fact]
    public void Five_thousand_inputs_do_not_keep_their_output_in_memory()
    {
        const int Inputs = 5000;
        var outputs = new List<WeakReference>();
        var ahead = new List<int>();

        // The first input is slow. Meanwhile, a few others are processed, and not all of them.
        Engine.Deaf["StartPipelineExecution p1"] = SlowAsync();
        var result = _shell.Run(
            $"1..{Inputs} | ForEach-Object {{ \"p$_\" }} | Start-BitbucketPipeline | ForEach-Object -Process {{ $outputs.Add([WeakReference]::new($_.psobject.BaseObject)); $ahead.Add($engine.Calls.Count - $outputs.Count) }}"
            + " -End { $_ = $null; [GC]::Collect(); [GC]::WaitForPendingFinalizers(); [GC]::Collect(); @($outputs).Where({ $_.IsAlive }).Count }",
            ("outputs", outputs),
            ("ahead", ahead),
            ("engine", Engine));

        Assert.Empty(result.Errors);
        Assert.Equal(Inputs, outputs.Count);
        Assert.InRange(Assert.IsType<int>(Assert.Single(result.Output).BaseObject), 0, 100);
        Assert.InRange(ahead.Max(), 0, 2 * Fleets.DefaultLimit);
    }

    public void Dispose()
    {
        Interactivity.Override = null;
        _shell.Dispose();
    }

    // A command that waits for inputs that never run is a failure here.
    private (int Errors, int Output) RunToTheEnd(string script)
    {
        using var command = _shell.Create();
        var output = new PSDataCollection<PSObject>();
        var running = command.AddScript(script).BeginInvoke<PSObject, PSObject>(null, output);
        Eventually.Set(running.AsyncWaitHandle, "the end of the command");
        return (command.Streams.Error.Count, output.Count);
    }

    private async Task SlowAsync()
    {
        await Eventually.TrueAsync(() => Engine.Calls.Count >= Fleets.DefaultLimit, "as many starts as threads");
        await TimeBound.PassAsync(TimeSpan.FromMilliseconds(200));
    }
}
