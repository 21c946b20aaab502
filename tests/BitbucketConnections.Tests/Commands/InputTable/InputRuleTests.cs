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

    [Fact]
    public void A_piped_tag_is_removed_from_its_resource()
    {
        var arn = "arn:aws:codepipeline:us-east-1:123456789012:web";
        Engine.Tags[arn] = new() { ["team"] = "web" };

        Assert.Empty(_shell.Run("Get-BitbucketTag $arn | Remove-BitbucketTag -Confirm:$false", ("arn", arn)).Errors);
        Assert.Contains("RemoveTags " + arn, Engine.Calls);
    }
}
