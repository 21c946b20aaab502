using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BitbucketConnections.Engine.Policies;
using BitbucketConnections.Engine.Roles;

namespace BitbucketConnections.Engine.Tests;

/// <summary>Tests the names and the merge of policies, without AWS calls.</summary>
public sealed class PolicyMergeTests
{
    [Fact]
    public void Names_are_valid_distinct_and_stable()
    {
        var random = new Random(10);
        const string Characters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.@-_";
        string[] regions = ["us-east-1", "us-east-2", "us-gov-east-1", "ap-southeast-2", "eu-central-1", "me-central-1", "cn-northwest-1"];
        var pairs = new HashSet<(string Region, string Name)>();
        foreach (var region in regions)
        {
            // Names that differ only after the kept part or only in case, and pairs of Region and name that look the same when joined.
            pairs.UnionWith(Enumerable.Range(0, 50).Select(i => (region, new string('x', 90) + i.ToString(CultureInfo.InvariantCulture))));
            pairs.UnionWith([(region, "demo"), (region, "Demo"), (region, "DEMO"), (region, "1-demo"), (region, new string('y', 100)), (region, new string('y', 99)), (region, ".")]);
            pairs.UnionWith(Enumerable.Range(0, 300).Select(_ => (region, new string(Enumerable.Range(0, random.Next(1, 101)).Select(_ => Characters[random.Next(Characters.Length)]).ToArray()))));
        }

        var names = pairs.Select(pair => PipelinePolicyName.Of(pair.Region, pair.Name)).ToList();

        Assert.All(names, name => Assert.Matches(new Regex(@"^[\w+=,.@-]{1,128}\z", RegexOptions.ECMAScript), name));
        Assert.Equal(names.Count, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Equal(names, pairs.Select(pair => PipelinePolicyName.Of(pair.Region, pair.Name)));
        Assert.All(names, name => Assert.True(PipelinePolicyName.IsOne(name), name));
        Assert.All(pairs, pair => Assert.StartsWith($"BitbucketConnections-{pair.Region}-{pair.Name[..Math.Min(80, pair.Name.Length)]}", PipelinePolicyName.Of(pair.Region, pair.Name), StringComparison.Ordinal));
    }

    [Fact]
    public void A_name_is_the_same_as_in_the_previous_version() =>
        Assert.Equal("BitbucketConnections-us-east-1-demo-" + RoleNames.Hash("us-east-1/demo"), PipelinePolicyName.Of("us-east-1", "demo"));

    [Theory]
    [InlineData("BitbucketConnections-UseConnection")]
    [InlineData("AWSCodePipelineServiceRole-us-east-1-demo")]
    [InlineData("BitbucketConnections-us-east-1-demo")]
    [InlineData("BitbucketConnections-us-east-1-demo-1234567")]
    [InlineData("BitbucketConnections-us-east-1-demo-1234567G")]
    [InlineData("xBitbucketConnections-us-east-1-demo-12345678")]
    public void A_policy_of_another_form_is_not_recognised(string name) => Assert.False(PipelinePolicyName.IsOne(name));

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"Statement":"x"}""")]
    [InlineData("""{"Statement":[{"Sid":"A"},1]}""")]
    public void A_document_that_is_not_a_policy_is_not_read(string document) => Assert.Null(PolicyContent.TryRead(document));

    [Fact]
    public void A_rewritten_policy_keeps_unknown_members_and_statements()
    {
        const string Document = """{"Version":"2008-10-17","Id":"é+","Statement":{"Effect":"Deny","NotResource":["a","b"],"Action":"s3:*","Condition":{"Bool":{"aws:SecureTransport":false},"NumericLessThan":{"s3:max-keys":10}}}}""";

        var written = PolicyJson.Write(new PolicyMerge(PolicyContent.TryRead(Document)!, [], [Statement("A", "x", "r")]).Settled(keepsLeftover: false));

        var policy = JsonNode.Parse(written)!;
        Assert.Equal(("2008-10-17", "é+"), ((string?)policy["Version"], (string?)policy["Id"]));
        Assert.Equal(Statement("A", "x", "r").Sealed().Sid, (string?)policy["Statement"]![0]!["Sid"]);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Document)!["Statement"], policy["Statement"]![1]));
    }

    [Fact]
    public void A_statement_with_our_Sid_in_another_form_is_renamed_and_keeps_its_meaning()
    {
        var present = Policy("""{"Sid":"A","Effect":"Deny","Action":"s3:*","Resource":"*"}""");

        var merge = new PolicyMerge(present, [Statement("A", "x", "r")], [Statement("A", "x", "r")]);

        Assert.Equal(["A Allow x r", "AByHand Deny s3:* *"], Show(merge.Settled(keepsLeftover: false)));
        Assert.Equal(["AByHand"], merge.Kept);
    }

    [Fact]
    public void A_manually_changed_condition_is_a_separate_permission()
    {
        var present = Policy("""{"Sid":"A","Effect":"Allow","Action":"x","Resource":"r","Condition":{"StringEquals":{"k":"mine"}}}""");
        PolicyStatement[] wanted = [new("A", ["x"], ["r"], new PolicyCondition("StringEquals", "k", "ours"))];

        var merge = new PolicyMerge(present, wanted, wanted);

        Assert.Equal(["ours", "mine"], merge.Settled(keepsLeftover: false).Understood.Select(s => s.Conditions[0].Values[0]));
        Assert.Single(merge.Missing);
    }

    [Fact]
    public void Extra_permissions_of_a_statement_are_kept_without_widening_it()
    {
        // An action and a resource were added, which makes four permissions. One of them is needed.
        var present = Policy("""{"Sid":"A","Effect":"Allow","Action":["x","extra"],"Resource":["r","more"]}""");

        var settled = new PolicyMerge(present, [Statement("A", "x", "r")], [Statement("A", "x", "r")]).Settled(keepsLeftover: false);

        Assert.Equal(["A Allow x r", "AByHand Allow extra r", "AByHand2 Allow x,extra more"], Show(settled));
        Assert.True(settled.IsSame(new PolicyMerge(settled, [Statement("A", "x", "r")], [Statement("A", "x", "r")]).Settled(keepsLeftover: false)));
    }

    [Fact]
    public void Permissions_for_an_update_are_added_first_and_settled_afterwards()
    {
        var present = Policy("""{"Sid":"AllowA","Effect":"Allow","Action":"x","Resource":"old"}""", """{"Effect":"Allow","Action":"y","Resource":"z"}""");
        PolicyStatement[] before = [Statement("AllowA", "x", "old")];
        PolicyStatement[] after = [Statement("AllowA", "x", "new")];

        var both = new PolicyMerge(present, before, after).Both();
        Assert.Equal(["AllowA Allow x old", "- Allow y z", "AllowADuringUpdate Allow x new"], Show(both));
        var merge = new PolicyMerge(both, before, after);
        Assert.Empty(merge.Missing);
        Assert.Equal(["AllowA Allow x new", "AllowADuringUpdate Allow x old", "- Allow y z"], Show(merge.Settled(keepsLeftover: true)));
        Assert.Equal(["AllowA Allow x new", "- Allow y z"], Show(merge.Settled(keepsLeftover: false)));

        // After a failed update, the next one needs neither.
        Assert.Equal(["AllowA Allow x newer", "- Allow y z"], Show(new PolicyMerge(both, before, [Statement("AllowA", "x", "newer")]).Settled(keepsLeftover: false)));
    }

    [Fact]
    public void A_leftover_permission_that_is_needed_again_is_kept()
    {
        var present = Policy("""{"Sid":"AllowA","Effect":"Allow","Action":"x","Resource":"new"}""", """{"Sid":"AllowADuringUpdate","Effect":"Allow","Action":"x","Resource":"old"}""");

        var merge = new PolicyMerge(present, [Statement("AllowA", "x", "new")], [Statement("AllowA", "x", "old")]);

        Assert.Empty(merge.Missing);
        Assert.Equal(["AllowA Allow x old"], Show(merge.Settled(keepsLeftover: false)));
    }

    [Fact]
    public void A_leftover_permission_that_the_policy_has_twice_is_kept_once()
    {
        var present = Policy("""{"Sid":"AllowA","Effect":"Allow","Action":"x","Resource":"old"}""", """{"Sid":"AllowADuringUpdate","Effect":"Allow","Action":"x","Resource":"old"}""");

        var merge = new PolicyMerge(present, [Statement("AllowA", "x", "old")], [Statement("AllowA", "x", "new")]);

        Assert.Equal(["AllowA Allow x new", "AllowADuringUpdate Allow x old"], Show(merge.Settled(keepsLeftover: true)));
    }

    [Fact]
    public void A_statement_for_a_definition_from_outside_the_module_is_removed_if_its_hash_proves_that_nobody_changed_it()
    {
        var present = Policy(Json(ForRepository("r", "outside")));

        var merge = new PolicyMerge(present, [ForRepository("r", "before")], [ForRepository("r", "after")]);

        Assert.Equal(["after"], Repositories(merge.Settled(keepsLeftover: false)));
        Assert.Equal(["after", "outside"], Repositories(merge.Settled(keepsLeftover: true)));
        Assert.Empty(merge.Kept);
        Assert.Empty(new PolicyMerge(present, [ForRepository("r", "before")], []).Settled(keepsLeftover: false).Statements);
    }

    [Fact]
    public void A_statement_for_a_definition_from_outside_the_module_is_kept_if_a_person_may_have_changed_it()
    {
        var outside = ForRepository("r", "outside");
        var otherAction = new PolicyStatement(outside.Sid, [.. outside.Actions, "extra"], outside.Resources, [.. outside.Conditions]);
        var otherResource = new PolicyStatement(outside.Sid, outside.Actions, [.. outside.Resources, "more"], [.. outside.Conditions]);

        Assert.All([otherAction, otherResource], changed => Assert.Equal(
            ["after", "outside"],
            Repositories(new PolicyMerge(Policy(Json(changed)), [ForRepository("r", "before")], [ForRepository("r", "after")]).Settled(keepsLeftover: false))));
    }

    private static PolicyStatement ForRepository(string resource, string repository) =>
        new PolicyStatement("A", ["x"], [resource], new PolicyCondition("StringEquals", "k", repository)).WithHash();

    private static string Json(PolicyStatement statement) => JsonNode.Parse(PolicyJson.Write([statement]))!["Statement"]![0]!.ToJsonString();

    private static IEnumerable<string> Repositories(PolicyContent content) => content.Understood.Select(s => s.Conditions[0].Values[0]);

    private static PolicyStatement Statement(string sid, string action, string resource) => new(sid, [action], [resource]);

    private static PolicyContent Policy(params string[] statements) => PolicyContent.TryRead($$"""{"Version":"2012-10-17","Statement":[{{string.Join(",", statements)}}]}""")!;

    private static IEnumerable<string> Show(PolicyContent content) => JsonNode.Parse(PolicyJson.Write(content))!["Statement"]!.AsArray()
        .Select(s => $"{PolicyStatement.WithoutHash((string?)s!["Sid"] ?? "-")} {s["Effect"]} {string.Join(",", RoleHarness.Texts(s["Action"]))} {string.Join(",", RoleHarness.Texts(s["Resource"]))}");
}
