using System;
using System.Linq;
using System.Management.Automation;
using System.Net;
using System.Security;

namespace BitbucketConnections.Tests;

[Collection("shell")]
public sealed class SetPipelineCommandTests : IDisposable
{
    private const string Arn = "arn:aws:codestar-connections:us-east-1:123456789012:connection/web";
    private readonly Shell _shell = new();

    public SetPipelineCommandTests()
    {
        Engine.Connections.Add(FakeEngine.Connection("web"));
        Engine.Pipelines.Add(FakeEngine.Pipeline("demo", Arn));
        Engine.Pipelines.Add(FakeEngine.Pipeline("other", Arn));
    }

    private FakeEngine Engine => _shell.Engine;

    private PipelineChanges Changes => Engine.Changes.Single();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void Piped_pipelines_move_to_a_new_connection_in_their_order()
    {
        Engine.Pipelines.Insert(1, FakeEngine.Pipeline("gone", Arn));

        var result = _shell.Run("$p | Set-BitbucketPipeline -ConnectionArn $c -PassThru", ("p", Engine.Pipelines.ToArray()), ("c", Engine.Connections[0]));

        Assert.Empty(result.Errors);
        Assert.Equal(["demo", "gone", "other"], result.Of<Pipeline>().Select(p => p.Name));
        Assert.All(Engine.Changes, change => Assert.Equal((Arn, 1, null, null), (change.ConnectionArn, change.ExpectedVersion, change.RoleArn, change.Branch)));
    }

    [Fact]
    public void A_file_replaces_the_whole_definition_of_the_pipeline_that_it_names()
    {
        var file = System.IO.Path.GetTempFileName();
        try
        {
            System.IO.File.WriteAllText(file, "{}");
            Engine.Pipelines.Add(FakeEngine.Pipeline("from-file", Arn));

            var result = _shell.Run("Set-BitbucketPipeline -DefinitionPath $file -GrantRole -PassThru; Set-BitbucketPipeline -DefinitionPath $file -Branch b -ErrorAction Continue", ("file", file));

            Assert.Equal("from-file", Assert.Single(result.Of<Pipeline>()).Name);
            Assert.Equal(("from-file", true), (Changes.Definition!.Name, Changes.GrantsRole));
            Assert.Equal(["DefinitionWithChanges"], result.Ids);
            Assert.Contains("-Branch", result.Errors[0].Exception.Message, StringComparison.Ordinal);
            Assert.Equal(file, result.Errors[0].TargetObject);
        }
        finally
        {
            System.IO.File.Delete(file);
        }
    }

    [Theory]
    [InlineData("-PipelineName from-file", "from-file", null, null)]
    [InlineData("from-file", "from-file", null, null)]
    [InlineData("-Name arn:aws:codepipeline:eu-west-1:123456789012:from-file", "from-file", null, "eu-west-1")]
    [InlineData("from-file", "", null, null)]
    [InlineData("From-File", "from-file", "DefinitionNameDiffers", null)]
    [InlineData("from-file, other", "from-file", "DefinitionNameDiffers", null)]
    [InlineData("from*", "from-file", "InvalidPipelineName", null)]
    [InlineData("", "", "DefinitionNameMissing", null)]
    [InlineData("from-file, other", "", "DefinitionNameMissing", null)]
    public void The_name_of_the_pipeline_must_be_that_of_the_file(string name, string nameInFile, string? error, string? region)
    {
        var file = System.IO.Path.GetTempFileName();
        try
        {
            System.IO.File.WriteAllText(file, "{}");
            Engine.NameInFile = nameInFile;
            Engine.Pipelines.Add(FakeEngine.Pipeline("from-file", Arn));

            var result = _shell.Run($"Set-BitbucketPipeline {name} -DefinitionPath $file", ("file", file));

            Assert.Equal(error is null ? [] : [error], result.Ids);
            Assert.Equal(error is null ? ["from-file"] : [], Engine.Changes.Select(change => change.Definition!.Name));
            Assert.All(Engine.Settings, settings => Assert.Equal(region, settings.InputRegion));
            Assert.All(result.Errors.Where(_ => error is "DefinitionNameDiffers" or "DefinitionNameMissing"), failure => Assert.StartsWith($"File '{file}': The definition ", failure.Exception.Message, StringComparison.Ordinal));
        }
        finally
        {
            System.IO.File.Delete(file);
        }
    }

    [Fact]
    public void A_file_that_does_not_exist_is_an_error_and_names_it()
    {
        var failure = Assert.Single(_shell.Run("Set-BitbucketPipeline -DefinitionPath ./no-such-file.json").Errors);

        Assert.StartsWith("ObjectNotFound,", failure.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("no-such-file.json", failure.Exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Plan", string.Join(",", Engine.Calls), StringComparison.Ordinal);
    }

    [Fact]
    public void Resave_writes_an_unchanged_pipeline_and_says_so()
    {
        var preview = _shell.Run("Set-BitbucketPipeline demo -Resave -WhatIf");
        Assert.DoesNotContain("Apply demo", Engine.Calls);

        var result = _shell.Run("Set-BitbucketPipeline demo -Resave");

        Assert.Empty(preview.Errors.Concat(result.Errors));
        Assert.All(Engine.Changes, changes => Assert.True(changes.Resave));
        Assert.Contains("Apply demo", Engine.Calls);
    }

    [Theory]
    [InlineData("Plan", "Plan demo, Apply demo, Plan gone, Plan other, Apply other")]
    [InlineData("Apply", "Plan demo, Apply demo, Plan gone, Apply gone, Plan other, Apply other")]
    public void One_pipeline_that_fails_does_not_stop_the_others(string step, string calls)
    {
        Engine.Pipelines.Insert(1, FakeEngine.Pipeline("gone", Arn));
        Engine.Failures[step + " gone"] = new ServiceException(ServiceErrorKind.ConcurrentChange, "changed");

        var result = _shell.Run("$p | Set-BitbucketPipeline -ConnectionArn $c -PassThru -ThrottleLimit 1", ("p", Engine.Pipelines.ToArray()), ("c", Engine.Connections[0]));

        Assert.Equal(("ConcurrentChange", Engine.Pipelines[1].PipelineArn), (Assert.Single(result.Ids), result.Errors[0].TargetObject.ToString()));
        Assert.Equal(["demo", "other"], result.Of<Pipeline>().Select(p => p.Name));
        Assert.Equal(calls, string.Join(", ", Engine.Calls));
    }

    [Fact]
    public void A_connection_name_is_looked_up_once_for_each_Region()
    {
        _shell.Run("$p | Set-BitbucketPipeline -ConnectionName web", ("p", Engine.Pipelines.ToArray()));

        Assert.Equal([Arn, Arn], Engine.Changes.Select(change => change.ConnectionArn));
        Assert.Single(Engine.Calls, call => call.StartsWith("List", StringComparison.Ordinal));
    }

    [Fact]
    public void A_connection_name_that_is_not_found_is_looked_up_once_among_Bitbucket_and_once_among_all_connections()
    {
        var pipelines = new[] { FakeEngine.Pipeline("far", Arn, region: "eu-west-1"), FakeEngine.Pipeline("near", Arn) };

        Assert.Equal(["ObjectNotFound", "ObjectNotFound"], _shell.Run("$p | Set-BitbucketPipeline -ConnectionName none", ("p", pipelines)).Ids);
        Assert.Equal(2, Engine.Calls.Count(call => call.StartsWith("List", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_repositories_of_the_role_are_a_change_of_their_own()
    {
        Assert.Empty(_shell.Run("Get-BitbucketPipeline | Set-BitbucketPipeline -AllowAllRepositories:$false; Get-BitbucketPipeline | Set-BitbucketPipeline -Branch x").Ids);
        Assert.Equal([false, null], Engine.Changes.Select(change => change.AllowAllRepositories).Distinct());
    }

    [Fact]
    public void GrantRole_alone_updates_the_role()
    {
        Assert.Empty(_shell.Run("Get-BitbucketPipeline | Set-BitbucketPipeline -GrantRole").Ids);
        Assert.All(Engine.Changes, change => Assert.True(change.GrantsRole));
        Assert.NotEmpty(Engine.Changes);
    }

    [Fact]
    public void Properties_of_a_piped_pipeline_are_not_changes()
    {
        Assert.Equal(["NothingToChange", "NothingToChange"], _shell.Run("Get-BitbucketPipeline | Set-BitbucketPipeline -Force -PassThru -Region us-east-1").Ids);
        Assert.Empty(Engine.Changes);
    }

    [Theory]
    [InlineData("-Region us-east-1")]
    [InlineData("-ProfileName usual")]
    [InlineData("-ProfileLocation profiles")]
    [InlineData("-AccessKey AK -SecretKey SK")]
    [InlineData("-AccessKey AK -SecretKey SK -SessionToken T")]
    [InlineData("-Credential $key")]
    [InlineData("-EndpointUrl http://127.0.0.1:9/")]
    [InlineData("-SourceActionName Source")]
    [InlineData("-AllowPendingConnection")]
    [InlineData("-ExpectedVersion 1")]
    [InlineData("-Force")]
    [InlineData("-PassThru")]
    [InlineData("-WhenIdle -TimeoutSeconds 5 -PollIntervalSeconds 1")]
    [InlineData("-Confirm:$false -Verbose -ErrorVariable e -WarningAction SilentlyContinue")]
    public void A_parameter_that_changes_nothing_is_not_a_change(string parameters)
    {
        var result = _shell.Run("Set-BitbucketPipeline demo " + parameters, ("key", new PSCredential("AK", Text("SK"))));

        Assert.Equal(["NothingToChange"], result.Ids);
        Assert.Empty(Engine.Changes);
    }

    [Fact]
    public void WhatIf_plans_and_writes_nothing()
    {
        var result = _shell.Run("Set-BitbucketPipeline demo -Branch develop -WhatIf");

        Assert.Empty(result.Errors);
        Assert.Equal(["Plan demo"], Engine.Calls);
    }

    [Fact]
    public void An_unchanged_pipeline_is_not_written()
    {
        Engine.Differences = [];

        var result = _shell.Run("Set-BitbucketPipeline demo -Branch main -PassThru -Verbose");

        Assert.Single(result.Of<Pipeline>());
        Assert.DoesNotContain(Engine.Calls, call => call.StartsWith("Apply", StringComparison.Ordinal));
        Assert.Contains(result.Verbose, line => line.Contains("is unchanged; no update was sent", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("$true", true)]
    [InlineData("$false", false)]
    public void An_unchanged_DetectChanges_suggests_Resave(string value, bool isWarned)
    {
        Engine.Differences = [];

        var warnings = _shell.Run($"Set-BitbucketPipeline demo -DetectChanges {value}").Warnings;

        Assert.Equal(isWarned, warnings.Any(warning => warning.Contains("-Resave writes the pipeline again", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_parameter_reaches_the_editor()
    {
        _shell.Run("""
            Set-BitbucketPipeline demo -SourceActionName S -ConnectionArn arn:x -Repository w/r -Branch b -OutputArtifactFormat FullClone -DetectChanges $false `
                -Trigger (New-BitbucketPipelineTrigger main) -RoleArn role -ArtifactBucket bucket -ArtifactBucketByRegion @{ 'eu-west-1' = 'b2' } -EncryptionKeyId alias/web `
                -Variable @{ Stage = 'test' } -PipelineType V2 -ExecutionMode QUEUED -AllowPendingConnection -ExpectedVersion 7 -Force
            """);

        Assert.Equal(("S", "arn:x", "w/r", "b", "CODEBUILD_CLONE_REF", false), (Changes.SourceActionName, Changes.ConnectionArn, Changes.Repository, Changes.Branch, Changes.OutputArtifactFormat, Changes.DetectChanges));
        Assert.Equal(("role", "bucket", "b2", "alias/web", "Stage"), (Changes.RoleArn, Changes.ArtifactBucket, Changes.ArtifactBuckets!["eu-west-1"], Changes.EncryptionKeyId, Changes.Variables!.Single().Name));
        Assert.Equal(("V2", "QUEUED", true, 7, true, false), (Changes.PipelineType, Changes.ExecutionMode, Changes.AllowPendingConnection, Changes.ExpectedVersion, Changes.Force, Changes.ClearTrigger));
        Assert.Equal("main", Changes.Trigger!.Push!.Single().Branches!.Includes!.Single());
    }

    [Fact]
    public void Stages_are_changed_in_a_valid_order()
    {
        _shell.Run("""
            $ask = New-BitbucketPipelineStage -Name Ask -Action (New-BitbucketPipelineAction -Name Ask -Approval)
            Set-BitbucketPipeline demo -AddStage $ask, @{ name = 'More'; actions = @(@{ name = 'a'; actionTypeId = @{ category = 'Approval'; provider = 'Manual' } }) } -After Source -RemoveStage Old -ReplaceStage $ask -ClearVariable
            """);

        Assert.Equal(
            ["Remove Old", "Replace Ask", "Add Ask Source", "Add More Ask"],
            Changes.StageChanges.Select(change => $"{change.Kind} {change.StageName} {change.After}".TrimEnd()));
        Assert.Empty(Changes.Variables!);
    }

    [Theory]
    [InlineData("-After Source -Branch x", "StagePlaceAlone")]
    [InlineData("-MoveStage Build -After A -Before B", "StagePlaceTwice")]
    [InlineData("-ConnectionName web -ConnectionArn arn:x", "ConnectionGivenTwice")]
    [InlineData("-ConnectionName none", "ObjectNotFound")]
    public void Changes_that_exclude_each_other_are_an_error(string parameters, string id)
    {
        Assert.Equal([id], _shell.Run("Set-BitbucketPipeline demo " + parameters).Ids);
        Assert.Empty(Engine.Changes);
    }

    [Fact]
    public void GrantRole_reaches_the_editor_and_the_warnings_of_the_plan_are_written()
    {
        Engine.EditWarnings.AddRange(["use -GrantRole", "full clone"]);
        Assert.Equal(["use -GrantRole", "full clone"], _shell.Run("Set-BitbucketPipeline demo -ConnectionName web").Warnings);
        Assert.False(Changes.GrantsRole);
        Engine.Changes.Clear();
        Engine.Calls.Clear();

        Assert.Equal(["full clone"], _shell.Run("Set-BitbucketPipeline demo -ConnectionName web -GrantRole").Warnings);
        Assert.True(Changes.GrantsRole);
        Assert.Equal(["Plan demo", "Apply demo"], Engine.Calls.Where(call => !call.StartsWith("List", StringComparison.Ordinal)));
    }

    [Fact]
    public void GrantBuildRole_is_a_change_of_its_own_and_reaches_the_editor()
    {
        _shell.Run("Set-BitbucketPipeline demo -GrantBuildRole");

        Assert.Equal((true, false), (Changes.GrantsBuildRole, Changes.GrantsRole));
    }

    [Fact]
    public void WhatIf_also_shows_the_warnings()
    {
        Engine.EditWarnings.Add("use -GrantRole");

        Assert.Equal(["use -GrantRole"], _shell.Run("Set-BitbucketPipeline demo -Branch develop -WhatIf").Warnings);
        Assert.Equal(["Plan demo"], Engine.Calls);
    }

    [Fact]
    public void A_change_of_only_the_role_is_written_although_the_pipeline_is_unchanged()
    {
        Engine.Differences = [];
        Engine.RoleChanges = ["Service role r: policy p is created"];

        _shell.Run("Set-BitbucketPipeline demo -Branch main -GrantRole -WhatIf");
        Assert.Equal(["Plan demo"], Engine.Calls);
        Engine.Calls.Clear();
        _shell.Run("Set-BitbucketPipeline demo -Branch main -GrantRole");
        Assert.Equal(["Plan demo", "Apply demo"], Engine.Calls);
    }

    private static SecureString Text(string secret) => new NetworkCredential(string.Empty, secret).SecurePassword;
}
