using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Engine.Declarations;
using BitbucketConnections.Engine.Editing;
using BitbucketConnections.Engine.Links;

namespace BitbucketConnections.Engine.Tests;

/// <summary>Tests that an edit of a document keeps everything that it does not change. Makes no AWS calls.</summary>
public sealed class EditedDocumentTests
{
    private const string Key = """{"id":"arn:aws:kms:us-east-1:123456789012:alias/web","type":"KMS"}""";
    private readonly List<Finding> _findings = [];

    [Theory]
    [InlineData("""{"artifactStore":{"type":"S3","location":"old","new":1,"encryptionKey":KEY}}""", """{"us-east-1":{"type":"S3","location":"bucket","new":1,"encryptionKey":KEY},"eu-west-1":{"type":"S3","location":"far"}}""")]
    [InlineData("""{"artifactStores":{"us-east-1":{"type":"S3","location":"old","encryptionKey":KEY},"eu-west-1":{"type":"S3","location":"older","new":1},"us-west-2":{"type":"S3","location":"gone"}}}""", """{"us-east-1":{"type":"S3","location":"bucket","encryptionKey":KEY},"eu-west-1":{"type":"S3","location":"far","new":1}}""")]
    public void The_new_bucket_of_a_Region_keeps_the_key_and_unknown_members_of_the_Region(string before, string stores)
    {
        var document = Document(before.Replace("KEY", Key, StringComparison.Ordinal));

        SettingEdits.Apply(document, new PipelineChanges { ArtifactBuckets = new Dictionary<string, string> { ["us-east-1"] = "bucket", ["eu-west-1"] = "far" } }, "us-east-1", _findings);

        Assert.Empty(_findings);
        Assert.Null(document.Json["artifactStore"]);
        AssertJson(stores.Replace("KEY", Key, StringComparison.Ordinal), document.Json["artifactStores"]);
    }

    [Fact]
    public void A_new_key_is_set_for_the_store_of_the_pipelines_Region_only()
    {
        var document = Document("""{"artifactStores":{"us-east-1":{"type":"S3","location":"a"},"eu-west-1":{"type":"S3","location":"b"}}}""");

        SettingEdits.Apply(document, new PipelineChanges { EncryptionKeyId = "arn:aws:kms:us-east-1:123456789012:alias/web" }, "us-east-1", _findings);

        AssertJson($$$"""{"us-east-1":{"type":"S3","location":"a","encryptionKey":{{{Key}}}},"eu-west-1":{"type":"S3","location":"b"}}""", document.Json["artifactStores"]);
    }

    [Theory]
    [InlineData(StageChangeKind.Move, "Ship")]
    [InlineData(StageChangeKind.Remove, "Ship")]
    public void The_JSON_of_the_other_stages_is_not_written_again(StageChangeKind kind, string stage)
    {
        var document = Document(Stages);
        var before = document.StageObjects.ToDictionary(PipelineDocument.NameOf, json => json.ToJsonString());

        Apply(document, new StageChange { Kind = kind, StageName = stage, After = kind == StageChangeKind.Move ? "Source" : null });

        Assert.Empty(_findings);
        Assert.Equal(kind == StageChangeKind.Move ? "Source Ship Build" : "Source Build", string.Join(" ", document.StageObjects.Select(PipelineDocument.NameOf)));
        Assert.All(document.StageObjects, json => Assert.Equal(before[PipelineDocument.NameOf(json)], json.ToJsonString()));
    }

    [Theory]
    [InlineData(StageChangeKind.Move, "Ship", "Source", "SourceStageFixed")]
    [InlineData(StageChangeKind.Move, "Source", "Ship", "SourceStageFixed")]
    [InlineData(StageChangeKind.Remove, "Source", null, "SourceStageFixed")]
    [InlineData(StageChangeKind.Remove, "None", null, "StageNotFound")]
    [InlineData(StageChangeKind.Move, "Ship", "None", "StageNotFound")]
    public void The_source_stage_stays_first(StageChangeKind kind, string stage, string? anchor, string id)
    {
        Apply(Document(Stages), new StageChange { Kind = kind, StageName = stage, Before = anchor });

        Assert.Equal(id, Assert.Single(_findings).Id);
    }

    [Fact]
    public void A_replaced_trigger_keeps_its_place_and_the_other_triggers()
    {
        var document = Document("""
            {"stages":[{"name":"Source","actions":[
              {"name":"One","actionTypeId":{"category":"Source","owner":"AWS","provider":"CodeStarSourceConnection","version":"1"}},
              {"name":"Two","actionTypeId":{"category":"Source","owner":"AWS","provider":"CodeStarSourceConnection","version":"1"}}]}],
             "triggers":[{"gitConfiguration":{"sourceActionName":"One"}},{"gitConfiguration":{"sourceActionName":"Two","new":1}}]}
            """);
        var trigger = new PipelineTrigger { SourceActionName = "x", Push = [new TriggerPushFilter { Branches = new TriggerPatterns { Includes = ["main"] } }] };

        TriggerEdit.Apply(document, new Pipeline { Name = "demo", Region = "us-east-1" }, new PipelineChanges { SourceActionName = "One", Trigger = trigger }, _findings);

        var triggers = document.Json["triggers"]!.AsArray();
        Assert.Equal(["One", "Two"], triggers.Select(one => PipelineDocument.SourceOf(one!.AsObject())));
        Assert.Equal("main", (string?)triggers[0]!["gitConfiguration"]!["push"]![0]!["branches"]!["includes"]![0]);
        AssertJson("""{"gitConfiguration":{"sourceActionName":"Two","new":1}}""", triggers[1]);
    }

    // Empty lists and maps, which this module does not write.
    private const string Stages = """
        {"name":"demo","stages":[
          {"name":"Source","actions":[{"name":"Source","actionTypeId":{"category":"Source","owner":"AWS","provider":"S3","version":"1"},"inputArtifacts":[],"outputArtifacts":[{"name":"A"}],"configuration":{}}]},
          {"name":"Build","actions":[{"runOrder":1,"name":"Build","actionTypeId":{"version":"1","provider":"CodeBuild","owner":"AWS","category":"Build"},"inputArtifacts":[{"name":"A"}],"outputArtifacts":[],"new":1}]},
          {"name":"Ship","blockers":[],"actions":[{"name":"Ask","actionTypeId":{"category":"Approval","owner":"AWS","provider":"Manual","version":"1"},"inputArtifacts":[],"outputArtifacts":[],"configuration":{}}]}]}
        """;

    private static PipelineDocument Document(string json) => new(JsonNode.Parse(json)!.AsObject());

    private static void AssertJson(string expected, JsonNode? actual) => Assert.Equal(JsonNode.Parse(expected)!.ToJsonString(), actual?.ToJsonString());

    private void Apply(PipelineDocument document, StageChange change) =>
        StageEdits.Apply(document, document.Read(null, "us-east-1", new ConsoleLinks(null)), new PipelineChanges { StageChanges = [change] }, _findings);
}
