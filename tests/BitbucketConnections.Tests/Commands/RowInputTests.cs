using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;

namespace BitbucketConnections.Tests;

/// <summary>Tests the rows, hashtables and objects that cmdlets create something from.</summary>
[Collection("shell")]
public sealed class RowInputTests : IDisposable
{
    private const string Two = "[pscustomobject]@{ Name = 'a'; Repository = 'ws/a'; Branch = 'main'; ConnectionName = 'web'; BuildProject = 'b'; ApprovalStage = 'true'; Region = 'eu-west-1' },"
        + "[pscustomobject]@{ Name = 'b'; Repository = 'ws/b'; Branch = 'develop'; ConnectionName = 'web'; BuildProject = ''; ApprovalStage = 'false'; Region = '' }";

    private const string Whole = "Name = 'a'; Repository = 'ws/a'; Branch = 'main'; ConnectionName = 'web'";

    private readonly Shell _shell = new();

    public RowInputTests() => Engine.Connections.AddRange([FakeEngine.Connection("web"), FakeEngine.Connection("api", region: "eu-west-1")]);

    private FakeEngine Engine => _shell.Engine;

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void Each_row_is_a_pipeline_and_no_value_of_a_row_stays_for_the_next()
    {
        var result = _shell.Run($"{Two} | New-BitbucketPipeline");

        Assert.Empty(result.Errors);
        Assert.Equal(["a ws/a main b True", "b ws/b develop  False"], Engine.Requests.Select(r => $"{r.Name} {r.Repository} {r.Branch} {r.BuildProject} {r.ApprovalStage}"));
        Assert.Equal(["eu-west-1", null], Engine.Settings.Select(settings => settings.Region).Distinct());
        Assert.Equal(["a", "b"], result.Of<Pipeline>().Select(pipeline => pipeline.Name));
    }

    [Fact]
    public void The_connections_are_listed_once_for_all_rows()
    {
        _shell.Run($"1..5 | ForEach-Object {{ [pscustomobject]@{{ Name = \"p$_\"; Repository = 'ws/a'; Branch = 'main'; ConnectionName = 'web' }} }} | New-BitbucketPipeline");

        Assert.Equal(5, Engine.Requests.Count);
        Assert.Single(Engine.Calls, call => call == "ListAllConnections");
    }

    [Fact]
    public void An_argument_takes_precedence_over_every_row()
    {
        _shell.Run($"{Two} | New-BitbucketPipeline -Branch release -BuildProject own -Region us-east-2 -ConnectionArn {Engine.Connections[1].ConnectionArn}");

        Assert.All(Engine.Requests, r => Assert.Equal(("release", "own", Engine.Connections[1].ConnectionArn), (r.Branch, r.BuildProject, r.ConnectionArn)));
        Assert.Equal(["us-east-2"], Engine.Settings.Select(settings => settings.Region).Distinct());
    }

    [Fact]
    public void A_wrong_row_is_an_error_with_the_row_and_does_not_end_the_others()
    {
        var result = _shell.Run(
            "$rows = [pscustomobject]@{ Name = 'a'; Repository = 'ws/a'; Branch = ''; ConnectionName = 'web' },"
            + "[pscustomobject]@{ Name = 'b'; Repository = 'ws/b'; Branch = 'main'; ConnectionName = 'ghost' },"
            + "[pscustomobject]@{ Name = 'c'; Repository = 'ws/c'; Branch = 'main'; ConnectionName = 'web'; ExecutionMode = 'FAST'; TimeoutSeconds = '0'; NoTrigger = 'maybe'; RoleRetrySeconds = 'soon' },"
            + $"[pscustomobject]@{{ {Whole} }}; $rows | New-BitbucketPipeline");

        Assert.Equal(["RequiredValueMissing", "ObjectNotFound", "InvalidPipelineDefinition"], result.Ids);
        Assert.Equal(["a"], result.Of<Pipeline>().Select(pipeline => pipeline.Name));
        Assert.Equal(["a", "b", "c"], result.Errors.Select(error => (string)((PSObject)error.TargetObject).Properties["Name"].Value));
        Assert.Contains("The input has no value for Branch. Specify -Branch, or pipe objects with the property Branch or BranchName.", result.Errors[0].Exception.Message, StringComparison.Ordinal);
        var wrong = result.Errors[2].Exception.Message;
        Assert.Contains("The value of 'ExecutionMode' is not valid for -ExecutionMode: 'FAST' is not valid. Valid values: SUPERSEDED, QUEUED, PARALLEL.", wrong, StringComparison.Ordinal);
        Assert.Contains("-TimeoutSeconds: 0 is not between 1 and 86400.", wrong, StringComparison.Ordinal);
        Assert.Contains("-NoTrigger: 'maybe' is not valid. Use true or false.", wrong, StringComparison.Ordinal);
        Assert.Contains("-RoleRetrySeconds: 'soon' can't be converted to Int32.", wrong, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Tag = 'team=web; stage = prod'", "stage=prod,team=web", null)]
    [InlineData("Tag = @{ team = 'web' }", "team=web", null)]
    [InlineData("Tags = [pscustomobject]@{ team = 'web' }", "team=web", null)]
    [InlineData("Tag = 'team'", null, "'team' is not a key and a value. Use the form KEY=VALUE; KEY=VALUE.")]
    [InlineData("Tag = 'a=1;a=2'", null, "The key 'a' occurs twice.")]
    [InlineData("Tag = 5", null, "'5' is not a map. Specify a hashtable")]
    public void The_tags_of_a_row_are_a_map_or_text(string column, string? tags, string? error)
    {
        var result = _shell.Run($"[pscustomobject]@{{ {Whole}; {column} }} | New-BitbucketPipeline");

        if (error is null)
        {
            Assert.Empty(result.Errors);
            Assert.Equal(tags, string.Join(",", Assert.Single(Engine.Requests).Tags!.OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => $"{tag.Key}={tag.Value}")));
        }
        else
        {
            Assert.Contains(error, Assert.Single(result.Errors).Exception.Message, StringComparison.Ordinal);
            Assert.Empty(Engine.Requests);
        }
    }

    [Theory]
    [InlineData("@{ " + Whole + "; Owner = 'me' }", "UnknownInputKey")]
    [InlineData("$map = [hashtable]::new([StringComparer]::Ordinal); $map.Name = 'a'; $map.name = 'b'; , $map", "DuplicateInputKey")]
    [InlineData("[pscustomobject]@{ Name = 'a'; Repository = 'ws/a', 'ws/b'; Branch = 'main'; ConnectionName = 'web' }", "InvalidInputValue")]
    [InlineData("[pscustomobject]@{ ConnectionName = 'web'; Repository = 'ws/a'; Branch = 'main' }", "RequiredValueMissing")]
    [InlineData("[pscustomobject]@{ Name = 'a'; Repository = 'ws/a'; Branch = 'main' }", "ConnectionMissing")]
    [InlineData("[pscustomobject]@{ " + Whole + "; ConnectionArn = '" + "' }", null)]
    public void A_missing_value_of_a_row_and_an_unknown_key_of_a_hashtable_are_errors(string input, string? id)
    {
        var result = _shell.Run(input + " | New-BitbucketPipeline");

        Assert.Equal(id is null ? [] : [id], result.Ids);
        Assert.Equal(id is null ? 1 : 0, Engine.Requests.Count);
    }

    [Fact]
    public void The_name_and_the_Region_of_a_piped_connection_are_not_those_of_the_pipeline()
    {
        var result = _shell.Run("$c | New-BitbucketPipeline -Repository ws/a -Branch main; $c | New-BitbucketPipeline -Name p -Repository ws/a -Branch main", ("c", Engine.Connections[1]));

        var error = Assert.Single(result.Errors);
        Assert.Equal("RequiredValueMissing,BitbucketConnections.Commands.NewBitbucketPipelineCommand", error.FullyQualifiedErrorId);
        Assert.Same(Engine.Connections[1], error.TargetObject);
        Assert.Equal(("p", Engine.Connections[1].ConnectionArn), (Assert.Single(Engine.Requests).Name, Engine.Requests[0].ConnectionArn));
        Assert.All(Engine.Settings, settings => Assert.Null(settings.Region));
    }

    [Theory]
    [InlineData("'web' | New-BitbucketPipeline -Name p -Repository ws/a -Branch main -ConnectionName api")]
    [InlineData("$c | New-BitbucketPipeline -Name p -Repository ws/a -Branch main -ConnectionArn $c.ConnectionArn")]
    [InlineData("New-BitbucketPipeline -Name p -Repository ws/a -Branch main -ConnectionArn $c.ConnectionArn -ConnectionName web")]
    [InlineData("New-BitbucketReviewerAssociation -Repository ws/a -ConnectionArn $c.ConnectionArn -ConnectionName web")]
    public void Two_connections_for_one_pipeline_are_an_error(string script)
    {
        Assert.Equal(["ConnectionGivenTwice"], _shell.Run(script, ("c", Engine.Connections[0])).Ids);
        Assert.Empty(Engine.Requests);
    }

    [Theory]
    [InlineData("New-BitbucketPipeline -Name p -Repository ws/a -Branch main", "ConnectionMissing")]
    [InlineData("New-BitbucketReviewerAssociation -Repository ws/a", "ConnectionMissing")]
    public void A_command_without_a_connection_is_an_error(string script, string id) => Assert.Equal([id], _shell.Run(script).Ids);

    [Fact]
    public void JSON_text_is_one_error_with_the_remedy()
    {
        var result = _shell.Run("'{', '    \"pipeline\": {', '        \"name\": \"p\"', '    }', '}' | New-BitbucketPipeline -Name x -Repository ws/a -Branch main");

        Assert.Equal(["JsonTextPiped"], result.Ids);
        Assert.Contains("ConvertFrom-Json | New-BitbucketPipeline", result.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.Empty(Engine.Calls);
    }

    [Fact]
    public void WhatIf_reviews_each_row_and_creates_nothing()
    {
        _shell.Run($"{Two} | New-BitbucketPipeline -WhatIf");

        Assert.Equal(["Review a", "Review b"], Engine.Calls.Where(call => call.StartsWith("Review", StringComparison.Ordinal)));
        Assert.DoesNotContain(Engine.Calls, call => call.StartsWith("Create", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("$d | New-BitbucketPipeline -Command b", "-Command can't be used with a definition.")]
    [InlineData("$d | New-BitbucketPipeline -Name c -IncludeBranch main -ExecutionMode QUEUED", "-ExecutionMode, -IncludeBranch can't be used with a definition.")]
    [InlineData("$d | New-BitbucketServiceRole -ArtifactBucket b", "-ArtifactBucket can't be used with a pipeline or definition")]
    public void A_parameter_that_a_definition_has_is_an_error_and_no_prompt(string script, string message)
    {
        var error = Assert.Single(_shell.Run(script, ("d", FakeEngine.Pipeline("demo", Engine.Connections[0].ConnectionArn))).Errors);

        Assert.Contains(message, error.Exception.Message, StringComparison.Ordinal);
        Assert.Empty(Engine.Options);
    }

    [Fact]
    public void A_copy_has_the_specified_values_and_knows_its_original()
    {
        var original = FakeEngine.Pipeline("demo", Engine.Connections[0].ConnectionArn);

        var result = _shell.Run(
            "$d | New-BitbucketPipeline -Name copy -ConnectionName api -Branch develop -Repository ws/other -Tag @{ a = 'b' }; $d | New-BitbucketPipeline copy2 -RoleName own; $d | New-BitbucketPipeline copy3 -RoleArn arn:aws:iam::123456789012:role/x",
            ("d", original));

        Assert.Empty(result.Errors);
        Assert.Equal(("copy", Engine.Connections[1].ConnectionArn, "ws/other", "develop"), (Engine.Copies[0].Name, Engine.Copies[0].ConnectionArn, Engine.Copies[0].Repository, Engine.Copies[0].Branch));
        Assert.All(Engine.Options, options => Assert.Same(original, options.CopyOf));
        var copies = result.Of<Pipeline>().ToList();
        Assert.Equal("b", copies[0].Tags!["a"]);
        Assert.Equal([original.RoleArn, null, "arn:aws:iam::123456789012:role/x"], copies.Select(copy => copy.RoleArn));
        Assert.Equal([null, "own", null], Engine.Options.Where(options => options.IsChecked).Select(options => options.RoleName));
    }

    [Fact]
    public void Each_row_can_be_a_copy_of_the_same_file()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, "{}");
            var result = _shell.Run("'a', 'b' | ForEach-Object { [pscustomobject]@{ Name = $_ } } | New-BitbucketPipeline -DefinitionPath $f; New-BitbucketPipeline c -DefinitionPath $f; [pscustomobject]@{ Name = 'd'; DefinitionPath = $f } | New-BitbucketPipeline", ("f", file));

            Assert.Empty(result.Errors);
            Assert.Equal(["a", "b", "c", "d"], result.Of<Pipeline>().Select(pipeline => pipeline.Name));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void A_grant_has_one_policy_for_each_role_of_the_rows()
    {
        var result = _shell.Run(
            "[pscustomobject]@{ ConnectionName = 'web'; RoleName = 'r' }, [pscustomobject]@{ Name = 'api'; RoleName = 's' }, @{ Arn = $a; RoleName = 'r' }, [pscustomobject]@{ ConnectionName = 'web' } | Grant-BitbucketConnectionAccess",
            ("a", Engine.Connections[1].ConnectionArn));

        Assert.Equal(["RequiredValueMissing"], result.Ids);
        Assert.Equal(
            [$"GrantConnection r {Engine.Connections[0].ConnectionArn},{Engine.Connections[1].ConnectionArn}", $"GrantConnection s {Engine.Connections[1].ConnectionArn}"],
            Engine.Calls.Where(call => call.StartsWith("Grant", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("New-BitbucketPipelineStage x -Action $null", "null or empty")]
    [InlineData("New-BitbucketPipelineStage x -Action $action, $null", "Element 2 is null")]
    [InlineData("New-BitbucketPipelineStage x -Action ([BitbucketConnections.PipelineAction]@{ Name = 'a'; ActionTypeId = $null })", "The member 'actionTypeId' of the action 'a' is null.")]
    [InlineData("New-BitbucketPipelineStage x -Action @{ name = 'a'; actionTypeId = @() }", "The member 'actionTypeId' of an action is required.")]
    [InlineData("New-BitbucketPipeline p -ConnectionName web -Repository ws/a -Branch main -Stage @{ name = 's'; actions = @($action, $null) }", "Element 2 of the member 'actions' of a stage is null.")]
    [InlineData("New-BitbucketPipeline p -ConnectionName web -Repository ws/a -Branch main -Stages ([BitbucketConnections.PipelineStage]@{ Name = 's'; Actions = [BitbucketConnections.PipelineAction[]]@($null) })", "The member 'actions[0]' of the stage 's' is null.")]
    [InlineData("New-BitbucketPipeline p -ConnectionName web -Repository ws/a -Branch main -Trigger @{ gitConfiguration = @{ push = @() } }", "The member 'sourceActionName' of a trigger is required.")]
    [InlineData("New-BitbucketPipelineTrigger -IncludeTag v* -InputObject @{ sourceActionName = 'Source'; pull = 1 }", "A trigger has no member 'pull'.")]
    public void A_null_or_unknown_part_has_its_own_error(string script, string message)
    {
        var result = _shell.Run("$action = New-BitbucketPipelineAction a -CodeBuildProject p; " + script);

        Assert.Contains(message, (result.Thrown ?? Assert.Single(result.Errors).Exception).Message, StringComparison.Ordinal);
        Assert.Empty(Engine.Requests);
    }

    [Fact]
    public void A_member_of_a_part_in_two_spellings_is_an_error()
    {
        var action = new Dictionary<string, object> { ["name"] = "a", ["Name"] = "b" };

        var result = _shell.Run("New-BitbucketPipelineStage x -Action $value", ("value", action));

        Assert.Contains("An action has the member 'Name' twice, in different case.", (result.Thrown ?? Assert.Single(result.Errors).Exception).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("$trigger")]
    [InlineData("$copy")]
    [InlineData("@{ gitConfiguration = @{ sourceActionName = 'Source'; push = @{ branches = @{ includes = 'main' } } } }")]
    [InlineData("@{ SourceActionName = 'Source'; Push = @(@{ Branches = @{ Includes = @('main') } }) }")]
    public void A_trigger_is_an_object_or_a_hashtable(string form)
    {
        var trigger = new PipelineTrigger { SourceActionName = "Source", Push = [new TriggerPushFilter { Branches = new TriggerPatterns { Includes = ["main"] } }] };
        var copy = PSSerializer.Deserialize(PSSerializer.Serialize(trigger, 6));

        var result = _shell.Run($"{form} | New-BitbucketPipelineTrigger -IncludeTag v1; New-BitbucketPipeline p -ConnectionName web -Repository ws/a -Branch main -Trigger {form}", ("trigger", trigger), ("copy", copy));

        Assert.Empty(result.Errors);
        Assert.Equal("branches main; tags v1", string.Join("; ", ((PipelineTrigger)result.Output[0].BaseObject).Push!.Select(filter => filter.ToString())));
        Assert.Equal(["main"], Assert.Single(Engine.Requests).Trigger!.Push![0].Branches!.Includes!);
    }
}
