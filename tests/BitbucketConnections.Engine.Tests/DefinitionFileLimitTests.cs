using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using BitbucketConnections.Engine.DefinitionFiles;
using BitbucketConnections.Engine.Json;
using BitbucketConnections.Engine.Links;

namespace BitbucketConnections.Engine.Tests;

/// <summary>Files that are not valid, or too large, give an error of the module with the place and what was expected.</summary>
public sealed class DefinitionFileLimitTests
{
    [Theory]
    [InlineData("{\"name\":\"demo\",\n\"\\ud800\":1,\"stages\":[]}", "line 2, position 1")]
    [InlineData("{\"name\":\"\\udc00x\",\"stages\":[]}", "line 1, position 9")]
    [InlineData("{\"name\":\"demo\",\"stages\":[{\"name\":\"\\ud83d\"}]}", "line 1, position 34")]
    public void Half_of_a_surrogate_pair_is_rejected_with_its_place(string json, string place) =>
        Assert.Equal($"The definition can't be read: {place}: a text has half of a surrogate pair, which is not a character.", Invalid(json).Message);

    [Fact]
    public void A_whole_surrogate_pair_is_read() => Assert.Equal("\ud83d\ude00", Read("{\"name\":\"\\ud83d\\ude00\",\"stages\":[]}").Name);

    [Theory]
    [InlineData("{\"name\":\"demo\",\n\"stages\":[", "line 2, position 11: a value is expected in a list, but the text ends. The file may be incomplete.")]
    [InlineData("{\"name\":\"demo\",\"stages\":[]", "line 1, position 27: a comma or } is expected in an object, but the text ends. The file may be incomplete.")]
    [InlineData("{\"name\":\"dem", "line 1, position 13: a quotation mark is expected in an object, but the text ends. The file may be incomplete.")]
    [InlineData("{\"name\" \"demo\"}", "line 1, position 9: a colon is expected after the name of a member.")]
    [InlineData("{name: 1}", "line 1, position 2: the name of a member is expected, in double quotation marks.")]
    [InlineData("{\"a\":1 \"b\":2}", "line 1, position 8: a comma or } is expected.")]
    [InlineData("{\"a\":True}", "line 1, position 6: a value is expected: a text in double quotation marks, a number, true, false, null, an object or a list.")]
    [InlineData("{\"a\":'x'}", "line 1, position 6: a text is written in double quotation marks, not in single ones.")]
    [InlineData("{\"a\":01}", "a number is expected, such as 1 or 1.5.")]
    [InlineData("{\"a\":\"b\nc\"}", "A line break in a text is written as \\n.")]
    [InlineData("{\"a\":\"C:\\x\"}", "an escape such as \\n or \\\\ is expected after a backslash.")]
    [InlineData("{\"a\":1}}", "line 1, position 8: the end of the file is expected, because the JSON is complete.")]
    public void A_mistake_names_its_place_and_what_was_expected(string json, string message) =>
        Assert.Contains(message, Invalid(json).Message, StringComparison.Ordinal);

    [Fact]
    public void A_mistake_is_found_without_recursion()
    {
        Assert.NotNull(JsonMistake.Find(new string('[', 1_000_000)));
        Assert.Null(JsonMistake.Find(new string('[', 100_000) + new string(']', 100_000)));
    }

    [Theory]
    [InlineData("{\"name\":\"demo\",\"stages\":[{\"name\":{\"a\":1}}]}", "at $.stages[0].name: the value must be text")]
    [InlineData("{\"name\":\"demo\",\"version\":\"x\",\"stages\":[]}", "at $.version: the value must be a whole number, but is text.")]
    [InlineData("{\"name\":\"demo\",\"stages\":[],\"artifactStore\":1}", "at $.artifactStore: the value must be an object, but is a number.")]
    [InlineData("{\"name\":\"demo\",\"stages\":1}", "at $.stages: the value must be a list, but is a number.")]
    [InlineData("{\"name\":\"demo\",\"stages\":[],\"tags\":true}", "at $.tags: the value must be a list of tags with key and value, but is true or false.")]
    public void A_value_of_another_type_names_the_expected_one(string json, string message) => Assert.Contains(message, Invalid(json).Message, StringComparison.Ordinal);

    [Fact]
    public void A_list_with_more_elements_than_AWS_accepts_is_rejected()
    {
        var stages = string.Join(",", Enumerable.Repeat("{}", 1001));

        Assert.Contains("at $.stages: the list has 1001 elements.", Invalid($"{{\"name\":\"demo\",\"stages\":[{stages}]}}").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_with_too_many_values_is_rejected_with_a_short_message()
    {
        var json = new StringBuilder("{\"name\":\"demo\",\"stages\":[{}").Insert(27, ",{}", 3_300_000 / 2).Append("]}").ToString();

        var message = Invalid(json).Message;

        Assert.Equal("The definition can't be read: it has more than 50000 values. AWS accepts no definition of this size.", message);
    }

    [Fact]
    public void A_long_value_is_shortened_in_the_message_and_the_remedy_stays()
    {
        var finding = new Finding("X", $"'{new string('x', 1_000_000)}' is not valid. Specify another name.");

        Assert.InRange(finding.Message.Length, 1000, 4000);
        Assert.EndsWith("' is not valid. Specify another name.", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"pipeline\":{\"name\":\"demo\",\"stages\":[]},\"tags\":[{\"key\":\"a\",\"value\":\"1\"},{\"key\":\"a\",\"value\":\"2\"}]}", "at $.tags[1].key: the tag key occurs twice.")]
    [InlineData("{\"pipeline\":{\"name\":\"demo\",\"stages\":[]},\"tags\":{\"a\":\"1\",\"a\":\"2\"}}", "at $.tags.a: the tag key occurs twice.")]
    [InlineData("{\"Type\":\"AWS::CodePipeline::Pipeline\",\"Properties\":{\"Name\":\"demo\",\"Stages\":[],\"Tags\":[{\"Key\":\"a\",\"Value\":\"1\"},{\"Key\":\"a\",\"Value\":\"2\"}]}}", "at $.Properties.tags[1].key: the tag key occurs twice.")]
    public void A_tag_key_that_occurs_twice_is_rejected(string json, string message) => Assert.Contains(message, Invalid(json).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("{\"Fn::Sub\":\"arn:aws:iam::${AWS::AccountId}:role/x\"}", "first at $.Properties.RoleArn (Fn::Sub).")]
    [InlineData("{\"Ref\":\"Role\"}", "first at $.Properties.RoleArn (Ref).")]
    [InlineData("\"arn:aws:iam::${AWS::AccountId}:role/x\"", "first at $.Properties.RoleArn (${AWS::...}, which requires Fn::Sub).")]
    [InlineData("\"{{resolve:ssm:role}}\"", "first at $.Properties.RoleArn (a dynamic reference).")]
    public void A_value_that_CloudFormation_computes_is_named(string value, string message)
    {
        var json = $"{{\"Type\":\"AWS::CodePipeline::Pipeline\",\"Properties\":{{\"Name\":\"demo\",\"RoleArn\":{value},\"Stages\":[]}}}}";

        Assert.Contains(message, Assert.Throws<ServiceException>(() => Read(json)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(99, true)]
    public void A_version_is_1_or_more_and_otherwise_ignored(int version, bool isValid)
    {
        var findings = Pipelines.Rules.PipelineValidator.Validate(Read($"{{\"name\":\"demo\",\"version\":{version},\"stages\":[]}}"));

        Assert.Equal(isValid, findings.All(finding => finding.Id != "InvalidPipelineVersion"));
    }

    [Fact]
    public void The_finding_of_a_tag_has_its_path()
    {
        var pipeline = Read("{\"pipeline\":{\"name\":\"demo\",\"stages\":[]},\"tags\":[{\"key\":\"aws:x\",\"value\":\"1\"}]}");

        var finding = Engine.Declarations.FindingPlace.Add(Pipelines.Rules.PipelineValidator.Validate(pipeline), pipeline).Single(one => one.Id == "InvalidTag");

        Assert.Equal("Tags['aws:x']", finding.Path);
        Assert.StartsWith("tags['aws:x']: ", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_unknown_members_are_a_few_warnings()
    {
        var members = string.Join(",", Enumerable.Range(0, 1000).Select(i => $"\"new{i}\":1"));
        var messages = new List<string>();

        DefinitionReader.Read($"{{\"name\":\"demo\",\"stages\":[],{members}}}", "us-east-1", new ConsoleLinks(null), (_, message) => messages.Add(message));

        Assert.Equal(11, messages.Count);
        Assert.Equal("The definition has 990 more unknown members. They are sent to AWS unchanged.", messages[^1]);
    }

    private static Pipeline Read(string json) => DefinitionReader.Read(json, "us-east-1", new ConsoleLinks(null), (_, _) => { });

    private static ServiceException Invalid(string json)
    {
        var thrown = Assert.Throws<ServiceException>(() => Read(json));
        Assert.Equal("InvalidDefinitionJson", thrown.Condition);
        return thrown;
    }
}
