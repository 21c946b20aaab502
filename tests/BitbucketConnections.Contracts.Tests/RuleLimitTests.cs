using System;
using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Contracts.Tests;

/// <summary>Tests each limit of the rules on both sides: the bound is valid, and the next value is not.</summary>
public sealed class RuleLimitTests
{
    private const string Connection = "arn:aws:codestar-connections:us-east-1:123456789012:connection/";
    private const string Role = "arn:aws:iam::123456789012:role/";

    private static readonly Dictionary<string, Limit> s_limits = new()
    {
        ["connection name"] = new(1, 32, "InvalidConnectionName", n => ConnectionRules.CheckName(Text(n))),
        ["connection ARN"] = new(null, 256, "InvalidConnectionArn", n => ConnectionRules.CheckArn(Connection + Text(n - Connection.Length))),
        ["pipeline name"] = new(1, 100, "InvalidPipelineName", n => PipelineNameRules.CheckName("pipeline", "InvalidPipelineName", Text(n))),
        ["role ARN"] = new(null, 1024, "InvalidRoleArn", n => PipelineNameRules.CheckRoleArn(Role + Text(n - Role.Length))),
        ["build project"] = new(2, 150, "InvalidBuildProject", n => PipelineNameRules.CheckBuildProject(Text(n))),
        ["bucket"] = new(3, 63, "InvalidArtifactBucket", n => PipelineNameRules.CheckBucket(Text(n))),
        ["tag key"] = new(1, 128, "InvalidTag", n => TagRules.CheckKey(Text(n))),
        ["tag value"] = new(null, 256, "InvalidTag", n => TagRules.Check(new Dictionary<string, string> { ["k"] = Text(n) }).SingleOrDefault()),
        ["number of tags"] = new(null, 50, "TooManyTags", n => TagRules.Check(Enumerable.Range(0, n).ToDictionary(i => "k" + i, _ => "v")).SingleOrDefault()),
    };

    public static TheoryData<string> Names => [.. s_limits.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_bound_is_valid_and_the_next_value_is_not(string name)
    {
        var limit = s_limits[name];
        if (limit.Least is { } least)
        {
            Assert.Equal(limit.Id, limit.Check(least - 1)?.Id);
            Assert.Null(limit.Check(least));
        }

        Assert.Null(limit.Check(limit.Most));
        Assert.Equal(limit.Id, limit.Check(limit.Most + 1)?.Id);
    }

    private static string Text(int length) => new('a', length);

    // Least is null if a lower value has another meaning, or is also valid.
    private sealed record Limit(int? Least, int Most, string Id, Func<int, Finding?> Check);
}
