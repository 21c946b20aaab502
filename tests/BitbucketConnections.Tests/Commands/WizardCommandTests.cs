using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text;
using BitbucketConnections.Binding.Definitions;

namespace BitbucketConnections.Tests;

/// <summary>Tests New-BitbucketPipeline, which replaces the console's wizard.</summary>
[Collection("shell")]
public sealed class WizardCommandTests : IDisposable
{
    private const string New = "New-BitbucketPipeline demo -ConnectionArn $c.ConnectionArn -Repository ws/repo -Branch main ";
    private readonly Shell _shell = new();

    public WizardCommandTests() => Engine.Connections.Add(FakeEngine.Connection("web"));

    private FakeEngine Engine => _shell.Engine;

    private (string Name, object? Value) Connection => ("c", Engine.Connections[0]);

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void Omitted_parameters_use_the_defaults_of_the_console()
    {
        var request = Requested(New + "-BuildProject p");

        Assert.Equal((null, null, null, null), (request.RoleArn, request.ArtifactBucket, request.ArtifactBuckets, request.EncryptionKeyId));
        Assert.Equal(("V2", "SUPERSEDED", "CODE_ZIP", true), (request.PipelineType, request.ExecutionMode, request.OutputArtifactFormat, request.DetectChanges));
        Assert.Equal((null, null, false, null), (request.Trigger, request.Variables, request.ApprovalStage, request.DeployBucket));
        var options = Assert.Single(Engine.Options);
        Assert.Null(options.AllowAllRepositories);
        Assert.Equal((false, false, null, false, TimeSpan.FromSeconds(120)), (options.AllowPendingConnection, options.ReuseExisting, options.RoleName, options.GrantBuildRole, options.RoleRetry));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-DefinitionOnly")]
    [InlineData("-WhatIf")]
    public void A_warning_about_the_definition_is_written_once_and_does_not_stop_the_command(string more)
    {
        Engine.Findings.Add(new Finding("UnknownConfigurationKey", "The configuration 'x' is not known.") { IsWarning = true });

        var result = _shell.Run(New + "-BuildProject p " + more, Connection);

        Assert.Equal(["The configuration 'x' is not known."], result.Warnings);
        Assert.Empty(result.Errors);
        Assert.Equal(more.Length == 0 ? 1 : 0, Engine.Pipelines.Count);
    }

    [Fact]
    public void An_error_about_the_definition_is_written_without_the_warnings()
    {
        Engine.Findings.AddRange([new Finding("A", "It is wrong."), new Finding("B", "It is odd.") { IsWarning = true }]);

        var result = _shell.Run(New + "-BuildProject p", Connection);

        Assert.Equal("It is wrong.", Assert.Single(result.Errors).Exception.Message);
        Assert.Empty(Engine.Options);
    }

    [Fact]
    public void The_warnings_of_roles_come_before_the_creation_and_can_prevent_it()
    {
        Engine.RoleWarnings.Add("The role has no access.");
        var stopped = _shell.Run(New + "-BuildProject p -WarningAction Stop", Connection);
        Assert.Equal("CheckRoles demo", Engine.Calls.Last());
        Assert.Empty(stopped.Of<Pipeline>());

        var result = _shell.Run(New + "-BuildProject p", Connection);

        Assert.Equal(["The role has no access."], result.Warnings);
        Assert.True(Assert.Single(Engine.Options).IsChecked);
    }

    [Fact]
    public void A_review_checks_the_roles_itself()
    {
        _shell.Run(New + "-BuildProject p -WhatIf", Connection);

        Assert.DoesNotContain("CheckRoles demo", Engine.Calls);
        Assert.Contains("Review demo", Engine.Calls);
    }

    [Fact]
    public void Commands_tests_and_failures_reach_the_wizard()
    {
        var request = Requested(New + "-Command 'npm ci', 'npm test' -OutputFile 'dist/**' -TestProject t -TestCommand make -RetryOnFailure -RollbackOnFailure");
        Assert.Equal(["npm ci", "npm test", "dist/**"], request.Commands!.Concat(request.OutputFiles!));
        Assert.Equal(("t", "make", true, true), (request.TestProject, Assert.Single(request.TestCommands!), request.RetryOnFailure, request.RollbackOnFailure));
    }

    [Fact]
    public void Every_parameter_reaches_the_wizard()
    {
        var request = Requested(New + "-RoleName r -ArtifactBucket b -ArtifactBucketByRegion @{ 'eu-west-1' = 'e' } -KmsKeyId k -OutputArtifactFormat FullClone -BuildProject p -ApprovalStage "
            + "-DeployBucket d -ExecutionMode QUEUED -Tag @{ team = 'web' } -NoTrigger -ReuseExisting -AllowAllRepositories -GrantBuildRole -AllowPendingConnection -RoleRetrySeconds 5");

        Assert.Equal(("b", "e", "k", "CODEBUILD_CLONE_REF"), (request.ArtifactBucket, request.ArtifactBuckets!["eu-west-1"], request.EncryptionKeyId, request.OutputArtifactFormat));
        Assert.Equal(("p", true, "d", "QUEUED", "web", false), (request.BuildProject, request.ApprovalStage, request.DeployBucket, request.ExecutionMode, request.Tags!["team"], request.DetectChanges));
        var options = Assert.Single(Engine.Options);
        Assert.True(options.AllowAllRepositories);
        Assert.Equal((true, true, "r", true, TimeSpan.FromSeconds(5)), (options.AllowPendingConnection, options.ReuseExisting, options.RoleName, options.GrantBuildRole, options.RoleRetry));
    }

    [Fact]
    public void Variables_are_a_hashtable_or_objects()
    {
        var request = Requested(New + "-Variable @{ Stage = 'test'; Commit = $null }, ([pscustomobject]@{ name = 'Level'; description = 'How much'; team = 'web' })");

        Assert.Equal(["Commit", "Level", "Stage"], request.Variables!.Select(v => v.Name).Order(StringComparer.Ordinal));
        Assert.Equal("test", request.Variables!.Single(v => v.Name == "Stage").DefaultValue);
        Assert.Null(request.Variables!.Single(v => v.Name == "Commit").DefaultValue);
        Assert.Equal("How much", request.Variables!.Single(v => v.Name == "Level").Description);
        Assert.Equal(["ParameterArgumentTransformationError"], _shell.Run(New + "-Variable 5", Connection).Ids);
    }

    [Theory]
    [InlineData("@{ Name = 'STAGE'; DefaultValue = 'test'; Description = 'd' }", "STAGE=test (d)")]
    [InlineData("@{ name = 'STAGE'; description = 'd' }", "STAGE= (d)")]
    [InlineData("@{ name = 'A'; defaultValue = '1' }, @{ name = 'B'; defaultValue = '2' }", "A=1 () B=2 ()")]
    [InlineData("@{ Name = 'web' }", "Name=web ()")]
    [InlineData("@{ Description = 'd'; DefaultValue = 'x' }", "DefaultValue=x () Description=d ()")]
    public void A_hashtable_in_the_form_of_AWS_is_one_variable(string variable, string expected) => Assert.Equal(
        expected,
        string.Join(" ", Requested(New + "-Variable " + variable).Variables!.OrderBy(v => v.Name, StringComparer.Ordinal).Select(v => $"{v.Name}={v.DefaultValue} ({v.Description})")));

    [Fact]
    public void Tags_and_branches_are_separate_filters()
    {
        var trigger = Requested(New + "-IncludeBranch main, release/* -ExcludeBranch release/old -IncludePath src/** -IncludeTag v*").Trigger!;

        Assert.Equal(["branches main, release/*, !release/old; paths src/**", "tags v*"], trigger.Push!.Select(f => f.ToString()));
        Assert.Null(trigger.PullRequest);
        Assert.Equal("Source", trigger.SourceActionName);
    }

    [Theory]
    [InlineData("-IncludePath src/**", "branches main; paths src/**", "")]
    [InlineData("-PullRequest open, updated", "", "OPEN/UPDATED branches main")]
    [InlineData("-PullRequest CLOSED -IncludeBranch dev -ExcludePath docs/**", "", "CLOSED branches dev; paths !docs/**")]
    [InlineData("-PullRequest OPEN -IncludeTag v1", "tags v1", "OPEN branches main")]
    [InlineData("-Trigger (New-BitbucketPipelineTrigger main), (New-BitbucketPipelineTrigger -PullRequest OPEN -IncludeBranch dev)", "branches main", "OPEN branches dev")]
    [InlineData("-Trigger (New-BitbucketPipelineTrigger main) -IncludeTag v*", "branches main|tags v*", "")]
    public void Parameters_become_filters_of_the_trigger(string parameters, string push, string pullRequest)
    {
        var trigger = Requested(New + parameters).Trigger!;

        Assert.Equal((push, pullRequest), (string.Join("|", trigger.Push ?? []), string.Join("|", trigger.PullRequest ?? [])));
    }

    [Fact]
    public void The_branch_of_the_pipeline_is_escaped_in_a_pattern_and_has_its_short_name() =>
        Assert.Equal(@"branches a\{b\}; paths x", Requested("New-BitbucketPipeline demo -ConnectionArn $c.ConnectionArn -Repository w/r -Branch 'refs/heads/a{b}' -IncludePath x").Trigger!.Push![0].ToString());

    [Fact]
    public void No_trigger_and_a_filter_exclude_each_other_before_any_call()
    {
        Assert.Equal(["TriggerConflict"], _shell.Run(New + "-NoTrigger -IncludeBranch main", Connection).Ids);
        Assert.Empty(Engine.Calls);
    }

    [Fact]
    public void A_stage_is_an_object_or_a_hashtable_with_the_AWS_JSON_in_any_case()
    {
        var stages = Requested(New + """
            -Stage (New-BitbucketPipelineAction Approve -Approval | New-BitbucketPipelineStage Gate), @{
                NAME = 'Deploy'
                onFailure = @{ result = 'retry'; retryConfiguration = @{ retryMode = 'ALL_ACTIONS' } }
                BeforeEntry = @{ conditions = @(@{ result = 'FAIL'; rules = @(@{ name = 'w'; ruleTypeId = @{ provider = 'DeploymentWindow' }; configuration = @{ Cron = 'x' } }) }) }
                actions = @(@{
                    Name = 'Put'; ActionTypeId = @{ category = 'Deploy'; provider = 'S3' }; runOrder = 2
                    configuration = @{ BucketName = 'b'; Extract = $true }; inputArtifacts = @(@{ name = 'SourceArtifact' })
                })
            }
            """).Stages;

        Assert.Equal(["Gate", "Deploy"], stages.Select(s => s.Name));
        Assert.Equal(("RETRY", "ALL_ACTIONS"), (stages[1].OnFailure!.Result, stages[1].OnFailure!.RetryMode));
        var rule = stages[1].BeforeEntry!.Conditions[0].Rules[0];
        Assert.Equal(("Rule", "AWS", "DeploymentWindow", "1", "x"), (rule.RuleTypeId.Category, rule.RuleTypeId.Owner, rule.RuleTypeId.Provider, rule.RuleTypeId.Version, rule.Configuration!["Cron"]));
        var action = Assert.Single(stages[1].Actions);
        Assert.Equal(("AWS", "S3", "1", 2, "true", "SourceArtifact"), (action.ActionTypeId.Owner, action.ActionTypeId.Provider, action.ActionTypeId.Version, action.RunOrder, action.Configuration!["Extract"], action.InputArtifacts[0]));
    }

    [Fact]
    public void A_deserialized_stage_has_every_member()
    {
        var stage = FilledModel.Of<PipelineStage>();
        _shell.Run("$global:stage = $given", ("given", stage));

        var bound = Assert.Single(Requested(New + "-Stage ([Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($stage, 12)))").Stages);

        // Enumerations are written in upper case.
        Assert.Empty(FilledModel.Values(stage).Except(FilledModel.Values(bound), new IgnoreCase()));
        Assert.Empty(FilledModel.Values(bound).Except(FilledModel.Values(stage), new IgnoreCase()));
    }

    private sealed class IgnoreCase : IEqualityComparer<KeyValuePair<string, string>>
    {
        public bool Equals(KeyValuePair<string, string> one, KeyValuePair<string, string> other) =>
            one.Key == other.Key && one.Value.Equals(other.Value, StringComparison.OrdinalIgnoreCase);

        public int GetHashCode(KeyValuePair<string, string> entry) => entry.Key.GetHashCode(StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("@{ name = 'x'; aktions = @() }", "aktions")]
    [InlineData("@{ actions = @() }", "name")]
    [InlineData("'Deploy'", "Deploy")]
    [InlineData("@{ name = 'x'; actions = @(@{ name = 'a'; actionTypeId = @{ category = 'Deploy'; provider = 'S3' }; runOrder = 'first' }) }", "first")]
    [InlineData("@{ name = 'x'; actions = @(@{ name = 'a' }) }", "actionTypeId")]
    public void An_invalid_stage_is_refused_and_the_error_names_the_member(string stage, string named)
    {
        var result = _shell.Run(New + "-Stage " + stage, Connection);

        Assert.Equal(["ParameterArgumentTransformationError"], result.Ids);
        Assert.Contains(named, result.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Empty(Engine.Calls);
    }

    [Fact]
    public void A_deserialized_stage_is_accepted()
    {
        var stage = Assert.Single(_shell.Run("New-BitbucketPipelineAction B -CodeBuildProject p -OutputArtifact o | New-BitbucketPipelineStage Build -RetryMode ALL_ACTIONS").Of<PipelineStage>());

        _shell.Run(New + "-Stage $s", Connection, ("s", PSSerializer.Deserialize(PSSerializer.Serialize(stage, 6))));

        var taken = Assert.Single(Engine.Requests.Last().Stages);
        Assert.Equal(("Build", "RETRY", "ALL_ACTIONS"), (taken.Name, taken.OnFailure!.Result, taken.OnFailure.RetryMode));
        Assert.Equal(("CodeBuild", "p", "o"), (taken.Actions[0].ActionTypeId.Provider, taken.Actions[0].Configuration!["ProjectName"], taken.Actions[0].OutputArtifacts[0].Name));
    }

    [Fact]
    public void WhatIf_shows_the_review_and_creates_nothing()
    {
        var result = _shell.Run(New + "-BuildProject p -WaitForConnection -WhatIf", Connection);

        Assert.Empty(result.Output);
        Assert.Equal(["Build", "Review demo"], Engine.Calls);
        Assert.True(Engine.Options[0].AllowPendingConnection);
    }

    [Fact]
    public void The_review_is_not_built_if_it_is_not_shown()
    {
        _shell.Run(New + "-BuildProject p", Connection);
        Assert.DoesNotContain("Review demo", Engine.Calls);

        Assert.Empty(_shell.Run("$WhatIfPreference = $true; " + New, Connection).Output);
        Assert.Contains("Review demo", Engine.Calls);
    }

    [Fact]
    public void The_output_has_the_first_execution_although_the_list_is_empty_at_first()
    {
        // 2.5 seconds, more than the longest time observed at AWS.
        Engine.EmptyRunLists = 5;

        var result = _shell.Run(New + "-BuildProject p -Verbose", Connection);

        Assert.Equal("e4", Assert.Single(result.Of<Pipeline>()).PipelineExecutionId);
        Assert.Equal(6, Engine.Calls.Count(c => c == "ListPipelineExecutions demo"));
        Assert.Contains(result.Verbose, line => line.Contains("e4", StringComparison.Ordinal));
        Assert.Contains(result.Verbose, line => line == "Created the pipeline demo.");
    }

    [Fact]
    public void A_pipeline_is_created_although_its_executions_cannot_be_listed()
    {
        Engine.Failures["ListPipelineExecutions"] = new ServiceException(ServiceErrorKind.Service, "denied") { ErrorCode = "AccessDeniedException" };

        var result = _shell.Run(New + "-BuildProject p", Connection);

        Assert.Null(Assert.Single(result.Of<Pipeline>()).PipelineExecutionId);
        Assert.Empty(result.Errors);
        Assert.Contains("denied", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void An_existing_pipeline_has_no_first_execution()
    {
        Engine.IsExisting = true;

        Assert.Null(Assert.Single(_shell.Run(New + "-BuildProject p -ReuseExisting", Connection).Of<Pipeline>()).PipelineExecutionId);
        Assert.DoesNotContain(Engine.Calls, c => c.StartsWith("ListPipelineExecutions", StringComparison.Ordinal));
    }

    [Fact]
    public void WaitForConnection_waits_before_the_pipeline_is_created()
    {
        Engine.Connections[0] = FakeEngine.Connection("web", "PENDING");
        Engine.Polls.Enqueue(() => new ConnectionPoll { Waiting = Engine.Connections, Delay = TimeSpan.FromMilliseconds(1) });
        Engine.Polls.Enqueue(() => new ConnectionPoll { Available = Engine.Connections, IsCompleted = true });

        var result = _shell.Run(New + "-BuildProject p -WaitForConnection -TimeoutSeconds 60 -PollIntervalSeconds 1", Connection);

        Assert.Single(result.Of<Pipeline>());
        var calls = Engine.Calls.ToList();
        Assert.Equal(["CheckRoles demo", "CreateWaiter 1 60 1", "Poll", "Poll", "CreatePipeline demo"], calls.Where(c => !c.StartsWith("Get", StringComparison.Ordinal)).Skip(1).Take(5));
        Assert.False(Engine.Options[0].AllowPendingConnection);
    }

    [Theory]
    [InlineData("-WaitForConnection")]
    [InlineData("-StartWhenAvailable")]
    public void A_command_that_waits_for_its_connection_shows_the_link_before_the_wait_and_the_output(string option)
    {
        Engine.Connections[0] = FakeEngine.Connection("web", "PENDING");
        Engine.Polls.Enqueue(() => new ConnectionPoll { Waiting = Engine.Connections });

        var result = _shell.Run(New + $"-BuildProject p {option} -WarningVariable told | ForEach-Object {{ \"$($told.Count) told\" }}", Connection);

        Assert.Equal(["1 told"], result.Of<string>());
        Assert.Contains(Engine.Connections[0].ConsoleUrl!, Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Equal(2, Engine.Calls.Count(call => call == "Poll"));
    }

    [Fact]
    public void A_wait_of_a_service_shows_progress_until_its_call_ends()
    {
        Engine.WaitOfCreation = new DiagnosticEvent(DiagnosticLevel.Progress, "not yet") { Activity = "Waiting for the role r", TimeLeft = TimeSpan.FromSeconds(90) };
        using var shell = _shell.Create();
        shell.AddScript("param($c) " + New + "-BuildProject p").AddArgument(Connection.Value);
        var running = shell.BeginInvoke();
        Shell.WaitForFirst(shell.Streams.Progress);
        Engine.EndOfWait.SetResult();
        shell.EndInvoke(running);

        var progress = shell.Streams.Progress.ToList();
        Assert.Equal(("Waiting for the role r", "not yet"), (progress[0].Activity, progress[0].StatusDescription));
        Assert.InRange(progress[0].SecondsRemaining, 60, 90);
        Assert.Equal(System.Management.Automation.ProgressRecordType.Completed, progress[^1].RecordType);
        Assert.Equal(progress[0].ActivityId, progress[^1].ActivityId);
    }

    [Fact]
    public void A_wait_that_fails_creates_nothing()
    {
        Engine.Connections[0] = FakeEngine.Connection("web", "PENDING");
        Engine.Polls.Enqueue(() => new ConnectionPoll
        {
            Failed = [new ConnectionWaitFailure { ConnectionArn = Engine.Connections[0].ConnectionArn, Error = new ServiceException(ServiceErrorKind.WaitTimeout, "too late") }],
            IsCompleted = true,
        });

        var result = _shell.Run(New + "-BuildProject p -WaitForConnection", Connection);

        Assert.Equal(["ConnectionWaitTimeout"], result.Ids);
        Assert.Equal("demo", result.Errors[0].TargetObject);
        Assert.Empty(Engine.Pipelines);
    }

    [Fact]
    public void StartWhenAvailable_creates_at_once_and_starts_the_source_again()
    {
        Engine.Connections[0] = FakeEngine.Connection("web", "PENDING");
        Engine.Polls.Enqueue(() => new ConnectionPoll { Available = Engine.Connections, IsCompleted = true });

        Assert.Single(_shell.Run(New + "-BuildProject p -StartWhenAvailable", Connection).Of<Pipeline>());

        Assert.True(Engine.Options[0].AllowPendingConnection);
        Assert.Equal(["CreatePipeline demo", "ListPipelineExecutions demo", "CreateWaiter 1 2700 5", "Poll", "Plan demo", "Apply demo", "StartPipelineExecution demo"], Engine.Calls.Skip(3));
    }

    [Fact]
    public void StartWhenAvailable_does_not_wait_for_an_AVAILABLE_connection()
    {
        _shell.Run(New + "-BuildProject p -StartWhenAvailable", Connection);
        Assert.DoesNotContain("Plan demo", Engine.Calls);
        Assert.DoesNotContain("StartPipelineExecution demo", Engine.Calls);
    }

    [Fact]
    public void A_role_can_be_specified_only_once()
    {
        var result = _shell.Run("$d = New-BitbucketPipeline demo -ConnectionArn $c.ConnectionArn -Repository w/r -Branch main -RoleArn r -DefinitionOnly; $d | New-BitbucketPipeline -RoleName other", Connection);

        Assert.Equal(["RoleGivenTwice"], result.Ids);
        Assert.Empty(Engine.Pipelines);
    }

    [Fact]
    public void A_definition_is_created_in_the_specified_Region()
    {
        var result = _shell.Run("New-BitbucketPipeline demo -ConnectionArn $c.ConnectionArn -Repository w/r -Branch main -DefinitionOnly | New-BitbucketPipeline -Region eu-west-1", Connection);

        Assert.Equal("eu-west-1", Assert.Single(result.Of<Pipeline>()).Region);
        Assert.Equal("eu-west-1", Engine.Settings.Last().Region);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    [InlineData("iso-8859-1")]
    public void A_definition_file_is_read_in_any_encoding(string name)
    {
        const string Json = """{"pipeline":{"name":"käse"}}""";
        var encoding = Encoding.GetEncoding(name);
        Assert.Equal(Json, DefinitionFile.Decode(encoding.GetBytes(Json)));
        Assert.Equal(Json, DefinitionFile.Decode([.. encoding.GetPreamble(), .. encoding.GetBytes(Json)]));
    }

    [Fact]
    public void A_definition_file_path_is_resolved_as_in_PowerShell()
    {
        var folder = Directory.CreateTempSubdirectory("wizard[1]");
        File.WriteAllText(Path.Combine(folder.FullName, "p[1].json"), "{}", Encoding.Unicode);
        try
        {
            foreach (var script in new[]
            {
                "$null = $ExecutionContext.SessionState.Path.SetLocation([WildcardPattern]::Escape($f)); New-BitbucketPipeline -DefinitionPath 'p[1].json'",
                "$null = $ExecutionContext.SessionState.Drive.New([System.Management.Automation.PSDriveInfo]::new('Def', $ExecutionContext.SessionState.Provider.GetOne('FileSystem'), $f, '', $null), 'Global'); New-BitbucketPipeline -DefinitionPath 'Def:/p[1].json'",
                "$ExecutionContext.InvokeProvider.Item.Get(@($f + '/p[1].json'), $false, $true) | New-BitbucketPipeline",
            })
            {
                Engine.Calls.Clear();
                var result = _shell.Run(script, ("f", folder.FullName));
                Assert.True(result.Errors.Count == 0, result.All());
                Assert.Equal("from-file", Assert.Single(result.Of<Pipeline>()).Name);
                Assert.Equal("ReadJson {}", Engine.Calls.First());
            }

            Assert.Equal(["ObjectNotFound"], _shell.Run("New-BitbucketPipeline -DefinitionPath $f/nope.json", ("f", folder.FullName)).Ids);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private PipelineRequest Requested(string script)
    {
        var result = _shell.Run(script, Connection);
        Assert.True(result.Errors.Count == 0 && result.Thrown is null, result.All());
        return Engine.Requests.Last();
    }
}
