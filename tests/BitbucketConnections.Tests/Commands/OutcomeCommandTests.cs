using System;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;

namespace BitbucketConnections.Tests;

/// <summary>Tests that everything a command created is reported: as output, in the error, or in the message when the command is stopped.</summary>
[Collection("shell")]
public sealed class OutcomeCommandTests : IDisposable
{
    private const string Arn = "arn:aws:codestar-connections:us-east-1:123456789012:connection/web";
    private readonly Shell _shell = new();

    public OutcomeCommandTests()
    {
        Engine.Connections.Add(FakeEngine.Connection("web"));
        Engine.Pipelines.Add(FakeEngine.Pipeline("demo", Arn));
    }

    /// <summary>Gets each command that creates or writes something, with the name of the created object.</summary>
    public static TheoryData<string, string> Creating => new()
    {
        { "New-BitbucketConnection new", "arn:aws:codestar-connections:us-east-1:123456789012:connection/new1" },
        { "New-BitbucketPipeline -Name p -ConnectionArn $arn -Repository w/r -Branch main -BuildProject b", "the pipeline p" },
        { "New-BitbucketServiceRole p -ConnectionArn $arn -ArtifactBucket my-artifacts -RoleName r", "arn:aws:iam::123456789012:role/service-role/r" },
        { "Grant-BitbucketConnectionAccess $arn -RoleName r", "the policy P of r" },
        { "Start-BitbucketPipeline demo", "the execution started-demo of demo" },
        { "New-BitbucketReviewerAssociation -Repository w/r -ConnectionArn $arn", "arn:aws:codeguru-reviewer:us-east-1:123456789012:association:00000000-0000-4000-8000-000000622377" },
        { "Start-BitbucketPipeline demo -Wait", "the execution started-demo of demo" },
        { "Set-BitbucketPipeline demo -Branch develop -PassThru", "version 2 of the pipeline demo" },
    };

    private FakeEngine Engine => _shell.Engine;

    public void Dispose() => _shell.Dispose();

    [Theory]
    [MemberData(nameof(Creating))]
    public void A_warning_that_ends_the_command_names_what_was_created(string command, string created)
    {
        Engine.WarningAfterCreation = "It can't be read back.";

        var result = _shell.Run(command + " -WarningAction Stop", ("arn", Arn));

        Assert.Equal("ActionPreferenceStop", result.ThrownId);
        Assert.EndsWith($"It can't be read back. Already created: {created}.", result.Thrown!.Message, StringComparison.Ordinal);
        Assert.Equal(created, result.Thrown.Data["Created"]);
    }

    [Theory]
    [MemberData(nameof(Creating))]
    public void A_failure_names_what_was_already_created(string command, string created)
    {
        Engine.Failures["AfterCreation"] = new ServiceException(ServiceErrorKind.Service, "no") { ErrorCode = "ConflictException" };

        var record = Assert.Single(_shell.Run(command, ("arn", Arn)).Errors);

        Assert.Equal($"no. Already created: {created}.", record.Exception.Message);
        Assert.Equal(record.Exception.Message, record.ErrorDetails.Message);
        Assert.Equal([created], ((ServiceException)record.Exception).Created);
        Assert.Equal(created, record.Exception.Data["Created"]);
    }

    [Theory]
    [MemberData(nameof(Creating))]
    public void What_was_created_is_in_the_information_stream_although_the_command_was_stopped(string command, string created)
    {
        Engine.Hanging.Add("AfterCreation");
        using var shell = _shell.Create();
        shell.AddScript("param($arn) " + command).AddParameter("arn", Arn).BeginInvoke();
        Shell.WaitForFirst(shell.Streams.Information);

        shell.Stop();

        Assert.Equal([$"Created {created}."], shell.Streams.Information.Select(i => i.MessageData.ToString()));
        Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
        Assert.Empty(shell.Streams.Error);
    }

    [Theory]
    [InlineData("New-BitbucketConnection b", "CreateConnection", "Stopped. A call that did not finish was sent, and AWS may have performed it. Check the result before you try again.")]
    [InlineData("Get-BitbucketConnection -ConnectionArn $arn", "GetConnection", null)]
    [InlineData("New-BitbucketConnection a, b -AllowDuplicateName", "CreateConnection b", "Stopped. A call that did not finish was sent, and AWS may have performed it. Check the result before you try again.")]
    public void A_stop_that_abandons_a_call_warns_that_AWS_may_have_performed_it(string command, string operation, string? warning)
    {
        var host = new WarningHost();
        using var hosted = new Shell(host);
        var end = new TaskCompletionSource();
        hosted.Engine.Deaf[operation] = end.Task;
        using var shell = hosted.Create();
        try
        {
            shell.AddScript("param($arn) " + command).AddParameter("arn", Arn).BeginInvoke();
            hosted.Engine.WaitForCall(operation);

            var stopping = shell.BeginStop(null, null);

            Eventually.Set(stopping.AsyncWaitHandle, "the end of the command");
            Assert.Equal(warning is null ? [] : [warning], host.Warnings.Where(shown => shown.StartsWith("Stopped", StringComparison.Ordinal)));
            Assert.Empty(shell.Streams.Error);
        }
        finally
        {
            end.SetResult();
        }
    }

    [Fact]
    public void The_failure_of_one_input_does_not_name_what_another_created()
    {
        Engine.Failures["CreateConnection"] = new ServiceException(ServiceErrorKind.Service, "no") { ErrorCode = "ConflictException" };
        Assert.Equal("no", Assert.Single(_shell.Run("New-BitbucketConnection bad").Errors).Exception.Message);
        Engine.Failures.Clear();
        Engine.Failures["StopPipelineExecution"] = new ServiceException(ServiceErrorKind.Service, "no") { ErrorCode = "ConflictException" };

        var errors = _shell.Run("Start-BitbucketPipeline demo | Stop-BitbucketPipelineExecution; New-BitbucketConnection good; New-BitbucketConnection ''").Errors;

        Assert.All(errors, error => Assert.DoesNotContain("Already created", error.Exception.Message, StringComparison.Ordinal));
        Assert.Equal(2, errors.Count);
    }

    [Fact]
    public void A_failure_of_the_next_command_in_the_pipeline_is_unchanged()
    {
        var result = _shell.Run("New-BitbucketConnection new -WarningAction SilentlyContinue | ForEach-Object { throw 'theirs' }");

        Assert.Equal("theirs", result.Thrown!.Message);
    }

    [Fact]
    public void A_preference_that_prompts_without_a_user_names_what_was_created()
    {
        var result = _shell.Run("$DebugPreference = 'Inquire'; New-BitbucketConnection new -AllowDuplicateName");

        Assert.Contains("is set to Inquire", result.Thrown?.Message, StringComparison.Ordinal);
        Assert.EndsWith("Already created: arn:aws:codestar-connections:us-east-1:123456789012:connection/new1.", result.Thrown!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("$WarningPreference = 'Stop'; ")]
    [InlineData("$VerbosePreference = 'Inquire'; ")]
    public void Debug_alone_prompts_for_nothing_and_ends_nothing(string before)
    {
        Engine.WarningAfterCreation = "It can't be read back.";

        var result = _shell.Run(before + "New-BitbucketConnection new -AllowDuplicateName -Debug -Confirm:$false -WarningVariable warned *>&1; $warned");

        Assert.True(result.Thrown is null, result.All());
        Assert.Single(result.Output, o => o.BaseObject is Connection);
        Assert.Contains(result.Output, o => o.BaseObject is VerboseRecord);
        Assert.Equal(2, result.Output.Count(o => o.BaseObject is WarningRecord warning && warning.Message == "It can't be read back."));
    }

    [Fact]
    public void Debug_with_a_preference_of_its_own_keeps_the_preference()
    {
        Engine.WarningAfterCreation = "It can't be read back.";

        var result = _shell.Run("New-BitbucketConnection new -AllowDuplicateName -Debug -Verbose:$false -WarningAction Stop");

        Assert.Contains("is set to Stop", result.Thrown?.Message, StringComparison.Ordinal);
        Assert.Empty(result.Verbose);
    }

    [Fact]
    public void The_warning_with_the_next_step_comes_before_the_object()
    {
        var seen = _shell.Run("New-BitbucketConnection new 3>&1").Output.ConvertAll(o => o.BaseObject.GetType());

        Assert.Equal([typeof(WarningRecord), typeof(Connection)], seen);
    }

    [Fact]
    public void The_review_lists_the_executions_that_the_change_ends()
    {
        Engine.Busy.Enqueue(["Execution e1 (InProgress): AWS cancels it."]);

        Assert.Empty(_shell.Run("Set-BitbucketPipeline demo -Branch develop -WhatIf").Errors);

        Assert.Equal(["Plan demo"], Engine.Calls);
    }

    [Fact]
    public void WhenIdle_waits_and_then_plans_and_writes_the_change()
    {
        Engine.Busy.Enqueue(["e1"]);
        Engine.Busy.Enqueue(["e1"]);
        Engine.Busy.Enqueue([]);
        Engine.Busy.Enqueue(["e2"]);
        Engine.Busy.Enqueue([]);

        Assert.Empty(_shell.Run("Set-BitbucketPipeline demo -Branch develop -WhenIdle -TimeoutSeconds 60 -PollIntervalSeconds 3").Errors);

        Assert.Equal(["Plan demo", "PollIdle demo", "PollIdle demo", "Plan demo", "PollIdle demo", "Plan demo", "Apply demo"], Engine.Calls);
        Assert.All(Engine.Changes, change => Assert.True(change.WhenIdle));
        Assert.Equal([(60, 3), (7, 3)], Engine.RunRequests.Cast<WaitOptions>().Select(o => ((int)o.Timeout.TotalSeconds, (int)o.PollInterval.TotalSeconds)));
    }

    [Fact]
    public void A_change_by_another_user_during_WhenIdle_is_a_warning_and_known_warnings_are_not_repeated()
    {
        Engine.EditWarnings.Add("known");
        Engine.Busy.Enqueue(["e1"]);
        Engine.DuringIdleWait = () =>
        {
            var place = Engine.Pipelines.FindIndex(pipeline => pipeline.Name == "demo");
            Engine.Pipelines[place] = Engine.Pipelines[place] with { Version = 5 };
            Engine.EditWarnings.Add("new");
        };

        Assert.Equal(
            ["known", "The pipeline 'demo' was changed during the wait, from version 1 to 5. The change is applied to version 5.", "new"],
            _shell.Run("Set-BitbucketPipeline demo -Branch develop -WhenIdle").Warnings);
    }

    [Fact]
    public void WhenIdle_also_waits_if_only_the_role_is_written()
    {
        Engine.Differences = [];
        Engine.RoleChanges = ["Service role r: policy p is updated"];
        Engine.Busy.Enqueue(["e1"]);
        Engine.Busy.Enqueue([]);
        Engine.Busy.Enqueue([]);

        Assert.Empty(_shell.Run("Set-BitbucketPipeline demo -GrantRole -WhenIdle").Errors);

        Assert.Equal(["Plan demo", "PollIdle demo", "Plan demo", "Apply demo"], Engine.Calls);
    }

    [Fact]
    public void WhenIdle_that_times_out_changes_nothing_and_the_next_pipeline_is_processed()
    {
        Engine.Pipelines.Add(FakeEngine.Pipeline("other", Arn));
        Engine.Busy.Enqueue(["e1"]);
        Engine.Busy.Enqueue(["e1"]);
        Engine.IdleFailure = new ServiceException(ServiceErrorKind.WaitTimeout, "After 60 s") { Condition = "PipelineWaitTimeout" };

        var result = _shell.Run("Set-BitbucketPipeline demo, other -Branch develop -WhenIdle -ThrottleLimit 1");

        Assert.Equal(["PipelineWaitTimeout"], result.Ids);
        Assert.Equal(ErrorCategory.OperationTimeout, result.Errors[0].CategoryInfo.Category);
        Assert.Equal(["Apply other"], Engine.Calls.Where(call => call.StartsWith("Apply", StringComparison.Ordinal)));
    }

    [Fact]
    public void WhenIdle_alone_is_not_a_change() =>
        Assert.Equal(["NothingToChange"], _shell.Run("Set-BitbucketPipeline demo -WhenIdle -TimeoutSeconds 5 -PollIntervalSeconds 1").Ids);
}
