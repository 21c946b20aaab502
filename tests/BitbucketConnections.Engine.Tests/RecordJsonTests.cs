using System;
using System.Text.Json;
using System.Text.Json.Nodes;
using BitbucketConnections.Declarations;
using BitbucketConnections.Engine.Declarations;
using BitbucketConnections.Tests;

namespace BitbucketConnections.Engine.Tests;

/// <summary>JSON in and out by the field table.</summary>
public sealed class RecordJsonTests
{
    [Fact]
    public void A_declaration_with_every_member_of_the_model_and_a_stranger_beside_each_comes_back_as_it_was()
    {
        var declaration = DocumentRoundTripTests.Document();

        var written = RecordWriter.Write(Read(declaration));

        Assert.True(JsonNode.DeepEquals(DocumentRoundTripTests.Ordered(declaration), DocumentRoundTripTests.Ordered(written)), $"Expected {declaration.ToJsonString()}\nbut it is {written.ToJsonString()}");
    }

    [Fact]
    public void Every_member_of_the_records_is_written_and_read()
    {
        var pipeline = FilledModel.Of<Pipeline>();

        var read = Read(RecordWriter.Write(pipeline));

        string[] ofAws = ["PipelineArn", "Region", "Tags", "Created", "Updated", "ConsoleUrl", "PipelineExecutionId"];
        Assert.Equal(FilledModel.Values(pipeline, ofAws), FilledModel.Values(read, ofAws));
    }

    [Fact]
    public void An_empty_list_is_not_written()
    {
        var written = RecordWriter.Write(new Pipeline
        {
            Name = "x",
            Region = "us-east-1",
            Stages = [new PipelineStage { Name = "s", Actions = [new PipelineAction { Name = "a", ActionTypeId = new() { Category = "Approval", Owner = "AWS", Provider = "Manual", Version = "1" }, Commands = [] }] }],
            Triggers = [new PipelineTrigger { SourceActionName = "a", Push = [new TriggerPushFilter { Branches = new TriggerPatterns { Includes = [], Excludes = ["x"] } }], PullRequest = [] }],
        });

        Assert.DoesNotContain("[]", written.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_declaration_cannot_do_without_is_written_empty() =>
        Assert.Equal("{\"name\":\"x\",\"stages\":[]}", RecordWriter.Write(new Pipeline { Name = "x", Region = "us-east-1" }).ToJsonString());

    [Theory]
    [InlineData("{\n  \"a\": [1, {\"b\": true}]\n}", "$.a[1].b", 2, 18)]
    [InlineData("{\"a\":1,\n\"a\":2}", "$.a", 2, 5)]
    [InlineData("[1]", "$", 1, 1)]
    public void A_path_is_found_in_the_text(string json, string path, int line, int position) => Assert.Equal((line, position), JsonPlace.Find(json, path));

    [Fact]
    public void A_path_that_is_not_there_is_not_found() => Assert.Null(JsonPlace.Find("{\"a\":1}", "$.b"));

    private static Pipeline Read(JsonObject declaration) => (Pipeline)RecordReader.Read(DeclarationTable.Pipeline, JsonSerializer.SerializeToElement(declaration), "$");
}
