using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using BitbucketConnections.Declarations;
using BitbucketConnections.Engine.Declarations;
using BitbucketConnections.Engine.DefinitionFiles;
using BitbucketConnections.Engine.Links;

namespace BitbucketConnections.Engine.Tests;

/// <summary>Tests reading and writing JSON by the field table.</summary>
public sealed class RecordJsonTests
{
    [Fact]
    public void A_declaration_with_all_members_and_unknown_members_is_unchanged_after_a_round_trip()
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
    public void Members_of_the_wire_format_are_not_declaration_members()
    {
        var read = Read(new JsonObject { ["name"] = "x", ["__type"] = "com.amazonaws#PipelineDeclaration", ["stages"] = new JsonArray() });

        Assert.Null(read.AdditionalMembers);
    }

    [Fact]
    public void A_read_pipeline_has_the_metadata_the_Region_the_tags_and_the_link()
    {
        using var answer = JsonDocument.Parse(
            """{"pipeline":{"name":"x","stages":[]},"metadata":{"pipelineArn":"arn:aws-cn:codepipeline:cn-north-1:123456789012:x","created":1501626591.112,"updated":1501626592.113}}""");
        var tags = new Dictionary<string, string> { ["team"] = "web" };

        var read = PipelineReader.ReadAnswer(
            answer.RootElement.GetProperty("pipeline"), answer.RootElement.GetProperty("metadata"), "cn-north-1", new ConsoleLinks(null), tags);

        Assert.Equal(("arn:aws-cn:codepipeline:cn-north-1:123456789012:x", "cn-north-1"), (read.PipelineArn, read.Region));
        Assert.Equal(new DateTime(2017, 8, 1, 22, 29, 51, 112, DateTimeKind.Utc), read.Created);
        Assert.Equal(new DateTime(2017, 8, 1, 22, 29, 52, 113, DateTimeKind.Utc), read.Updated);
        Assert.Same(tags, read.Tags);
        Assert.StartsWith("https://cn-north-1.console.amazonaws.cn/", read.ConsoleUrl, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"2026-03-01T12:00:00+00:00\"", true)]
    [InlineData("1772366400", true)]
    [InlineData("\"soon\"", false)]
    [InlineData("1e300", false)]
    [InlineData("{}", false)]
    public void A_time_of_another_program_is_read_if_it_can_be(string created, bool isRead)
    {
        using var answer = JsonDocument.Parse($$$"""{"pipeline":{"name":"x","stages":[]},"metadata":{"created":{{{created}}}}}""");

        var read = PipelineReader.ReadAnswer(answer.RootElement.GetProperty("pipeline"), answer.RootElement.GetProperty("metadata"), "us-east-1", new ConsoleLinks(null));

        Assert.Equal(isRead ? new DateTime(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc) : null, read.Created);
    }

    [Fact]
    public void A_definition_has_no_console_link() => Assert.Null(DefinitionReader.Read("{\"name\":\"x\",\"stages\":[]}", "us-east-1", new ConsoleLinks(null), (_, _) => { }).ConsoleUrl);

    [Fact]
    public void A_member_of_the_wrong_type_is_an_unexpected_response()
    {
        using var answer = JsonDocument.Parse("""{"name":"x","stages":[{"name":7}]}""");

        var thrown = Assert.Throws<ServiceException>(() => PipelineReader.ReadAnswer(answer.RootElement, null, "us-east-1", new ConsoleLinks(null)));

        Assert.Equal(ServiceErrorKind.UnexpectedResponse, thrown.Kind);
    }

    [Fact]
    public void An_unknown_member_of_a_PascalCase_object_is_written_into_the_same_object()
    {
        var declaration = JsonNode.Parse(
            """{"Name":"x","Stages":[{"Name":"s","Actions":[],"OnFailure":{"RetryConfiguration":{"RetryMode":"ALL_ACTIONS","NewRetry":1}}}],"Triggers":[{"GitConfiguration":{"SourceActionName":"a","New":2}}]}""")!;

        var written = RecordWriter.Write(Read(declaration.AsObject()));

        Assert.Equal("{\"retryMode\":\"ALL_ACTIONS\",\"NewRetry\":1}", written["stages"]![0]!["onFailure"]!["retryConfiguration"]!.ToJsonString());
        Assert.Equal(["gitConfiguration", "providerType"], written["triggers"]![0]!.AsObject().Select(member => member.Key).Order(StringComparer.Ordinal));
        Assert.Equal("{\"sourceActionName\":\"a\",\"New\":2}", written["triggers"]![0]!["gitConfiguration"]!.ToJsonString());
    }

    [Theory]
    [InlineData("{bad")]
    [InlineData(null)]
    public void An_additional_member_that_is_not_JSON_is_an_invalid_definition(string? text)
    {
        var pipeline = new Pipeline { Name = "x", Region = "us-east-1", AdditionalMembers = new Dictionary<string, string> { ["new"] = text! } };

        var thrown = Assert.Throws<ServiceException>(() => RecordWriter.Write(pipeline));

        Assert.Equal(("InvalidDefinitionJson", true), (thrown.Condition, thrown.Message.Contains("'new'", StringComparison.Ordinal)));
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
    public void Required_lists_of_a_declaration_are_written_even_if_empty() =>
        Assert.Equal("{\"name\":\"x\",\"stages\":[]}", RecordWriter.Write(new Pipeline { Name = "x", Region = "us-east-1" }).ToJsonString());

    [Theory]
    [InlineData("{\n  \"a\": [1, {\"b\": true}]\n}", "$.a[1].b", 2, 18)]
    [InlineData("{\"a\":1,\n\"a\":2}", "$.a", 2, 5)]
    [InlineData("[1]", "$", 1, 1)]
    public void A_path_is_found_in_the_text(string json, string path, int line, int position) => Assert.Equal((line, position), JsonPlace.Find(json, path));

    [Fact]
    public void A_missing_path_is_not_found() => Assert.Null(JsonPlace.Find("{\"a\":1}", "$.b"));

    private static Pipeline Read(JsonObject declaration) => (Pipeline)RecordReader.Read(DeclarationTable.Pipeline, JsonSerializer.SerializeToElement(declaration), "$");
}
