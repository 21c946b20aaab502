using System;
using System.Linq;
using System.Management.Automation;

namespace BitbucketConnections.Tests;

[Collection("shell")]
public sealed class PipelineCommandTests : IDisposable
{
    private const string New = "New-BitbucketPipeline demo -Repository ws/repo -Branch main -RoleArn arn:aws:iam::123456789012:role/r -ArtifactBucket b -BuildProject p ";
    private readonly Shell _shell = new();

    public PipelineCommandTests() => Engine.Connections.Add(FakeEngine.Connection("web", region: "us-west-2"));

    private FakeEngine Engine => _shell.Engine;

    private (string Name, object? Value) Connection => ("c", Engine.Connections[0]);

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData("Get-BitbucketPipeline files", "error")]
    [InlineData("Get-BitbucketPipeline FILES, demo", "demo, error")]
    [InlineData("'files' | Get-BitbucketPipeline", "error")]
    [InlineData("Get-BitbucketPipeline -PipelineArn arn:aws:codepipeline:us-east-1:123456789012:files", "error")]
    [InlineData("Get-BitbucketPipeline files -Repository ws/repo", "error")]
    [InlineData("Get-BitbucketPipeline files -All", "files")]
    [InlineData("Get-BitbucketPipeline f* -All", "files")]
    [InlineData("Get-BitbucketPipeline -All", "demo, files")]
    [InlineData("Get-BitbucketPipeline f*", "verbose")]
    [InlineData("Get-BitbucketPipeline", "demo, verbose")]
    public void A_pipeline_without_a_connection_source_is_an_error_with_its_source_and_All_gets_it(string script, string expected)
    {
        var demo = FakeEngine.Pipeline("demo", Engine.Connections[0].ConnectionArn);
        var source = demo.Stages[0].Actions[0];
        Engine.Pipelines.Add(demo);
        Engine.Pipelines.Add(FakeEngine.Pipeline("files", "none") with
        {
            Stages = [demo.Stages[0] with { Actions = [source with { Name = "Bucket", ActionTypeId = source.ActionTypeId with { Provider = "S3" } }] }],
        });

        var result = _shell.Run(script.Replace("FILES", "files", StringComparison.Ordinal) + " -Verbose");

        var shown = result.Of<Pipeline>().Select(pipeline => pipeline.Name).Concat(result.Ids.Select(id => id == "NoConnectionSource" ? "error" : id))
            .Concat(result.Verbose.Where(line => line.StartsWith("Pipeline 'files' has no connection source", StringComparison.Ordinal)).Select(_ => "verbose"));
        Assert.Equal(expected, string.Join(", ", shown));
        Assert.All(result.Errors, error => Assert.Equal("The pipeline 'files' in us-east-1 has no connection source. Its source is S3 (action 'Bucket'). To get it, use -All.", error.Exception.Message));
    }

    [Theory]
    [InlineData("-Repository ws/repo")]
    [InlineData("-ConnectionArn $c.ConnectionArn")]
    [InlineData("-SearchRegion us-east-1")]
    public void All_excludes_the_parameters_that_select_by_the_connection_source(string parameters) =>
        Assert.Equal(["AllWithSource"], _shell.Run("Get-BitbucketPipeline -All " + parameters, Connection).Ids);

    [Theory]
    [InlineData(New + "-ConnectionArn $c.ConnectionArn")]
    [InlineData(New + "-ConnectionName web")]
    [InlineData("$c | " + New)]
    [InlineData(New + "-ConnectionArn $c.ConnectionArn -DefinitionOnly | New-BitbucketPipeline")]
    public void New_accepts_the_connection_as_an_ARN_name_or_object_or_a_definition(string script)
    {
        var result = _shell.Run(script, Connection);

        var pipeline = Assert.Single(result.Of<Pipeline>());
        Assert.Equal(("demo", Engine.Connections[0].ConnectionArn), (pipeline.Name, pipeline.ConnectionArn));
        Assert.Contains("CreatePipeline demo", Engine.Calls);
    }

    [Fact]
    public void New_with_DefinitionOnly_makes_no_calls()
    {
        var result = _shell.Run(New + "-ConnectionArn $c.ConnectionArn -DefinitionOnly", Connection);

        Assert.Single(result.Of<Pipeline>());
        Assert.Equal(["Build"], Engine.Calls);
    }

    [Fact]
    public void New_validates_before_any_call()
    {
        var result = _shell.Run("New-BitbucketPipeline demo -ConnectionArn $c.ConnectionArn -Repository ws/repo -Branch ''", Connection);

        Assert.Equal(["BranchMissing"], result.Ids);
        Assert.Equal("demo", result.Errors[0].TargetObject);
        Assert.Equal(["Build"], Engine.Calls);
    }

    [Fact]
    public void New_without_a_branch_names_the_parameter() => Assert.Contains(
        "Branch", Assert.Single(_shell.Run("New-BitbucketPipeline demo -ConnectionArn x -Repository ws/repo").Errors).ToString(), StringComparison.Ordinal);

    [Fact]
    public void New_with_WhatIf_makes_no_changing_call()
    {
        Assert.Empty(_shell.Run(New + "-ConnectionArn $c.ConnectionArn -WhatIf", Connection).Output);
        Assert.DoesNotContain(Engine.Calls, c => c.StartsWith("Create", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("$c | " + New, null, "us-west-2")]
    [InlineData("$StoredAWSRegion = 'eu-west-1'; $c | " + New + "-Region ap-south-1", null, "us-west-2")]
    [InlineData(New + "-ConnectionArn $c.ConnectionArn -DefinitionOnly", null, "us-west-2")]
    [InlineData(New + "-ConnectionArn $c.ConnectionArn -ProfileName mine -DefinitionOnly", null, "us-west-2")]
    [InlineData(New + "-ConnectionName web", null, null)]
    [InlineData("$d | New-BitbucketPipeline -RoleName r", "eu-north-1", null)]
    [InlineData("Get-BitbucketServiceRolePolicy -ConnectionArn $c -ArtifactBucket b", null, "us-west-2")]
    [InlineData("New-BitbucketServiceRole demo -ConnectionArn $c -ArtifactBucket b", null, "us-west-2")]
    [InlineData("Grant-BitbucketConnectionAccess -ConnectionArn $c -RoleName r", null, "us-west-2")]
    [InlineData("Get-BitbucketConnectionUsage -ConnectionArn $c", null, "us-west-2")]
    [InlineData("Get-BitbucketPipeline -ConnectionArn $c", null, "us-west-2")]
    [InlineData("Get-BitbucketConnection -ConnectionArn $c.ConnectionArn", "us-west-2", null)]
    public void The_Region_of_a_used_connection_is_the_last_source_of_the_Region(string script, string? input, string? fallback)
    {
        _shell.Run(script, Connection, ("d", new Pipeline { Name = "demo", Region = "eu-north-1" }));

        Assert.Equal((input, fallback), (Engine.Settings[0].InputRegion, Engine.Settings[0].FallbackRegion));
        Assert.Equal(script.Contains("-Region ap-south-1", StringComparison.Ordinal) ? "ap-south-1" : null, Engine.Settings[0].Region);
        Assert.Equal(script.Contains("$StoredAWSRegion", StringComparison.Ordinal) ? "eu-west-1" : null, Engine.Settings[0].DefaultRegion);
    }

    [Theory]
    [InlineData("FullClone", "CODEBUILD_CLONE_REF")]
    [InlineData("codezip", "CODE_ZIP")]
    [InlineData("CODEBUILD_CLONE_REF", "CODEBUILD_CLONE_REF")]
    public void New_accepts_the_names_of_an_output_format(string given, string expected)
    {
        var attribute = new Binding.Attributes.OutputArtifactFormatTransformationAttribute();
        Assert.Equal(expected, attribute.Transform(null!, given));
        Assert.Equal(["ParameterArgumentValidationError"], _shell.Run(New + "-ConnectionArn $c.ConnectionArn -OutputArtifactFormat nonsense", Connection).Ids);
    }

    [Fact]
    public void New_distinguishes_a_caller_without_permission_from_a_role_without_permission()
    {
        Engine.Failures["CreatePipeline"] = new ServiceException(ServiceErrorKind.Service, "denied") { ErrorCode = "AccessDeniedException", Operation = "CreatePipeline", RequestId = "r-9" };

        var error = Assert.Single(_shell.Run(New + "-ConnectionArn $c.ConnectionArn", Connection).Errors);

        Assert.StartsWith("CallerNotAllowed,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("iam:PassRole", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Contains("codeconnections:PassConnection", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(("AccessDeniedException", "r-9"), (error.Exception.Data["ErrorCode"], error.Exception.Data["RequestId"]));
    }

    [Fact]
    public void Get_returns_matching_pipelines_with_a_connection_source()
    {
        Engine.Pipelines.AddRange([
            FakeEngine.Pipeline("one", Engine.Connections[0].ConnectionArn, "ws/one"),
            FakeEngine.Pipeline("two", "arn:aws:codeconnections:us-east-1:123456789012:connection/y", "ws/two"),
            new Pipeline { Name = "other", Region = "us-east-1" }]);

        Assert.Equal(["one", "two"], _shell.Run("Get-BitbucketPipeline").Of<Pipeline>().Select(p => p.Name));
        Assert.Equal(["two"], _shell.Run("Get-BitbucketPipeline T*").Of<Pipeline>().Select(p => p.Name));
        Assert.Equal(["one"], _shell.Run("$c | Get-BitbucketPipeline", Connection).Of<Pipeline>().Select(p => p.Name));
        Assert.Equal(["one"], _shell.Run("$c.ConnectionArn | Get-BitbucketPipeline", Connection).Of<Pipeline>().Select(p => p.Name));
        Assert.Equal(["one"], _shell.Run("$c | Get-BitbucketPipeline", ("c", PSSerializer.Deserialize(PSSerializer.Serialize(Engine.Connections[0])))).Of<Pipeline>().Select(p => p.Name));
        foreach (var pipeline in new object[] { Engine.Pipelines[1], PSSerializer.Deserialize(PSSerializer.Serialize(Engine.Pipelines[1])) })
        {
            Assert.Equal(["two"], _shell.Run("$p | Get-BitbucketPipeline", ("p", pipeline)).Of<Pipeline>().Select(p => p.Name));
        }

        Assert.Equal(["InvalidPipelineArn"], _shell.Run("Get-BitbucketPipeline -PipelineArn demo").Ids);
        var several = _shell.Run("Get-BitbucketPipeline two, nope, 'o*', one -ThrottleLimit 3");
        Assert.Equal(["two", "one", "one"], several.Of<Pipeline>().Select(p => p.Name));
        Assert.Equal(("nope", "PipelineNotFound"), (several.Errors[0].TargetObject, Assert.Single(several.Ids)));
        Assert.Equal([3, 3, 3], Engine.Limits.TakeLast(3));
        var piped = _shell.Run("@($p) * 200 | Get-BitbucketPipeline -ThrottleLimit 2", ("p", Engine.Pipelines.First(p => p.Name == "one")));
        Assert.Equal(200, piped.Of<Pipeline>().Count());
        Assert.Equal(["two"], _shell.Run("Get-BitbucketPipeline -Repository https://me@bitbucket.org/WS/two.git").Of<Pipeline>().Select(p => p.Name));
        Assert.Equal(["PipelineNotFound"], _shell.Run("Get-BitbucketPipeline nope").Ids);
        Assert.Empty(_shell.Run("Get-BitbucketPipeline no*").Errors);
    }

    [Fact]
    public void Remove_accepts_names_ARNs_objects_and_deserialized_objects()
    {
        foreach (var script in new[] { "Remove-BitbucketPipeline p -Confirm:$false", "$p.PipelineArn | Remove-BitbucketPipeline -Confirm:$false", "$p | Remove-BitbucketPipeline -Confirm:$false", "$s | Remove-BitbucketPipeline -Confirm:$false" })
        {
            var pipeline = FakeEngine.Pipeline("p", Engine.Connections[0].ConnectionArn);
            Engine.Pipelines.Add(pipeline);
            var result = _shell.Run(script, ("p", pipeline), ("s", PSSerializer.Deserialize(PSSerializer.Serialize(pipeline))));
            Assert.True(Engine.Pipelines.Count == 0, script + ": " + result.All());
        }
    }

    [Fact]
    public void Remove_of_an_unknown_pipeline_is_an_error_although_AWS_reports_success()
    {
        Assert.Equal(["PipelineNotFound"], _shell.Run("Remove-BitbucketPipeline nope -Confirm:$false").Ids);
        var calls = Engine.Calls.Count;
        var pattern = _shell.Run("Remove-BitbucketPipeline 'v*', 'a b' -Confirm:$false");
        Assert.Equal((2, calls), (pattern.Ids.Count(id => id == "InvalidPipelineName"), Engine.Calls.Count));
        Assert.EndsWith("run: Get-BitbucketPipeline 'v*' | Remove-BitbucketPipeline", pattern.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Engine.Calls, c => c.StartsWith("Delete", StringComparison.Ordinal));
    }

    [Fact]
    public void Remove_deletes_the_policy_after_the_pipeline_and_the_confirmation_says_so()
    {
        Engine.Pipelines.Add(FakeEngine.Pipeline("p", Engine.Connections[0].ConnectionArn));
        _shell.Run("Remove-BitbucketPipeline p -WhatIf");
        Assert.Equal(["GetPipeline p"], Engine.Calls);
        Engine.Calls.Clear();

        var result = _shell.Run("Remove-BitbucketPipeline p -Confirm:$false -Verbose");

        Assert.Equal(["GetPipeline p", "DeletePipeline p", "RemovePolicy p"], Engine.Calls);
        Assert.Contains(result.Verbose, line => line.Contains("its policy BitbucketConnections-us-east-1-p-12345678 from the role r", StringComparison.Ordinal));
    }

    [Fact]
    public void RemoveServiceRole_removes_the_role_after_the_pipeline_and_names_roles_in_use_at_the_end()
    {
        Engine.Pipelines.Add(FakeEngine.Pipeline("p", Engine.Connections[0].ConnectionArn));
        Engine.Pipelines.Add(FakeEngine.Pipeline("q", Engine.Connections[0].ConnectionArn));
        Engine.RolesInUse.Add("The service role 'r' was not removed.");

        var result = _shell.Run("Remove-BitbucketPipeline p, q -RemoveServiceRole -Confirm:$false -Verbose");

        Assert.Equal(
            [
                "GetPipeline p", "DescribeRole p", "DeletePipeline p", "RemovePolicy p", "RemoveRole p",
                "GetPipeline q", "DescribeRole q", "DeletePipeline q", "RemovePolicy q", "RemoveRole q",
            ],
            Engine.Calls);
        Assert.Equal(["The service role 'r' was not removed."], result.Warnings);
        Assert.Contains(result.Verbose, line => line.Contains("if the policy exists; then remove its service role r\" on target \"p in us-east-1\".", StringComparison.Ordinal));
    }

    [Fact]
    public void WhatIf_of_RemoveServiceRole_changes_nothing_and_counts_the_pipeline_as_removed()
    {
        Engine.Pipelines.Add(FakeEngine.Pipeline("p", Engine.Connections[0].ConnectionArn));

        _shell.Run("Remove-BitbucketPipeline p -RemoveServiceRole -WhatIf");

        Assert.Equal(["GetPipeline p", "DescribeRole p", "SkipRole p"], Engine.Calls);
    }

    [Theory]
    [InlineData("-Confirm:$false", new[] { "GetPipeline gone", "FindLeftRole gone", "DescribeRole gone", "RemovePolicy gone", "RemoveRole gone" })]
    [InlineData("-WhatIf", new[] { "GetPipeline gone", "FindLeftRole gone", "DescribeRole gone" })]
    public void The_role_that_an_interrupted_removal_left_is_removed(string switches, string[] calls)
    {
        Engine.LeftRole = "arn:aws:iam::123456789012:role/service-role/r";

        var result = _shell.Run($"Remove-BitbucketPipeline gone -RemoveServiceRole {switches}");

        Assert.Equal(calls, Engine.Calls);
        Assert.Empty(result.Errors);
        Assert.StartsWith("The pipeline 'gone' does not exist in us-east-1, but the service role arn:aws:iam::123456789012:role/service-role/r", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Continue", 1)]
    [InlineData("Stop", 0)]
    public void A_pipeline_that_is_not_deleted_keeps_its_role(string action, int removed)
    {
        Engine.Pipelines.Add(FakeEngine.Pipeline("q", Engine.Connections[0].ConnectionArn));

        var result = _shell.Run($"Remove-BitbucketPipeline nope, q -RemoveServiceRole -Confirm:$false -ErrorAction {action}");

        Assert.Equal(action == "Stop", result.Thrown is not null);
        Assert.Equal(removed, Engine.Calls.Count(call => call == "RemoveRole q"));
        Assert.DoesNotContain("RemoveRole nope", Engine.Calls);
    }

    [Fact]
    public void A_pipeline_that_is_not_deleted_keeps_its_policy()
    {
        Engine.Pipelines.Add(FakeEngine.Pipeline("p", Engine.Connections[0].ConnectionArn));
        Engine.Failures["DeletePipeline"] = new ServiceException(ServiceErrorKind.Service, "denied") { ErrorCode = "AccessDeniedException" };

        Assert.Single(_shell.Run("Remove-BitbucketPipeline p -Confirm:$false").Errors);
        Assert.DoesNotContain("RemovePolicy p", Engine.Calls);
    }

    [Fact]
    public void A_connection_is_never_used_as_a_pipeline()
    {
        Engine.Pipelines.Add(FakeEngine.Pipeline("web", Engine.Connections[0].ConnectionArn));

        var result = _shell.Run("$c | Remove-BitbucketPipeline -Confirm:$false", Connection);

        Assert.Single(Engine.Pipelines);
        Assert.True(result.Errors.Count == 1 || result.Thrown is not null);
    }

    [Fact]
    public void Executions_are_streamed_or_read_by_id()
    {
        Assert.Equal(5, _shell.Run("Get-BitbucketPipelineExecution demo").Output.Count);
        Assert.Equal(5, _shell.Run("$p | Get-BitbucketPipelineExecution", ("p", FakeEngine.Pipeline("demo", "x"))).Output.Count);
        Assert.Equal("e7", Assert.Single(_shell.Run("Get-BitbucketPipelineExecution demo -Id e7").Of<PipelineExecution>()).PipelineExecutionId);
        Assert.Equal(["demo"], _shell.Run("Get-BitbucketPipelineExecution demo -Id e7 | Get-BitbucketPipelineExecution").Of<PipelineExecution>().Select(e => e.PipelineName));
    }

    [Fact]
    public void Tags_belong_to_the_pipeline_and_not_to_its_connection()
    {
        var pipeline = FakeEngine.Pipeline("demo", Engine.Connections[0].ConnectionArn);

        foreach (var given in new object[] { pipeline, PSSerializer.Deserialize(PSSerializer.Serialize(pipeline)), pipeline.PipelineArn! })
        {
            Engine.Calls.Clear();
            _shell.Run("$p | Get-BitbucketTag; $p | Add-BitbucketTag -Tag @{ a = 'b' }; $p | Remove-BitbucketTag -TagKey a", ("p", given));
            Assert.Equal([$"ListTags {pipeline.PipelineArn}", $"AddTags {pipeline.PipelineArn}", $"RemoveTags {pipeline.PipelineArn}"], Engine.Calls);
        }

        Engine.Calls.Clear();
        Assert.Empty(_shell.Run("$c | Get-BitbucketTag; $c | Add-BitbucketTag -Tag @{ a = 'b' } -WhatIf; $c | Remove-BitbucketTag -TagKey a -WhatIf", Connection).Errors);
        Assert.Equal([$"ListTags {Engine.Connections[0].ConnectionArn}"], Engine.Calls);
    }
}
