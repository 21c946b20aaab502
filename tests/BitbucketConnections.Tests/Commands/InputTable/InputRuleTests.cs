using System;
using System.Collections;
using System.Linq;
using System.Management.Automation;

namespace BitbucketConnections.Tests;

/// <summary>Rules of input that are not a cell of the table.</summary>
[Collection("shell")]
public sealed class InputRuleTests : IDisposable
{
    private readonly Shell _shell = new();

    private FakeEngine Engine => _shell.Engine;

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData("'[ci] web' | Remove-BitbucketConnection -Force -Confirm:$false", "DeleteConnection")]
    [InlineData("Remove-BitbucketConnection '[ci] web' -Force -Confirm:$false", "DeleteConnection")]
    [InlineData("(Get-BitbucketConnection '[ci] web').ConnectionArn", "[ci] web")]
    [InlineData("('[ci] web' | Get-BitbucketConnection).ConnectionArn", "[ci] web")]
    public void A_name_that_exists_is_not_a_pattern(string script, string expected)
    {
        Engine.Connections.AddRange([FakeEngine.Connection("c web"), FakeEngine.Connection("[ci] web")]);

        var result = _shell.Run(script);

        Assert.Empty(result.Errors);
        var deleted = Engine.Calls.Where(call => call.StartsWith("DeleteConnection", StringComparison.Ordinal));
        Assert.Contains(expected, Assert.Single(deleted.Concat(result.Of<string>())), StringComparison.Ordinal);
        Assert.EndsWith("/[ci] web", deleted.Concat(result.Of<string>()).Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_pattern_with_and_without_tags_finds_the_names_in_any_case()
    {
        Engine.Connections.AddRange([FakeEngine.Connection("WEB-a"), FakeEngine.Connection("web-b"), FakeEngine.Connection("api")]);
        Engine.Tags[Engine.Connections[1].ConnectionArn] = new() { ["team"] = "web" };

        Assert.Equal(["WEB-a", "web-b"], _shell.Run("Get-BitbucketConnection web-*").Of<Connection>().Select(c => c.ConnectionName));
        Assert.Equal([null, "web"], _shell.Run("'web-*' | Get-BitbucketConnection -IncludeTag").Of<Connection>().Select(c => c.Tags!.TryGetValue("team", out var team) ? team : null));
        Assert.Equal("web", _shell.Run("Get-BitbucketConnection *-b -IncludeTag").Of<Connection>().Single().Tags!["team"]);
    }

    [Fact]
    public void The_connections_are_listed_once_for_many_piped_names()
    {
        Engine.Connections.AddRange(Enumerable.Range(0, 20).Select(i => FakeEngine.Connection("c" + i)));

        Assert.Equal(20, _shell.Run("0..19 | ForEach-Object { \"c$_\" } | Get-BitbucketConnection").Output.Count);
        Assert.Single(Engine.Calls, "ListConnections");
    }

    [Fact]
    public void All_connections_with_a_name_are_shown_and_a_row_chooses_the_Region()
    {
        Engine.Connections.AddRange([FakeEngine.Connection("web"), FakeEngine.Connection("web", region: "eu-west-1")]);

        Assert.Equal(2, _shell.Run("'web' | Get-BitbucketConnection").Output.Count);
        Assert.Equal(["eu-west-1"], _shell.Run("[pscustomobject]@{ Name = 'web'; Region = 'eu-west-1' } | Get-BitbucketConnection").Of<Connection>().Select(c => c.Region));
        Assert.Equal(["AmbiguousName"], _shell.Run("'web' | Remove-BitbucketConnection -Force -Confirm:$false").Ids);
        _shell.Run("@{ ConnectionName = 'web'; Region = 'eu-west-1' } | Remove-BitbucketConnection -Force -Confirm:$false");
        Assert.Equal(["us-east-1"], Engine.Connections.Select(c => c.Region));
        Assert.Contains("was found in eu-west-1 in this account", _shell.Run("@{ ConnectionName = 'web'; Region = 'eu-west-1' } | Wait-BitbucketConnection").Errors.Single().Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Remove-BitbucketConnection -Confirm:$false")]
    [InlineData("Get-BitbucketConnection")]
    [InlineData("Get-BitbucketPipeline")]
    [InlineData("Start-BitbucketPipeline")]
    [InlineData("Get-BitbucketTag")]
    [InlineData("Get-BitbucketReviewerAssociation")]
    public void JSON_text_that_is_piped_line_by_line_is_one_error_with_the_remedy(string command)
    {
        var result = _shell.Run($"'{{', '    \"connections\": [', '    ]', '}}' | {command}");

        Assert.Equal(["JsonTextPiped"], result.Ids);
        Assert.EndsWith($"run: … | ConvertFrom-Json | {command.Split(' ')[0]}", result.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.Empty(Engine.Calls);
    }

    [Fact]
    public void An_answer_of_GetPipeline_identifies_its_pipeline()
    {
        Engine.Pipelines.Add(FakeEngine.Pipeline("demo", "arn:aws:codestar-connections:us-east-1:123456789012:connection/web"));
        var answer = new PSObject
        {
            Properties =
            {
                new PSNoteProperty("pipeline", new PSObject { Properties = { new PSNoteProperty("name", "demo"), new PSNoteProperty("version", 3) } }),
                new PSNoteProperty("metadata", new PSObject { Properties = { new PSNoteProperty("pipelineArn", "arn:aws:codepipeline:eu-west-1:123456789012:demo") } }),
            },
        };

        Assert.Equal("eu-west-1", _shell.Run("$a | Start-BitbucketPipeline", ("a", answer)).Of<PipelineExecution>().Single().Region);
        answer.Properties.Remove("metadata");
        Assert.Single(_shell.Run("$a | Get-BitbucketPipeline", ("a", answer)).Output);
    }

    [Theory]
    [InlineData("$c | Get-BitbucketPipeline -Name we*", "web")]
    [InlineData("$arn | Get-BitbucketPipeline -Name we*", "web")]
    [InlineData("@{ ConnectionName = 'main' } | Get-BitbucketPipeline", "web,api")]
    [InlineData("@{ ConnectionArn = $arn } | Get-BitbucketPipeline -Repository ws/repo", "web,api")]
    [InlineData("@{ Arn = $arn } | Get-BitbucketPipeline", "web,api")]
    [InlineData("@{ Name = 'web'; ConnectionName = 'main' } | Get-BitbucketPipeline", "web")]
    [InlineData("'web' | Get-BitbucketPipeline -Version 1", "web")]
    [InlineData("'w*', 'api' | Get-BitbucketPipeline", "web,api")]
    [InlineData("'web' | Get-BitbucketPipeline -Repository other/one", "")]
    [InlineData("Get-BitbucketPipeline arn:aws:codepipeline:us-east-1:123456789012:web, api", "web,api")]
    public void A_piped_connection_means_its_pipelines_and_other_input_is_a_pipeline(string script, string expected)
    {
        Engine.Connections.Add(FakeEngine.Connection("main"));
        var arn = Engine.Connections[0].ConnectionArn;
        Engine.Pipelines.AddRange([FakeEngine.Pipeline("web", arn), FakeEngine.Pipeline("api", arn)]);

        var result = _shell.Run(script, ("c", Engine.Connections[0]), ("arn", arn));

        Assert.Empty(result.Errors);
        Assert.Equal(expected, string.Join(",", result.Of<Pipeline>().Select(p => p.Name)));
    }

    [Fact]
    public void A_wrong_filter_is_one_error_for_all_piped_pipelines_and_a_name_does_not_filter_them()
    {
        Assert.Equal(["InvalidRepositoryId"], _shell.Run("'a', 'b' | Get-BitbucketPipeline -Repository nope").Ids);
        Assert.Equal(["NameWithPipeline", "NameWithPipeline"], _shell.Run("'a', 'b' | Get-BitbucketPipeline -Name c").Ids);
        Assert.Empty(Engine.Calls);
    }

    [Fact]
    public void The_pipelines_are_listed_once_for_many_names_that_do_not_exist_and_a_denied_list_changes_nothing()
    {
        Engine.Pipelines.Add(FakeEngine.Pipeline("web", "arn:aws:codestar-connections:us-east-1:123456789012:connection/web"));

        var result = _shell.Run("'WEB', 'wbe', 'xyz' | Get-BitbucketPipeline");

        Assert.Equal(["PipelineNotFound", "PipelineNotFound", "PipelineNotFound"], result.Ids);
        Assert.Equal(["Similar name: 'web'.", "No similar name exists. Number of pipelines: 1.", "No similar name exists. Number of pipelines: 1."], result.Errors.Select(e => e.Exception.Message[(e.Exception.Message.IndexOf("there.", StringComparison.Ordinal) + 7)..]));
        Assert.Single(Engine.Calls, "ListPipelines");

        Engine.Failures["ListPipelines"] = new ServiceException(ServiceErrorKind.Service, "denied") { ErrorCode = "AccessDeniedException" };
        var denied = _shell.Run("Get-BitbucketPipeline WEB").Errors.Single();
        Assert.Equal(("PipelineNotFound", "GetPipeline failed: not there"), (denied.FullyQualifiedErrorId.Split(',')[0], denied.Exception.Message));
    }

    [Fact]
    public void The_values_of_an_object_that_identifies_nothing_are_not_shown()
    {
        var row = new Hashtable { ["Id"] = "t0p-s3cret", ["Password"] = "t0p-s3cret" };

        var result = _shell.Run("$row | Remove-BitbucketPipeline -Confirm:$false; $row | Get-BitbucketConnection; $row | Get-BitbucketTag", ("row", row));

        Assert.Equal(["NotAPipeline", "NotAConnection", "NotATaggedResource"], result.Ids);
        Assert.All(result.Errors, error => Assert.Contains("Password", error.Exception.Message, StringComparison.Ordinal));
        Assert.DoesNotContain("t0p-s3cret", string.Join('\n', result.Errors.Select(error => error.Exception.Message + error.ErrorDetails)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Remove-BitbucketPipeline $stage -Confirm:$false")]
    [InlineData("Remove-BitbucketPipeline $run -Confirm:$false")]
    [InlineData("Start-BitbucketPipeline -Name $stage")]
    [InlineData("Wait-BitbucketPipelineExecution $run")]
    [InlineData("Set-BitbucketPipeline web -ConnectionName $stage")]
    [InlineData("Get-BitbucketPipeline @($stage, 'web')")]
    [InlineData("Remove-BitbucketConnection $stage -Force -Confirm:$false")]
    [InlineData("Remove-BitbucketConnection -ConnectionArn $pipeline -Force -Confirm:$false")]
    [InlineData("Add-BitbucketTag $stage @{ a = 'b' }")]
    [InlineData("Remove-BitbucketReviewerAssociation $stage -Confirm:$false")]
    public void An_object_of_another_noun_is_not_used_as_its_text(string script)
    {
        Engine.Pipelines.AddRange([FakeEngine.Pipeline("web", "arn:aws:codestar-connections:us-east-1:123456789012:connection/Build"), FakeEngine.Pipeline("Build", "x")]);
        Engine.Connections.Add(FakeEngine.Connection("Build"));
        var stage = new StageState { PipelineName = "web", StageName = "Build", Region = "us-east-1" };

        var result = _shell.Run(script, ("stage", stage), ("run", FakeEngine.Execution("web", "Build")), ("pipeline", Engine.Pipelines[0]));

        Assert.Equal("ParameterArgumentTransformationError", result.ThrownId ?? result.Ids.Single());
        Assert.Empty(Engine.Calls);
    }

    [Fact]
    public void An_object_of_the_noun_is_its_ARN_as_an_argument()
    {
        Engine.Connections.AddRange([FakeEngine.Connection("web"), FakeEngine.Connection("web", region: "eu-west-1")]);
        var pipeline = FakeEngine.Pipeline("web", Engine.Connections[1].ConnectionArn, region: "eu-west-1");
        Engine.Pipelines.Add(pipeline);

        Assert.Equal("eu-west-1", _shell.Run("Start-BitbucketPipeline $p", ("p", pipeline)).Of<PipelineExecution>().Single().Region);
        _shell.Run("Set-BitbucketPipeline web -ConnectionName $c", ("c", Engine.Connections[1]));
        Assert.Equal(Engine.Connections[1].ConnectionArn, Engine.Changes.Single().ConnectionArn);
        Assert.Equal("eu-west-1", _shell.Run("Get-BitbucketConnection $c", ("c", Engine.Connections[1])).Of<Connection>().Single().Region);
    }

    [Theory]
    [InlineData("Remove-BitbucketConnection -Force -Confirm:$false", "NotAConnection")]
    [InlineData("Add-BitbucketTag -Tag @{ a = 'b' }", "NotATaggedResource")]
    [InlineData("Remove-BitbucketTag -TagKey a -Confirm:$false", "NotATaggedResource")]
    [InlineData("Remove-BitbucketReviewerAssociation -Confirm:$false", "NotAnAssociation")]
    public void A_row_that_only_refers_to_a_resource_changes_nothing(string command, string id)
    {
        Engine.Connections.Add(FakeEngine.Connection("web"));
        Engine.Associations.Add(FakeEngine.Association("ws/repo"));
        var arn = Engine.Connections[0].ConnectionArn;
        var typed = (PSObject)InputForm.Shallow(new PSObject { Properties = { new PSNoteProperty("Name", "web"), new PSNoteProperty("ConnectionArn", arn), new PSNoteProperty("Repository", "ws/repo") } });
        typed.TypeNames.Insert(0, "Selected.BitbucketConnections.Pipeline");
        object[] rows =
        [
            new Hashtable { ["Name"] = "shop", ["ConnectionArn"] = arn, ["Repository"] = "ws/repo" },
            new Hashtable { ["Name"] = "shop", ["ConnectionName"] = "web", ["Repository"] = "ws/repo", ["Branch"] = "main" },
            new Hashtable { ["PipelineName"] = "shop", ["ConnectionArn"] = arn, ["FullRepositoryId"] = "ws/repo" },
            typed,
        ];

        // A connection with its own name is not another noun.
        var result = _shell.Run($"$rows | {command}", ("rows", command.StartsWith("Remove-BitbucketConnection", StringComparison.Ordinal) ? rows.Where(row => row is not Hashtable { Count: 4 }).ToArray() : rows));

        Assert.All(result.Ids, found => Assert.Equal(id, found));
        Assert.NotEmpty(result.Errors);
        Assert.DoesNotContain(Engine.Calls, call => call.StartsWith("Delete", StringComparison.Ordinal) || call.StartsWith("AddTags", StringComparison.Ordinal) || call.StartsWith("RemoveTags", StringComparison.Ordinal) || call.StartsWith("Disassociate", StringComparison.Ordinal));
    }

    [Fact]
    public void The_short_name_of_the_id_of_an_execution_is_its_id()
    {
        Engine.Pipelines.Add(FakeEngine.Pipeline("web", "x"));

        var result = _shell.Run("@{ PipelineName = 'web'; Id = 'e7' } | Get-BitbucketPipelineExecution; @{ PipelineName = 'web'; Id = '' } | Stop-BitbucketPipelineExecution -Confirm:$false");

        Assert.Equal("e7", Assert.Single(result.Of<PipelineExecution>()).PipelineExecutionId);
        Assert.Equal(["EmptyProperty"], result.Ids);
    }

    [Fact]
    public void The_ARN_of_a_row_decides_its_Region_and_a_row_cannot_choose_the_profile()
    {
        Engine.Pipelines.Add(FakeEngine.Pipeline("web", "x", region: "eu-west-1"));
        const string Arn = "arn:aws:codepipeline:eu-west-1:123456789012:web";

        Assert.All(
            new[] { $"@{{ Arn = '{Arn}'; Region = 'us-east-1' }}", $"@{{ PipelineName = 'web'; Arn = '{Arn}' }}" },
            row => Assert.Equal("eu-west-1", _shell.Run(row + " | Start-BitbucketPipeline").Of<PipelineExecution>().Single().Region));
        Assert.Equal(["ProfileInInput"], _shell.Run("@{ Name = 'web'; ProfileName = 'prod' } | Remove-BitbucketPipeline -Confirm:$false").Ids);
    }

    [Theory]
    [InlineData("'web', 'a[', 'api' | Get-BitbucketPipeline", 2)]
    [InlineData("'web', 'a[', 'api' | Get-BitbucketConnection", 2)]
    [InlineData("'web', 'a[', 'api' | Wait-BitbucketConnection", 2)]
    [InlineData("Get-BitbucketPipeline web, 'a[', api", 2)]
    public void A_pattern_that_is_not_valid_is_one_error_and_the_others_are_processed(string script, int others)
    {
        Engine.Connections.AddRange([FakeEngine.Connection("web"), FakeEngine.Connection("api")]);
        Engine.Pipelines.AddRange([FakeEngine.Pipeline("web", Engine.Connections[0].ConnectionArn), FakeEngine.Pipeline("api", Engine.Connections[0].ConnectionArn)]);

        var result = _shell.Run(script);

        Assert.Equal(["InvalidPattern"], result.Ids);
        Assert.Equal(others, result.Output.Count);
    }

    [Theory]
    [InlineData("@{ Name = @('a', 'b') } | Remove-BitbucketPipeline -Confirm:$false")]
    [InlineData("[pscustomobject]@{ Name = @{ a = 1 } } | Get-BitbucketPipeline")]
    public void A_list_or_an_object_is_not_a_name(string script) => Assert.Equal(["NotAPipeline"], _shell.Run(script).Ids);

    [Theory]
    [InlineData("Start-BitbucketPipeline")]
    [InlineData("Get-BitbucketPipeline")]
    [InlineData("Wait-BitbucketConnection")]
    public void Indented_JSON_in_one_text_is_JSON_text(string command)
    {
        var failure = Assert.Single(_shell.Run("$json | " + command, ("json", "{\n    \"pipeline\": {\n        \"name\": \"web\"\n    }\n}\n")).Errors);

        Assert.StartsWith("JsonTextPiped,", failure.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.True(failure.Exception.Message.Length < 200, failure.Exception.Message);
    }

    [Fact]
    public void A_piped_tag_is_removed_from_its_resource()
    {
        var arn = "arn:aws:codepipeline:us-east-1:123456789012:web";
        Engine.Tags[arn] = new() { ["team"] = "web" };

        Assert.Empty(_shell.Run("Get-BitbucketTag $arn | Remove-BitbucketTag -Confirm:$false", ("arn", arn)).Errors);
        Assert.Contains("RemoveTags " + arn, Engine.Calls);
    }
}
