using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using BitbucketConnections.Hosting;

namespace BitbucketConnections.Tests;

[Collection("shell")]
public sealed class SandboxCommandTests : IDisposable
{
    private readonly Shell _shell = new();
    private readonly FakeSandboxHost _host = new();
    private readonly Dictionary<string, string?> _before = [];

    public SandboxCommandTests()
    {
        EngineHost.SandboxOverride = _host;
    }

    public void Dispose()
    {
        SandboxSession.Stop();
        EngineHost.SandboxOverride = null;
        foreach (var variable in _before)
        {
            Environment.SetEnvironmentVariable(variable.Key, variable.Value);
        }

        _shell.Dispose();
    }

    [Fact]
    public void Start_passes_its_parameters_and_Stop_ends_the_sandbox()
    {
        var info = Assert.Single(_shell.Run("Start-BitbucketSandbox -Region eu-west-1 -Port 4567").Of<SandboxInfo>());

        Assert.Equal((4567, "eu-west-1"), (_host.Options!.Port, _host.Options.Region));
        Assert.Same(info, Assert.Single(_shell.Run("Get-BitbucketSandbox").Of<SandboxInfo>()));

        _shell.Run("Stop-BitbucketSandbox");

        Assert.True(_host.Sandbox!.IsDisposed);
        Assert.Empty(_shell.Run("Get-BitbucketSandbox").Output);
    }

    [Theory]
    [InlineData("", 0, 0, false)]
    [InlineData("-ActionSeconds 1.5 -RolePropagationSeconds 10 -AwsTiming", 1.5, 10, true)]
    public void Start_passes_the_times_on(string parameters, double action, double role, bool usesAwsTiming)
    {
        _shell.Run("Start-BitbucketSandbox " + parameters);

        Assert.Equal(
            (TimeSpan.FromSeconds(action), TimeSpan.FromSeconds(role), usesAwsTiming),
            (_host.Options!.ActionDuration, _host.Options.RolePropagationDelay, _host.Options.UsesAwsTiming));
    }

    [Fact]
    public void A_command_uses_the_sandbox_of_another_process()
    {
        var other = _host.Other = new FakeSandbox(new SandboxOptions());
        Set("AWS_ENDPOINT_URL", "http://127.0.0.1:4567/");
        Set("BITBUCKET_SANDBOX_TOKEN_FILE", "/t/token");

        Assert.Same(other.Info, Assert.Single(_shell.Run("Get-BitbucketSandbox").Of<SandboxInfo>()));
        Assert.Equal((new Uri("http://127.0.0.1:4567/"), "/t/token"), _host.Connected);
        _shell.Run("Reset-BitbucketSandbox; Set-BitbucketSandboxFault GetPipeline -ErrorCode X; Invoke-BitbucketSandboxPush ws/repo -Branch main; Complete-BitbucketSandboxConnection -ConnectionArn arn:aws:codestar-connections:us-east-1:123456789012:connection/a");

        Assert.Equal((1, 1, 1, 1), (other.Resets, other.Faults.Count, other.Pushes.Count, other.Completed.Count));
        Set("AWS_ENDPOINT_URL", "https://example.com/");
        Assert.Equal(["SandboxError"], _shell.Run("Reset-BitbucketSandbox").Ids);
    }

    [Fact]
    public void The_sandbox_of_another_process_is_stopped_only_with_Force()
    {
        var other = _host.Other = new FakeSandbox(new SandboxOptions());
        Set("AWS_ENDPOINT_URL", "http://127.0.0.1:4567/");

        Assert.Equal(["SandboxOfAnotherProcess"], _shell.Run("Stop-BitbucketSandbox").Ids);
        _shell.Run("Stop-BitbucketSandbox -Force -WhatIf");
        Assert.False(other.IsShutDown);
        Assert.Empty(_shell.Run("Stop-BitbucketSandbox -Force").Ids);
        Assert.True(other.IsShutDown);
    }

    [Fact]
    public void The_state_is_written_and_read()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            _shell.Run("Start-BitbucketSandbox");
            _host.Sandbox!.ImportState("{ }");
            Assert.Empty(_shell.Run($"Export-BitbucketSandbox '{path}' -WhatIf").Output);
            Assert.False(File.Exists(path));
            Assert.Equal(path, Assert.Single(_shell.Run($"Export-BitbucketSandbox '{path}'").Of<FileInfo>()).FullName);
            Assert.Empty(_shell.Run($"Export-BitbucketSandbox '{path}' -Force").Ids);

            File.WriteAllText(path, "{\"a\":1}");
            _shell.Run($"Import-BitbucketSandbox '{path}' -WhatIf");
            Assert.Equal("{ }", _host.Sandbox.State);
            _shell.Run($"Import-BitbucketSandbox '{path}'");
            Assert.Equal("{\"a\":1}", _host.Sandbox.State);
            Assert.Equal(["SandboxStateNotRead"], _shell.Run($"Import-BitbucketSandbox '{path}.none'").Ids);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Start_keeps_the_state_in_a_file_of_the_location()
    {
        _shell.Run("Start-BitbucketSandbox -Path state.json");
        Assert.True(Path.IsPathRooted(_host.Options!.StatePath));
        Assert.Equal("state.json", Path.GetFileName(_host.Options.StatePath));
    }

    [Fact]
    public void The_clock_is_put_forward()
    {
        _shell.Run("Start-BitbucketSandbox");
        var start = _host.Sandbox!.Time;

        _shell.Run("Set-BitbucketSandboxClock -ForwardSeconds 3600 -WhatIf");
        Assert.Equal(start, _host.Sandbox.Time);
        Assert.Equal(start.AddHours(1), Assert.Single(_shell.Run("Set-BitbucketSandboxClock 3600 -PassThru").Of<SandboxInfo>()).Time);
        Assert.Empty(_shell.Run("Set-BitbucketSandboxClock -Until '2026-03-02T00:00:00Z'").Ids);
        Assert.Equal(new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero), _host.Sandbox.Time);
    }

    [Fact]
    public void Omitted_limits_stay()
    {
        _shell.Run("Start-BitbucketSandbox; Set-BitbucketSandboxLimit -PipelineQuota 2 -WhatIf");
        Assert.Equal(1000, _host.Sandbox!.Limits.Pipelines);
        Assert.Contains("No limit was specified", Assert.Single(_shell.Run("Set-BitbucketSandboxLimit").Errors).Exception.Message, StringComparison.Ordinal);
        Assert.Equal(1000, Assert.Single(_shell.Run("Set-BitbucketSandboxLimit -PassThru").Of<SandboxLimits>()).Pipelines);
        _shell.Run("Set-BitbucketSandboxLimit -PipelineQuota 2 -ConnectionQuota 3 -RoleQuota 4 -ConcurrentExecutionQuota 5");
        var limits = Assert.Single(_shell.Run("Set-BitbucketSandboxLimit -RequestsPerSecond 1.5 -PassThru").Of<SandboxLimits>());
        Assert.Equal((2, 3, 4, 5, 1.5), (limits.Pipelines, limits.Connections, limits.Roles, limits.ConcurrentExecutions, limits.RequestsPerSecond));
        _shell.Run("Set-BitbucketSandboxLimit -Clear");
        Assert.Equal((1000, null), (_host.Sandbox.Limits.Pipelines, _host.Sandbox.Limits.RequestsPerSecond));
    }

    [Theory]
    [InlineData("BITBUCKET_SANDBOX_TOKEN_FILE", "/t/sandbox-4567.token")]
    [InlineData("AWS_ENDPOINT_URL", "http://127.0.0.1:4567/")]
    [InlineData("AWS_ACCESS_KEY_ID", "AK")]
    [InlineData("AWS_SECRET_ACCESS_KEY", "SK")]
    [InlineData("AWS_REGION", "eu-west-1")]
    [InlineData("AWS_DEFAULT_REGION", "eu-west-1")]
    [InlineData("AWS_SESSION_TOKEN", null)]
    [InlineData("AWS_PROFILE", null)]
    [InlineData("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", null)]
    [InlineData("AWS_USE_FIPS_ENDPOINT", null)]
    [InlineData("AWS_USE_DUALSTACK_ENDPOINT", null)]
    [InlineData("AWS_ENDPOINT_URL_S3", null)]
    [InlineData("AWS_ENDPOINT_URL_CODEPIPELINE", null)]
    public void Start_sets_or_removes_a_variable_and_Stop_restores_it(string name, string? during)
    {
        foreach (var before in new[] { "earlier", null })
        {
            Set(name, before);

            _shell.Run("Start-BitbucketSandbox -Region eu-west-1");
            Assert.Equal(during, Environment.GetEnvironmentVariable(name));

            _shell.Run("Stop-BitbucketSandbox");
            Assert.Equal(before, Environment.GetEnvironmentVariable(name));
        }
    }

    [Fact]
    public void Start_and_Stop_leave_no_other_variable_changed()
    {
        Set("AWS_CONFIG_FILE", "mine");
        var before = Variables();

        _shell.Run("Start-BitbucketSandbox");
        Assert.Equal("mine", Environment.GetEnvironmentVariable("AWS_CONFIG_FILE"));
        _shell.Run("Stop-BitbucketSandbox");

        Assert.Equal(before, Variables());
    }

    [Fact]
    public void Stored_credentials_that_the_sandbox_would_refuse_are_a_warning()
    {
        Assert.Empty(_shell.Run("Start-BitbucketSandbox; Stop-BitbucketSandbox").Warnings);

        Assert.Contains("$StoredAWSCredentials is set", Assert.Single(_shell.Run("$StoredAWSCredentials = 'x'; Start-BitbucketSandbox").Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_sandbox_is_refused_and_WhatIf_starts_no_sandbox()
    {
        Assert.Empty(_shell.Run("Start-BitbucketSandbox -WhatIf").Output);
        Assert.Null(_host.Options);
        _shell.Run("Start-BitbucketSandbox");
        Assert.Equal(["SandboxError"], _shell.Run("Start-BitbucketSandbox").Ids);
        _shell.Run("Stop-BitbucketSandbox -WhatIf");
        Assert.Single(_shell.Run("Get-BitbucketSandbox").Output);
    }

    [Fact]
    public void Wait_serves_until_it_is_stopped_and_restores_the_environment()
    {
        using var shell = _shell.Create();
        var output = new PSDataCollection<PSObject>();
        shell.AddScript("Start-BitbucketSandbox -Wait").BeginInvoke<PSObject, PSObject>(null, output);
        Shell.WaitForFirst(output);
        var told = Assert.Single(shell.Streams.Warning).Message;

        TimeBound.Within(1, shell.Stop);

        Assert.Contains("http://127.0.0.1:4567/ until you press Ctrl+C", told, StringComparison.Ordinal);
        Assert.Contains("$env:AWS_SECRET_ACCESS_KEY = 'SK'", told, StringComparison.Ordinal);
        Assert.Contains("AWS_ACCESS_KEY_ID='AK' AWS_SECRET_ACCESS_KEY='SK' AWS_REGION='us-east-1'", told, StringComparison.Ordinal);

        Assert.True(_host.Sandbox!.IsDisposed);
        Assert.Null(SandboxSession.Current);
    }

    [Fact]
    public void Complete_requires_a_sandbox()
    {
        _shell.Engine.Connections.Add(FakeEngine.Connection("a", "PENDING"));
        var without = _shell.Run("Complete-BitbucketSandboxConnection a");
        Assert.Equal(["SandboxError"], without.Ids);
        Assert.Contains("Start-BitbucketSandbox", without.Errors[0].ToString(), StringComparison.Ordinal);

        _shell.Run("Start-BitbucketSandbox");
        _shell.Run("Complete-BitbucketSandboxConnection a -WhatIf");
        Assert.Empty(_host.Sandbox!.Completed);
        Assert.Single(_shell.Run("Get-BitbucketConnection a | Complete-BitbucketSandboxConnection -PassThru").Of<Connection>());
        Assert.Equal([_shell.Engine.Connections[0].ConnectionArn], _host.Sandbox.Completed);
    }

    [Theory]
    [InlineData("Complete-BitbucketSandboxConnection a -SharedWith 222222222222", "222222222222")]
    [InlineData("Complete-BitbucketSandboxConnection a -SharedWith 222222222222, '012345678901'", "222222222222,012345678901")]
    [InlineData("Get-BitbucketConnection a | Complete-BitbucketSandboxConnection -StopSharing", "")]
    public void Complete_shares_a_connection_with_other_accounts(string script, string accounts)
    {
        _shell.Engine.Connections.Add(FakeEngine.Connection("a", "PENDING"));
        _shell.Run("Start-BitbucketSandbox");

        Assert.Empty(_shell.Run(script + " -WhatIf").Errors);
        Assert.Empty(_host.Sandbox!.Shares);
        Assert.Empty(_shell.Run(script).Errors);

        Assert.Equal([$"{_shell.Engine.Connections[0].ConnectionArn}: {accounts}"], _host.Sandbox.Shares);
        Assert.Empty(_host.Sandbox.Completed);
    }

    [Fact]
    public void Complete_does_not_accept_accounts_with_StopSharing_and_no_empty_list()
    {
        _shell.Engine.Connections.Add(FakeEngine.Connection("a", "PENDING"));
        _shell.Run("Start-BitbucketSandbox");

        Assert.Equal(["ClearConflict"], _shell.Run("Complete-BitbucketSandboxConnection a -StopSharing -SharedWith 222222222222").Ids);
        Assert.Equal(["ParameterArgumentValidationError"], _shell.Run("Complete-BitbucketSandboxConnection a -SharedWith @()").Ids);
        Assert.Empty(_host.Sandbox!.Shares);
        Assert.Empty(_host.Sandbox.Completed);
    }

    [Theory]
    [InlineData("", "GetConnection,GetPipeline,TagResource")]
    [InlineData("get", "GetConnection,GetPipeline")]
    [InlineData("codepipeline:t", "codepipeline:TagResource")]
    public void The_operations_of_the_sandbox_are_completed(string word, string expected)
    {
        Assert.Empty(_shell.Complete("Set-BitbucketSandboxFault -Operation "));
        _shell.Run("Start-BitbucketSandbox");

        Assert.Equal(expected, string.Join(",", _shell.Complete("Set-BitbucketSandboxFault -Operation " + word).Select(match => match.CompletionText)));
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("-Region eu-west-1", 0)]
    [InlineData("-DelayMilliseconds 0", 1)]
    [InlineData("-Count 2", 1)]
    public void A_fault_without_an_effect_is_an_error(string parameters, int faults)
    {
        var run = _shell.Run($"$null = Start-BitbucketSandbox; Set-BitbucketSandboxFault GetPipeline {parameters}");

        Assert.Equal(faults, _host.Sandbox!.Faults.Count);
        Assert.Equal(faults == 0 ? ["SandboxError"] : [], run.Ids);
    }

    [Fact]
    public void Faults_are_set_and_cleared()
    {
        Assert.Equal(["SandboxError"], _shell.Run("Set-BitbucketSandboxFault GetPipeline").Ids);
        _shell.Run("Start-BitbucketSandbox; Set-BitbucketSandboxFault GetPipeline -Region eu-west-1 -DelayMilliseconds 250 -ErrorCode ThrottlingException -Count 2");

        var fault = Assert.Single(_host.Sandbox!.Faults);
        Assert.Equal(("GetPipeline", "eu-west-1", 250d, "ThrottlingException", 2, 400), (fault.Operation, fault.Region, fault.Delay.TotalMilliseconds, fault.ErrorCode, fault.Count, fault.HttpStatusCode));
        _shell.Run("Set-BitbucketSandboxFault -Clear");
        Assert.Empty(_host.Sandbox.Faults);
    }

    [Fact]
    public void The_status_of_connections_is_set_by_ARN_and_by_pipe()
    {
        _shell.Run("Start-BitbucketSandbox");
        _shell.Run("Set-BitbucketSandboxFault -ConnectionArn 'arn:aws:codestar-connections:us-east-1:123456789012:connection/a' -ConnectionStatus error");
        _shell.Run("[pscustomobject] @{ ConnectionArn = 'b' }, [pscustomobject] @{ Arn = 'c' } | Set-BitbucketSandboxFault -ConnectionStatus PENDING");

        Assert.Equal(
            [("arn:aws:codestar-connections:us-east-1:123456789012:connection/a", "ERROR"), ("b", "PENDING"), ("c", "PENDING")], _host.Sandbox!.Statuses);
    }

    [Fact]
    public void The_answers_of_a_Region_are_set_and_cleared()
    {
        _shell.Run("Start-BitbucketSandbox");
        _shell.Run("Set-BitbucketSandboxFault -Region eu-west-1 -RegionStatus Silent");
        Assert.Equal([("eu-west-1", SandboxRegionStatus.Silent)], _host.Sandbox!.Regions);

        _shell.Run("Set-BitbucketSandboxFault -Region eu-west-1 -RegionStatus Denied -WhatIf");
        Assert.Single(_host.Sandbox.Regions);
        _shell.Run("Set-BitbucketSandboxFault -Clear");
        Assert.Empty(_host.Sandbox.Regions);
    }

    [Fact]
    public void The_results_of_rules_are_set()
    {
        _shell.Run("Start-BitbucketSandbox");
        _shell.Run("Set-BitbucketSandboxFault -RuleStatus failed -PipelineName p -StageName s -RuleName r -ErrorCode c -Message m -DurationSeconds 1.5 -Count 2");
        _shell.Run("Set-BitbucketSandboxFault -RuleStatus Succeeded");

        var rule = _host.Sandbox!.Rules[0];
        Assert.Equal(
            ("p", "s", "r", true, "c", "m", TimeSpan.FromSeconds(1.5), 2),
            (rule.PipelineName, rule.StageName, rule.RuleName, rule.IsFailure, rule.ErrorCode, rule.Message, rule.Duration, rule.Count));
        Assert.Equal((null, null, null, false, null), (_host.Sandbox.Rules[1].PipelineName, _host.Sandbox.Rules[1].StageName, _host.Sandbox.Rules[1].RuleName, _host.Sandbox.Rules[1].IsFailure, _host.Sandbox.Rules[1].Count));
        Assert.Empty(_host.Sandbox.Outcomes);
    }

    [Fact]
    public void The_states_of_alarms_are_set()
    {
        _shell.Run("Start-BitbucketSandbox");
        _shell.Run("Set-BitbucketSandboxFault -AlarmName errors -AlarmState alarm");

        Assert.Equal([("errors", "ALARM")], _host.Sandbox!.Alarms);
        Assert.Equal(["ParameterArgumentValidationError"], _shell.Run("Set-BitbucketSandboxFault -AlarmName errors -AlarmState RED").Ids);
    }

    [Fact]
    public void Enforcement_and_propagation_are_options_of_the_start()
    {
        _shell.Run("Start-BitbucketSandbox -PolicyPropagationSeconds 7 -SkipRoleEnforcement");
        Assert.Equal((TimeSpan.FromSeconds(7), false), (_host.Options!.PolicyPropagationDelay, _host.Options.EnforceRolePolicies));
    }

    [Theory]
    [InlineData("Set-BitbucketSandboxFault GetPipeline -ErrorCode ThrottlingException")]
    [InlineData("Set-BitbucketSandboxFault -ActionStatus Failed -StageName Build")]
    [InlineData("Set-BitbucketSandboxFault -RuleStatus Failed -RuleName Check")]
    [InlineData("Set-BitbucketSandboxFault -AlarmName errors -AlarmState OK")]
    [InlineData("Set-BitbucketSandboxFault -ConnectionArn a -ConnectionStatus ERROR")]
    [InlineData("Set-BitbucketSandboxFault -Region eu-west-1 -RegionStatus Denied")]
    [InlineData("Set-BitbucketSandboxFault -Clear")]
    [InlineData("Invoke-BitbucketSandboxPush ws/repo -Branch main")]
    [InlineData("Complete-BitbucketSandboxConnection a")]
    [InlineData("Stop-BitbucketSandbox")]
    public void WhatIf_leaves_the_sandbox_unchanged(string script)
    {
        _shell.Engine.Connections.Add(FakeEngine.Connection("a", "PENDING"));
        _shell.Run("Start-BitbucketSandbox; Set-BitbucketSandboxFault ListPipelines -CutConnection");

        Assert.Empty(_shell.Run(script + " -WhatIf").Errors);

        var sandbox = _host.Sandbox!;
        Assert.Equal("1 0 0 0 0 0 0 0 False", Calls(sandbox));
        Assert.Empty(_shell.Run(script).Errors);
        Assert.NotEqual("1 0 0 0 0 0 0 0 False", Calls(sandbox));
    }

    private static string Calls(FakeSandbox sandbox) =>
        $"{sandbox.Faults.Count} {sandbox.Outcomes.Count} {sandbox.Rules.Count} {sandbox.Alarms.Count} {sandbox.Statuses.Count} {sandbox.Regions.Count} {sandbox.Pushes.Count} {sandbox.Completed.Count} {sandbox.IsDisposed}";

    private static IEnumerable<(string Name, string? Value)> Variables() => Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
        .Select(variable => ((string)variable.Key, (string?)variable.Value)).OrderBy(variable => variable.Item1, StringComparer.Ordinal);

    private void Set(string name, string? value)
    {
        _before.TryAdd(name, Environment.GetEnvironmentVariable(name));
        Environment.SetEnvironmentVariable(name, value);
    }
}
