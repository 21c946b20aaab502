using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using BitbucketConnections.Errors;

namespace BitbucketConnections.Tests;

/// <summary>Tests that local conditions have a name and a stable error id, and never use an AWS code.</summary>
public sealed class ConditionTests
{
    private static readonly string[] s_projects = ["BitbucketConnections.Contracts", "BitbucketConnections.Engine", "BitbucketConnections"];

    public static TheoryData<ServiceErrorKind, string, string, string, string> Known
    {
        get
        {
            var data = new TheoryData<ServiceErrorKind, string, string, string, string>();
            foreach (var line in File.ReadLines(Path.Combine(Sources.Root, "tests/BitbucketConnections.Tests/Errors/ConditionIds.txt")).Where(line => !line.StartsWith('#')))
            {
                var cells = line.Split(' ');
                data.Add(Enum.Parse<ServiceErrorKind>(cells[0]), cells[1], cells[2], cells[3], cells[4]);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Known))]
    public void A_condition_keeps_its_id(ServiceErrorKind kind, string condition, string id, string category, string ends)
    {
        // A condition without its own name has the name of its kind.
        var failure = condition == kind.ToString() ? new ServiceException(kind, "x") : new ServiceException(kind, "x") { Condition = condition };

        var record = ErrorRecordFactory.Create(failure, "target");
        var row = ErrorTable.Find(failure);

        Assert.Equal((condition, null), (failure.Condition, failure.ErrorCode));
        Assert.Equal((id, category), (record.FullyQualifiedErrorId, record.CategoryInfo.Category.ToString()));
        Assert.Equal(ends, row.IsTerminating ? "yes" : row.IsTerminatingAtFirst ? "first" : "no");
        Assert.Equal(condition, failure.Data["Condition"]);
        Assert.NotEmpty(record.ErrorDetails.RecommendedAction);
        Assert.False(failure.Data.Contains("ErrorCode"));
    }

    [Fact]
    public void Every_condition_in_the_sources_is_in_the_list_and_every_one_in_the_list_is_in_the_sources()
    {
        var text = string.Join('\n', Sources.Of([.. s_projects, "BitbucketConnections.Sandbox"]).Select(file => file.Text));
        var known = Known.Select(row => row.Data.Item2).ToHashSet();
        var named = Regex.Matches(text, """(?:\bCondition = |\bnew Finding\(\s*|\bWithMeaning\(\s*ServiceErrorKind\.\w+,\s*)"(\w+)""").Select(match => match.Groups[1].Value).ToHashSet();

        Assert.NotEmpty(named);
        Assert.Empty(named.Except(known).Except(["InvalidPipelineDefinition"]));
        Assert.Empty(known.Except(Enum.GetNames<ServiceErrorKind>()).Except(Regex.Matches(text, "\"(\\w+)\"").Select(match => match.Groups[1].Value)));
        Assert.Empty(ErrorTable.Conditions.Keys.Except(known));
    }

    [Fact]
    public void Sources_set_error_codes_only_from_answers() => Assert.Empty(
        Sources.Of(s_projects).SelectMany(file => Regex.Matches(file.Text, "\\bErrorCode = (?!refused\\.ErrorCode,|value\\b|ErrorCode,|action\\.|rule\\.)[^;,]+").Select(match => $"{file.Path}: {match.Value}")));

    [Fact]
    public void A_refusal_has_a_code_but_no_condition()
    {
        var refusal = new ServiceException(ServiceErrorKind.Service, "x") { ErrorCode = "ConflictException" };

        Assert.Null(refusal.Condition);
        Assert.Equal(("ConflictException", false), (ErrorRecordFactory.Create(refusal, null).Exception.Data["ErrorCode"], refusal.Data.Contains("Condition")));
    }

    [Fact]
    public void A_condition_that_results_from_a_refusal_keeps_the_code()
    {
        var failure = new ServiceException(ServiceErrorKind.Service, "x") { ErrorCode = "AccessDeniedException", Operation = "CreatePipeline" }
            .WithMeaning(ServiceErrorKind.Incomplete, "RegionNotSearched", "y");

        Assert.Equal(("AccessDeniedException", "RegionNotSearched"), (failure.ErrorCode, failure.Condition));
        Assert.Equal("RegionNotSearched", ErrorTable.Find(failure).Id);
        Assert.False(failure.IsAccessDenied);
    }

    [Fact]
    public void Several_findings_have_their_own_condition()
    {
        var failure = ServiceException.FromFindings([new Finding("A", "a"), new Finding("B", "b")]);

        Assert.Equal(("InvalidPipelineDefinition", "InvalidPipelineDefinition", null), (failure.Condition, ErrorTable.Find(failure).Id, failure.ErrorCode));
    }
}
