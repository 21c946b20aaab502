using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Text.Json.Nodes;
using Amazon.CodePipeline.Model;
using Amazon.Runtime;
using BitbucketConnections.Engine.Executions;
using BitbucketConnections.Engine.Links;
using BitbucketConnections.Engine.Pipelines.Mapping;

namespace BitbucketConnections.Engine.Tests;

public sealed class MapperTests
{
    [Fact]
    public void A_declaration_with_every_member_comes_back_as_it_was()
    {
        var declaration = (PipelineDeclaration)Fill(typeof(PipelineDeclaration));

        var pipeline = DeclarationReader.Read(declaration, null, "us-east-1", new ConsoleLinks(null));
        var written = DeclarationWriter.Write(pipeline);

        Assert.Equal(ToJson(declaration)!.ToJsonString(), ToJson(written)!.ToJsonString());
    }

    [Fact]
    public void An_empty_list_is_never_written()
    {
        var declaration = DeclarationWriter.Write(new Pipeline
        {
            Name = "x",
            Region = "us-east-1",
            Stages = [new PipelineStage { Name = "s", Actions = [new PipelineAction { Name = "a", ActionTypeId = new() { Category = "Approval", Owner = "AWS", Provider = "Manual", Version = "1" }, Commands = [] }] }],
            Triggers = [new PipelineTrigger { SourceActionName = "a", Push = [new TriggerPushFilter { Branches = new TriggerPatterns { Includes = [], Excludes = ["x"] } }], PullRequest = [] }],
        });

        Assert.DoesNotContain("[]", ToJson(declaration)!.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("aws", "us-west-2", "https://us-west-2.console.aws.amazon.com/codesuite/settings/123456789012/us-west-2/codestar-connections/connections/abc")]
    [InlineData("aws-us-gov", "us-gov-west-1", "https://us-gov-west-1.console.amazonaws-us-gov.com/codesuite/settings/123456789012/us-gov-west-1/codestar-connections/connections/abc")]
    [InlineData("aws-cn", "cn-north-1", "https://cn-north-1.console.amazonaws.cn/codesuite/settings/123456789012/cn-north-1/codestar-connections/connections/abc")]
    [InlineData("aws-iso", "us-iso-east-1", null)]
    [InlineData("aws-eusc", "eusc-de-east-1", null)]
    public void A_console_link_is_of_the_partition_or_none(string partition, string region, string? expected)
    {
        Assert.True(Arn.TryParse($"arn:{partition}:codestar-connections:{region}:123456789012:connection/abc", out var arn));
        Assert.Equal(expected, new ConsoleLinks(null).Connection(arn)?.ToString());
        Assert.Equal(expected, new ConsoleLinks(new Uri("https://vpce.example.com/")).Connection(arn)?.ToString());
        Assert.StartsWith("http://127.0.0.1:4566/codesuite/settings/123456789012/", new ConsoleLinks(new Uri("http://127.0.0.1:4566/")).Connection(arn)!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("us-west-2", "us-west-2.console.aws.amazon.com")]
    [InlineData("us-gov-west-1", "us-gov-west-1.console.amazonaws-us-gov.com")]
    [InlineData("cn-north-1", "cn-north-1.console.amazonaws.cn")]
    [InlineData("us-iso-east-1", null)]
    [InlineData("us-isob-east-1", null)]
    [InlineData("eu-isoe-west-1", null)]
    [InlineData("eusc-de-east-1", null)]
    [InlineData("us-west-99", "us-west-99.console.aws.amazon.com")]
    public void A_runs_link_is_of_the_partition_of_its_Region_or_none(string region, string? host) =>
        Assert.Equal(host, new ExecutionReader(region, new ConsoleLinks(null)).Started("demo", "abc").ConsoleUrl?.Host);

    private static object Fill(Type type)
    {
        var actual = Nullable.GetUnderlyingType(type) ?? type;
        if (actual == typeof(string))
        {
            return "text";
        }

        if (actual == typeof(int))
        {
            return 7;
        }

        if (typeof(ConstantClass).IsAssignableFrom(actual))
        {
            return actual.GetFields(BindingFlags.Public | BindingFlags.Static).First(f => f.FieldType == actual).GetValue(null)!;
        }

        var value = Activator.CreateInstance(actual)!;
        switch (value)
        {
            case System.Collections.IDictionary map:
                map.Add("key", Fill(actual.GetGenericArguments()[1]));
                break;
            case System.Collections.IList list:
                list.Add(Fill(actual.GetGenericArguments()[0]));
                break;
            default:
                foreach (var property in actual.GetProperties())
                {
                    property.SetValue(value, Fill(property.PropertyType));
                }

                break;
        }

        return value;
    }

    private static JsonNode? ToJson(object? value) => value switch
    {
        null => null,
        string text => text,
        int number => number,
        ConstantClass constant => constant.Value,
        System.Collections.IDictionary map => new JsonObject(map.Keys.Cast<string>().Order().Select(k => KeyValuePair.Create(k, ToJson(map[k])))),
        System.Collections.IList list => new JsonArray(list.Cast<object>().Select(ToJson).ToArray()),
        _ => new JsonObject(value.GetType().GetProperties().Where(p => p.GetValue(value) is not null).Select(p => KeyValuePair.Create(p.Name, ToJson(p.GetValue(value))))),
    };
}
