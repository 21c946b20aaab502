using System;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using BitbucketConnections.Hosting;

namespace BitbucketConnections.Tests;

[Collection("shell")]
public sealed class ConnectionCommandTests : IDisposable
{
    private readonly Shell _shell = new();

    private FakeEngine Engine => _shell.Engine;

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void New_creates_each_name_and_warns_once_for_each()
    {
        var result = _shell.Run("New-BitbucketConnection -Name a, b -Region eu-west-1 -Tag @{ team = 'web' }");

        Assert.Equal(["a", "b"], result.Of<Connection>().Select(c => c.ConnectionName));
        Assert.Equal(2, result.Warnings.Count);
        Assert.All(result.Warnings, w => Assert.Contains("eu-west-1", w, StringComparison.Ordinal));
        Assert.Contains("https://eu-west-1.console.aws.amazon.com/x/a", result.Warnings[0], StringComparison.Ordinal);
        Assert.Equal(["ListAllConnections", "CreateConnection a", "CreateConnection b"], Engine.Calls);
        Assert.Empty(result.Errors);
    }

    [Fact]
    public void New_accepts_piped_names_by_value_and_property()
    {
        Assert.Equal(["a", "b"], _shell.Run("'a', 'b' | New-BitbucketConnection").Of<Connection>().Select(c => c.ConnectionName));
        Assert.Equal(["c"], _shell.Run("[pscustomobject]@{ ConnectionName = 'c' } | New-BitbucketConnection").Of<Connection>().Select(c => c.ConnectionName));
    }

    [Fact]
    public void New_refuses_each_invalid_name_before_any_call()
    {
        var result = _shell.Run("New-BitbucketConnection -Name ('x' * 33), '', 'good'");

        Assert.Equal(["InvalidConnectionName", "InvalidConnectionName"], result.Ids);
        Assert.All(result.Errors, e => Assert.Equal(ErrorCategory.InvalidArgument, e.CategoryInfo.Category));
        Assert.Equal(new string('x', 33), result.Errors[0].TargetObject);
        Assert.Equal("good", Assert.Single(result.Of<Connection>()).ConnectionName);
        Assert.Empty(_shell.Run("New-BitbucketConnection -Name ''").Output);
    }

    [Fact]
    public void New_refuses_an_existing_name_without_ReuseExisting_or_AllowDuplicateName()
    {
        Engine.Connections.Add(FakeEngine.Connection("a", "PENDING"));

        var taken = _shell.Run("New-BitbucketConnection a");
        Assert.Equal(["ConnectionNameInUse"], taken.Ids);
        Assert.Equal(ErrorCategory.ResourceExists, taken.Errors[0].CategoryInfo.Category);
        Assert.Contains(Engine.Connections[0].ConnectionArn, taken.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Contains("PENDING", taken.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Contains("-ReuseExisting", taken.Errors[0].ErrorDetails.RecommendedAction, StringComparison.Ordinal);

        Assert.Equal(Engine.Connections[0].ConnectionArn, Assert.Single(_shell.Run("New-BitbucketConnection a -ReuseExisting").Of<Connection>()).ConnectionArn);
        Assert.Single(_shell.Run("New-BitbucketConnection a -AllowDuplicateName").Output);
        Assert.Equal(["AmbiguousName"], _shell.Run("New-BitbucketConnection a -ReuseExisting").Ids);
        Assert.Equal(["ConnectionNameInUse"], _shell.Run("New-BitbucketConnection b, b").Ids);
    }

    [Theory]
    [InlineData("New-BitbucketConnection hub")]
    [InlineData("New-BitbucketConnection hub -ReuseExisting")]
    public void New_warns_of_a_connection_to_another_provider_with_the_same_name(string script)
    {
        Engine.Connections.Add(FakeEngine.Connection("hub") with { ProviderType = "GitHub" });

        var result = _shell.Run(script);

        Assert.Equal("Bitbucket", Assert.Single(result.Of<Connection>()).ProviderType);
        Assert.StartsWith($"The name 'hub' is also used by a connection to another provider: {Engine.Connections[0].ConnectionArn} (GitHub). ", result.Warnings[0], StringComparison.Ordinal);
        Assert.DoesNotContain(_shell.Run("New-BitbucketConnection other").Warnings, warning => warning.Contains("GitHub", StringComparison.Ordinal));
    }

    [Fact]
    public void New_searches_only_connections_to_Bitbucket_if_the_list_of_all_is_not_allowed()
    {
        Engine.Connections.Add(FakeEngine.Connection("a"));
        Engine.Failures["ListAllProviders"] = new ServiceException(ServiceErrorKind.Service, "denied") { ErrorCode = "AccessDeniedException" };

        var result = _shell.Run("New-BitbucketConnection a -Verbose");

        Assert.Equal(["ConnectionNameInUse"], result.Ids);
        Assert.Contains(result.Verbose, line => line.Contains("Connections to other providers were not searched: denied", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("New-BitbucketConnection a", "use -AllowDuplicateName to create the connection without the list")]
    [InlineData("Remove-BitbucketConnection -Name a -Force -Confirm:$false", "specify the ARN of the connection instead of its name")]
    public void The_alternative_to_a_complete_list_is_one_of_the_command(string script, string alternative)
    {
        _shell.Run(script);

        Assert.Equal(alternative, Engine.Alternatives[^1]);
    }

    [Fact]
    public void New_creates_a_name_that_differs_only_in_case()
    {
        _shell.Run("New-BitbucketConnection web");

        Assert.Equal("WEB", Assert.Single(_shell.Run("New-BitbucketConnection WEB").Of<Connection>()).ConnectionName);
    }

    [Theory]
    [InlineData("New-BitbucketConnection a -WhatIf")]
    [InlineData("$WhatIfPreference = $true; New-BitbucketConnection a")]
    [InlineData("New-BitbucketConnection a -AllowDuplicateName -WhatIf")]
    public void WhatIf_creates_nothing(string script)
    {
        Assert.Empty(_shell.Run(script).Output);
        Assert.DoesNotContain(Engine.Calls, c => c.StartsWith("Create", StringComparison.Ordinal));
    }

    [Fact]
    public void Get_returns_all_connections_or_those_with_a_pattern_name_or_ARN()
    {
        Engine.Connections.AddRange([FakeEngine.Connection("web-prod"), FakeEngine.Connection("web-test", "PENDING"), FakeEngine.Connection("api")]);

        Assert.Equal(3, _shell.Run("Get-BitbucketConnection").Output.Count);
        Assert.Equal(["web-prod", "web-test"], _shell.Run("Get-BitbucketConnection WEB-*").Of<Connection>().Select(c => c.ConnectionName));
        Assert.Equal(["api"], _shell.Run("Get-BitbucketConnection AP[I]").Of<Connection>().Select(c => c.ConnectionName));
        Assert.Equal(["web-test"], _shell.Run("Get-BitbucketConnection -Status pending").Of<Connection>().Select(c => c.ConnectionName));
        var arn = Engine.Connections[2].ConnectionArn;
        foreach (var script in new[] { "Get-BitbucketConnection -Arn $arn", "$arn | Get-BitbucketConnection", "Get-BitbucketConnection $arn", "[pscustomobject]@{ ConnectionArn = $arn } | Get-BitbucketConnection" })
        {
            Assert.Equal("api", Assert.Single(_shell.Run(script, ("arn", arn)).Of<Connection>()).ConnectionName);
        }
    }

    [Fact]
    public void Get_with_an_unknown_name_is_an_error_and_with_an_unmatched_pattern_returns_nothing()
    {
        var result = _shell.Run("Get-BitbucketConnection nope, no*");

        Assert.Equal(["ObjectNotFound"], result.Ids);
        Assert.Equal("nope", result.Errors[0].TargetObject);
        Assert.Equal(ErrorCategory.ObjectNotFound, result.Errors[0].CategoryInfo.Category);
        var quiet = _shell.Run("Get-BitbucketConnection nope -ErrorAction SilentlyContinue; 'after'");
        Assert.Equal(["after"], quiet.Of<string>());
        var stopped = _shell.Run("Get-BitbucketConnection nope -ErrorAction Stop; 'after'");
        Assert.Equal("ObjectNotFound", stopped.ThrownId);
        Assert.Empty(_shell.Run("Get-BitbucketConnection nope -ErrorAction Ignore").Errors);
        Assert.Equal(["ObjectNotFound"], _shell.Run("Get-BitbucketConnection nope -EA SilentlyContinue -ErrorVariable bad; $bad[0].FullyQualifiedErrorId.Split(',')[0]").Of<string>());
    }

    [Fact]
    public void Select_First_stops_the_calls()
    {
        Engine.Connections.AddRange(Enumerable.Range(0, 10).Select(i => FakeEngine.Connection("c" + i)));
        Engine.PageSize = 2;

        Assert.Equal(3, StopAfter(3));
        Assert.Equal(2, Engine.Calls.Count(c => c == "ListConnections"));
    }

    [Fact]
    public void Get_reads_tags_with_IncludeTag()
    {
        Engine.Connections.Add(FakeEngine.Connection("a"));
        Engine.Tags[Engine.Connections[0].ConnectionArn] = new() { ["team"] = "web" };

        Assert.Null(Assert.Single(_shell.Run("Get-BitbucketConnection a").Of<Connection>()).Tags);
        Assert.Equal("web", Assert.Single(_shell.Run("Get-BitbucketConnection a -IncludeTag").Of<Connection>()).Tags!["team"]);
    }

    [Fact]
    public void Wait_accepts_objects_ARNs_names_and_deserialized_objects()
    {
        var connection = FakeEngine.Connection("a");
        Engine.Connections.Add(connection);
        var serialized = PSSerializer.Deserialize(PSSerializer.Serialize(connection));

        foreach (var script in new[] { "$c | Wait-BitbucketConnection", "$c.ConnectionArn | Wait-BitbucketConnection", "Wait-BitbucketConnection a", "$s | Wait-BitbucketConnection", "Wait-BitbucketConnection -InputObject $c" })
        {
            var result = _shell.Run(script, ("c", connection), ("s", serialized));
            Assert.True(result.Output.Count == 1, script + ": " + result.All());
        }
    }

    [Fact]
    public void Wait_uses_one_waiter_for_all_connections_and_the_documented_defaults()
    {
        Engine.Connections.AddRange([FakeEngine.Connection("a"), FakeEngine.Connection("b"), FakeEngine.Connection("c")]);

        _shell.Run("Get-BitbucketConnection | Wait-BitbucketConnection");
        _shell.Run("Wait-BitbucketConnection a -TimeoutSeconds 30 -PollIntervalSeconds 2");

        Assert.Equal(["CreateWaiter 3 2700 5", "CreateWaiter 1 30 2"], Engine.Calls.Where(c => c.StartsWith("CreateWaiter", StringComparison.Ordinal)));
    }

    [Fact]
    public void Wait_returns_each_connection_at_once_and_failures_have_their_input()
    {
        var (good, bad) = (FakeEngine.Connection("good"), FakeEngine.Connection("bad", "ERROR"));
        Engine.Polls.Enqueue(() => new ConnectionPoll { Available = [good], Waiting = [bad], Delay = TimeSpan.FromMilliseconds(10) });
        Engine.Polls.Enqueue(() => new ConnectionPoll
        {
            Failed = [new ConnectionWaitFailure { ConnectionArn = bad.ConnectionArn, Error = new ServiceException(ServiceErrorKind.ConnectionInErrorState, "stays in ERROR") }],
            IsCompleted = true,
        });

        var result = _shell.Run("$good.ConnectionArn, $bad.ConnectionArn | Wait-BitbucketConnection", ("good", good), ("bad", bad));

        Assert.Equal(["good"], result.Of<Connection>().Select(c => c.ConnectionName));
        Assert.Equal(["ConnectionInErrorState"], result.Ids);
        Assert.Equal(bad.ConnectionArn, result.Errors[0].TargetObject);
    }

    [Theory]
    [InlineData("'MyConnection' | Wait-BitbucketConnection", "ObjectNotFound")]
    [InlineData("'arn:aws:s3:::bucket' | Wait-BitbucketConnection", "InvalidConnectionArn")]
    [InlineData("Wait-BitbucketConnection nope", "ObjectNotFound")]
    [InlineData("'x' | Remove-BitbucketConnection -Confirm:$false", "ObjectNotFound")]
    [InlineData("'x' | Get-BitbucketConnection", "ObjectNotFound")]
    [InlineData("Get-BitbucketTag x", "InvalidResourceArn")]
    [InlineData("Add-BitbucketTag arn:aws:codepipeline:us-east-1:123456789012:p @{ 'aws:x' = 'y' }", "InvalidTag")]
    [InlineData("'x' | Remove-BitbucketPipeline -Confirm:$false", "PipelineNotFound")]
    [InlineData("Get-BitbucketPipeline -Repository demo-repo", "InvalidRepositoryId")]
    [InlineData("Get-BitbucketPipeline a* -Version 2", "VersionNeedsName")]
    [InlineData("Get-BitbucketConnection -EndpointUrl 'ftp://me:s3cr3t@x'", "InvalidEndpointUrl")]
    public void Invalid_input_has_its_own_error_and_changes_nothing(string script, string id)
    {
        var result = _shell.Run(script);

        Assert.Equal([id], result.Ids);
        Assert.DoesNotContain(Engine.Calls, c => c.StartsWith("Create", StringComparison.Ordinal) || c.StartsWith("Delete", StringComparison.Ordinal) || c.StartsWith("Add", StringComparison.Ordinal));
        Assert.DoesNotContain("s3cr3t", result.Errors[0].ErrorDetails.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Wait-BitbucketConnection $arn", "Poll")]
    [InlineData("Get-BitbucketConnection", "ListConnections")]
    [InlineData("Get-BitbucketConnection -Arn $arn", "GetConnection")]
    public void Stopping_ends_a_slow_call_within_a_second_and_leaves_no_error(string script, string operation)
    {
        Engine.Hanging.Add(operation);
        AssertStops(script, operation);
    }

    [Theory]
    [InlineData("Get-BitbucketConnection", "ListConnections")]
    [InlineData("Wait-BitbucketConnection $arn", "Poll")]
    [InlineData("New-BitbucketConnection b", "CreateConnection")]
    public void Stopping_abandons_a_call_that_ignores_the_stop_within_a_second_and_without_an_error(string script, string operation)
    {
        var end = new TaskCompletionSource();
        Engine.Deaf[operation] = end.Task;
        AssertStops(script, operation, () => end.SetException(new InvalidOperationException("late")));
    }

    [Fact]
    public void Stopping_ends_the_delay_between_two_polls_within_a_second()
    {
        Engine.Polls.Enqueue(() => new ConnectionPoll { Waiting = [FakeEngine.Connection("a", "PENDING")], Delay = TimeSpan.FromMinutes(5) });
        AssertStops("Wait-BitbucketConnection $arn", "Poll", hasProgress: true);
    }

    [Fact]
    public void An_endpoint_that_never_answered_ends_the_pipeline_and_one_that_did_does_not()
    {
        Engine.Connections.AddRange([FakeEngine.Connection("a"), FakeEngine.Connection("b")]);
        var arns = Engine.Connections.Select(c => c.ConnectionArn).ToArray();
        var unreachable = new ServiceException(ServiceErrorKind.EndpointUnreachable, "refused");
        Engine.Failures["GetConnection"] = unreachable;

        Assert.Equal("EndpointUnreachable", ((IContainsErrorRecord)_shell.Run("try { $arns | Get-BitbucketConnection -ThrottleLimit 1 -ErrorAction SilentlyContinue } catch { throw }", ("arns", arns)).Thrown!).ErrorRecord.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Single(Engine.Calls, c => c.StartsWith("GetConnection", StringComparison.Ordinal));

        Engine.Failures.Remove("GetConnection");
        Engine.Failures["ListTags"] = unreachable;
        Assert.Equal(["EndpointUnreachable", "EndpointUnreachable"], _shell.Run("$arns | Get-BitbucketConnection -IncludeTag", ("arns", arns)).Ids);
    }

    [Fact]
    public void A_function_can_set_its_own_debug_preference()
    {
        var result = _shell.Run("function Get-Mine { $DebugPreference = 'Continue'; Get-BitbucketConnection }; Get-Mine");

        Assert.Empty(result.Errors);
        Assert.NotEmpty(result.Debug);
    }

    [Fact]
    public void Wait_shows_the_link_of_each_pending_connection_once_and_before_its_first_output()
    {
        Connection good = FakeEngine.Connection("good"), pending = FakeEngine.Connection("late", "PENDING"), broken = FakeEngine.Connection("broken", "ERROR");
        Engine.Polls.Enqueue(() => new ConnectionPoll { Available = [good], Waiting = [pending, broken] });
        Engine.Polls.Enqueue(() => new ConnectionPoll { Waiting = [pending] });
        Engine.Polls.Enqueue(() => new ConnectionPoll { Available = [pending], IsCompleted = true });

        var result = _shell.Run(
            "$good.ConnectionArn, $pending.ConnectionArn | Wait-BitbucketConnection -WarningVariable told | ForEach-Object { \"$($_.Name) after $($told.Count)\" }", ("good", good), ("pending", pending));

        Assert.Equal(["good after 1", "late after 1"], result.Of<string>());
        Assert.Contains(pending.ConsoleUrl!, Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.DoesNotContain("Then run", result.Warnings[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("New-BitbucketConnection late | Wait-BitbucketConnection", 1)]
    [InlineData("New-BitbucketConnection late | ForEach-Object { $_ | Wait-BitbucketConnection }", 1)]
    [InlineData("New-BitbucketConnection late -WarningAction SilentlyContinue | Wait-BitbucketConnection", 1)]
    [InlineData("$c = New-BitbucketConnection late; $c | Wait-BitbucketConnection", 2)]
    public void A_wait_does_not_repeat_the_link_that_the_creation_in_its_pipeline_told(string script, int warnings)
    {
        Engine.Polls.Enqueue(() => new ConnectionPoll { Waiting = Engine.Connections });

        var result = _shell.Run(script);

        Assert.Single(result.Of<Connection>());
        Assert.Equal(warnings, result.Warnings.Count);
        Assert.All(result.Warnings, warning => Assert.Contains(Engine.Connections[0].ConsoleUrl!, warning, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(5, 5)]
    [InlineData(60, 5)]
    public void A_wait_for_many_pending_connections_names_the_first_ones(int count, int warnings)
    {
        Engine.Connections.AddRange(Enumerable.Range(0, count).Select(i => FakeEngine.Connection($"c{i}", "PENDING")));
        Engine.Polls.Enqueue(() => new ConnectionPoll { Waiting = Engine.Connections });

        var told = _shell.Run("Get-BitbucketConnection | Wait-BitbucketConnection").Warnings;

        Assert.Equal(warnings, told.Count);
        Assert.Equal(count > warnings, told[^1].StartsWith("56 more connections are PENDING.", StringComparison.Ordinal));
    }

    [Fact]
    public void Open_opens_the_page_or_shows_its_URL()
    {
        Engine.Connections.Add(FakeEngine.Connection("a", "PENDING"));
        Uri? opened = null;
        try
        {
            BrowserLauncher.Override = page => (opened = page) is not null;
            Assert.Single(_shell.Run("Open-BitbucketConnection a").Warnings);
            Assert.Null(opened);

            Interactivity.Override = true;
            Assert.Empty(_shell.Run("Open-BitbucketConnection a").Warnings);
            Assert.Equal(Engine.Connections[0].ConsoleUrl, opened?.AbsoluteUri);

            BrowserLauncher.Override = _ => false;
            var result = _shell.Run("Open-BitbucketConnection a -PassThru");
            Assert.Contains(Engine.Connections[0].ConsoleUrl!.ToString(), Assert.Single(result.Warnings), StringComparison.Ordinal);
            Assert.Single(result.Of<Connection>());
        }
        finally
        {
            BrowserLauncher.Override = null;
            Interactivity.Override = null;
        }
    }

    [Fact]
    public void A_failure_to_open_the_session_ends_the_pipeline()
    {
        Engine.Failures["Open"] = new ServiceException(ServiceErrorKind.RegionNotFound, "No Region is set.");

        var result = _shell.Run("'a', 'b' | New-BitbucketConnection -ErrorAction SilentlyContinue");

        Assert.Equal(["RegionNotFound"], result.Ids);
        Assert.Single(Engine.Settings);
        Assert.Equal(["caught"], _shell.Run("try { Get-BitbucketConnection -ErrorAction SilentlyContinue } catch { 'caught' }").Of<string>());
    }

    [Fact]
    public void Settings_reach_the_engine_and_secrets_appear_in_no_stream()
    {
        var result = _shell.Run(
            "$StoredAWSRegion = 'eu-west-3'; $DebugPreference = $VerbosePreference = 'Continue'; "
            + "Get-BitbucketConnection -AK AKID -SK s3cr3t -ST t0k3n -EndpointUrl http://127.0.0.1:1/; Get-BitbucketConnection nope -ProfileName team -Region eu-west-1");

        Assert.Equal(("AKID", "s3cr3t", "t0k3n", "eu-west-3", null), (Engine.Settings[0].AccessKey, Engine.Settings[0].SecretKey, Engine.Settings[0].SessionToken, Engine.Settings[0].DefaultRegion, Engine.Settings[0].Region));
        Assert.Equal(("team", "eu-west-1"), (Engine.Settings[1].ProfileName, Engine.Settings[1].Region));
        Assert.NotEmpty(result.Verbose);
        Assert.NotEmpty(result.Debug);
        Assert.DoesNotContain("s3cr3t", result.All(), StringComparison.Ordinal);
        Assert.DoesNotContain("t0k3n", result.All(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" -Force")]
    [InlineData(" -WhatIf")]
    public void A_connection_of_another_provider_is_not_removed(string more)
    {
        Engine.Connections.Add(FakeEngine.Connection("hub") with { ProviderType = "GitHub" });

        var result = _shell.Run("Remove-BitbucketConnection -ConnectionArn $arn -Confirm:$false" + more, ("arn", Engine.Connections[^1].ConnectionArn));

        Assert.Equal(["ConnectionNotBitbucket"], result.Ids);
        Assert.DoesNotContain(Engine.Calls, call => call.StartsWith("DeleteConnection", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Open-BitbucketConnection -ConnectionArn $arn")]
    [InlineData("Grant-BitbucketConnectionAccess $arn -RoleName r")]
    [InlineData("Grant-BitbucketConnectionAccess $arn -RoleName r -WhatIf")]
    [InlineData("New-BitbucketServiceRole p -ConnectionArn $arn -ArtifactBucket bucket")]
    [InlineData("New-BitbucketServiceRole p -ConnectionArn $arn -ArtifactBucket bucket -WhatIf")]
    public void A_connection_of_another_provider_is_not_used(string script)
    {
        Engine.Connections.Add(FakeEngine.Connection("hub") with { ProviderType = "GitHub" });

        var result = _shell.Run(script, ("arn", Engine.Connections[^1].ConnectionArn));

        Assert.Equal(["ConnectionNotBitbucket"], result.Ids);
        Assert.Empty(Engine.RoleRequests);
        Assert.Empty(Engine.Changes);
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public void A_connection_that_the_caller_cannot_read_is_granted_without_a_check_of_its_provider()
    {
        Engine.Failures["GetConnection"] = new ServiceException(ServiceErrorKind.Service, "denied") { ErrorCode = "AccessDeniedException" };

        var result = _shell.Run("Grant-BitbucketConnectionAccess $arn -RoleName r -Verbose", ("arn", FakeEngine.Connection("web").ConnectionArn));

        Assert.Empty(result.Ids);
        Assert.Contains(result.Verbose, message => message.EndsWith("can't be read, so its provider is not checked: denied", StringComparison.Ordinal));
    }

    [Fact]
    public void The_Region_of_an_ARN_is_used_if_no_Region_is_specified()
    {
        Engine.Connections.Add(FakeEngine.Connection("far", region: "ap-south-1"));

        _shell.Run("Get-BitbucketConnection -Arn $arn", ("arn", Engine.Connections[0].ConnectionArn));
        _shell.Run("Get-BitbucketConnection -Arn $arn -Region eu-west-1", ("arn", Engine.Connections[0].ConnectionArn));

        Assert.Equal([("ap-south-1", null), ("ap-south-1", "eu-west-1")], Engine.Settings.Select(s => (s.InputRegion, s.Region)));
    }

    // The test host has no Select-Object. A pipeline in the test stops the upstream command in the same way.
    private int StopAfter(int count)
    {
        using var shell = _shell.Create();
        var pipeline = shell.AddCommand("Get-BitbucketConnection").AddCommand(new CmdletInfo("Select-First", typeof(SelectFirst))).AddParameter("Count", count);
        return pipeline.Invoke().Count;
    }

    private void AssertStops(string script, string operation, Action? release = null, bool hasProgress = false)
    {
        var connection = FakeEngine.Connection("a");
        Engine.Connections.Add(connection);
        using var shell = _shell.Create();
        shell.AddScript("$arn = '" + connection.ConnectionArn + "'; " + script);
        var running = shell.BeginInvoke();
        Engine.WaitForCall(operation);
        if (hasProgress)
        {
            Shell.WaitForFirst(shell.Streams.Progress);
        }

        // A stop that hangs fails the test instead of blocking it.
        IAsyncResult? stopping = null;
        try
        {
            TimeBound.Within(1, () =>
            {
                stopping = shell.BeginStop(null, null);
                Eventually.Set(stopping.AsyncWaitHandle, "the end of the command");
            });
        }
        finally
        {
            release?.Invoke();
        }

        shell.EndStop(stopping!);
        Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
        Assert.Empty(shell.Streams.Error);
        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(running));
    }
}

/// <summary>Stops the upstream command as Select-Object -First does.</summary>
[Cmdlet(VerbsCommon.Select, "First")]
public sealed class SelectFirst : PSCmdlet
{
    private int _seen;

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter]
    public int Count { get; set; }

    protected override void ProcessRecord()
    {
        WriteObject(InputObject);
        if (++_seen == Count)
        {
            throw (Exception)Activator.CreateInstance(
                typeof(PSObject).Assembly.GetType("System.Management.Automation.StopUpstreamCommandsException")!, this)!;
        }
    }
}
