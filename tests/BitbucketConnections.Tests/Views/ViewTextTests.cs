using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using BitbucketConnections.Views;

namespace BitbucketConnections.Tests;

/// <summary>Tests the texts of the views, for live objects and for copies from a job or a file, which have only the properties.</summary>
[Collection("shell")]
public sealed class ViewTextTests : IDisposable
{
    private static readonly DateTime s_now = new(2026, 11, 27, 12, 0, 0, DateTimeKind.Utc);

    public ViewTextTests() => ViewText.NowOverride = s_now;

    public void Dispose()
    {
        ViewText.NowOverride = null;
        ViewColor.IsTerminalOverride = null;
    }

    [Theory]
    [InlineData(0, "0 s")]
    [InlineData(-30, "0 s")]
    [InlineData(59 * 60, "59 min")]
    [InlineData(47 * 3600, "47 h")]
    [InlineData(49 * 3600, "2 d")]
    public void An_age_has_one_unit(int seconds, string expected) => Assert.Equal(expected, ViewText.Age(s_now.AddSeconds(-seconds)));

    [Fact]
    public void A_time_is_local_with_its_offset_and_age()
    {
        var utc = s_now.AddHours(-3);

        var text = ViewText.Time(utc);

        Assert.EndsWith(" (3 h ago)", text, StringComparison.Ordinal);
        Assert.Equal(utc.Ticks / TimeSpan.TicksPerSecond, DateTimeOffset.ParseExact(text!.Split(" (")[0], "yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture).UtcTicks / TimeSpan.TicksPerSecond);
        Assert.Equal(text, ViewText.Time(DateTime.SpecifyKind(utc, DateTimeKind.Unspecified)));
        Assert.Null(ViewText.Time(null));
    }

    [Theory]
    [InlineData("Succeeded", 65, "1:05")]
    [InlineData("Failed", 3600 + 125, "1:02:05")]
    [InlineData("InProgress", 0, "2:00:00")]
    public void A_duration_ends_with_the_execution(string status, int seconds, string expected)
    {
        var execution = Execution() with { Status = status, StartTime = s_now.AddHours(-2), LastUpdateTime = s_now.AddHours(-2).AddSeconds(seconds) };

        Assert.All(Forms(execution), form => Assert.Equal(expected, ViewText.Duration(form)));
        Assert.Null(ViewText.Duration(execution with { StartTime = null }));
    }

    [Fact]
    public void A_row_of_an_execution_has_short_ids_and_the_commit_message()
    {
        var execution = Execution() with
        {
            SourceRevisions =
            [
                new SourceRevision { ActionName = "Source", RevisionId = new string('a', 40), RevisionSummary = """{"ProviderType":"Bitbucket","CommitMessage":"Fix \"VAT\" \u00fc\n\nDetails"}""" },
                new SourceRevision { ActionName = "Bucket", RevisionId = "v1", RevisionSummary = "Amazon S3 version id: v1" },
            ],
        };

        Assert.Equal("11223344", ViewText.Abbreviate(execution.PipelineExecutionId));
        Assert.Equal("shop (eu-west-1)", ViewText.Group(execution));
        Assert.Equal("aaaaaaa Fix \"VAT\" ü; v1 Amazon S3 version id: v1", ViewText.Revision(execution));
        Assert.Equal("Fix \"VAT\" ü\n\nDetails", execution.SourceRevisions[0].CommitMessage);
        Assert.Equal($"Source: {new string('a', 40)} Fix \"VAT\" ü", $"{execution.SourceRevisions[0]}");
        Assert.Null(ViewText.Revision(Execution()));
    }

    [Fact]
    public void A_stage_shows_the_actions_that_matter_and_why()
    {
        ActionState unit = new() { ActionName = "Unit", Status = "Failed", ErrorMessage = "Tests are red", LastStatusChange = s_now.AddMinutes(-5) };
        ActionState lint = new() { ActionName = "Lint", Status = "Succeeded", Summary = "clean", LastStatusChange = s_now.AddMinutes(-2) };
        ActionState ask = new() { ActionName = "Ask", Status = "InProgress", IsWaitingForApproval = true };
        ActionState build = new() { ActionName = "Build", Status = "InProgress", PercentComplete = 42, LastStatusChange = s_now.AddMinutes(-1) };
        var rules = new ConditionState { Status = "Failed", Summary = "no", Rules = [new RuleState { RuleName = "Release", Status = "Failed", ErrorMessage = "is main" }] };

        AssertRow(Stage("Failed", unit, lint), "Unit", "5 min", "Tests are red");
        AssertRow(Stage("InProgress", unit, ask), "Ask", null, "waits for approval");
        AssertRow(Stage("InProgress", build, ask), "Build, Ask", "1 min", "Build: 42 %; Ask: waits for approval");
        AssertRow(Stage("Succeeded", lint), "Lint", "2 min", "clean");
        AssertRow(Stage(null, new ActionState { ActionName = "Deploy" }) with { InboundTransitionEnabled = false, InboundTransitionDisabledReason = "Friday", InboundExecutions = ["e1", "e2"] }, "Deploy", null, "transition disabled: Friday; 2 executions wait");
        AssertRow(Stage("Failed", lint) with { OnSuccess = rules }, "Lint", "2 min", $"clean; OnSuccess failed: {rules.FailureReason}");
        Assert.Equal(["Unit: Failed, 5 min ago, Tests are red", "Ask: InProgress, waits for approval"], ViewText.StageActions(Stage("Failed", unit, ask)));
    }

    [Fact]
    public void A_status_has_the_color_of_its_kind_only_on_a_terminal()
    {
        string[] statuses = ["AVAILABLE", "Failed", "InProgress", "Superseded"];
        var style = PSStyle.Instance;
        var before = style.OutputRendering;
        try
        {
            style.OutputRendering = OutputRendering.Host;
            ViewColor.IsTerminalOverride = true;
            Assert.Equal(
                [style.Foreground.Green + "AVAILABLE" + style.Reset, style.Formatting.Error + "Failed" + style.Reset, style.Formatting.Warning + "InProgress" + style.Reset, "Superseded"], statuses.Select(ViewText.Status));

            ViewColor.IsTerminalOverride = false;
            Assert.Equal(statuses, statuses.Select(ViewText.Status));

            ViewColor.IsTerminalOverride = true;
            style.OutputRendering = OutputRendering.PlainText;
            Assert.Equal(statuses, statuses.Select(ViewText.Status));
            Assert.Null(ViewText.Status(null));
        }
        finally
        {
            style.OutputRendering = before;
        }
    }

    private static void AssertRow(StageState stage, string action, string? age, string? detail)
    {
        Assert.All(Forms(stage), form => Assert.Equal((action, age, detail), (ViewText.StageAction(form), ViewText.StageAge(form), ViewText.StageDetail(form))));
    }

    private static IEnumerable<object> Forms(object item) => [item, PSObject.AsPSObject(item), PSSerializer.Deserialize(PSSerializer.Serialize(item, 5))];

    private static PipelineExecution Execution() => new() { PipelineName = "shop", PipelineExecutionId = "11223344-5566-7788-99aa-bbccddeeff00", Region = "eu-west-1" };

    private static StageState Stage(string? status, params ActionState[] actions) =>
        new() { PipelineName = "shop", StageName = "S", Region = "eu-west-1", Status = status, Actions = actions, InboundTransitionEnabled = true };
}
