using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using BitbucketConnections.Errors;

namespace BitbucketConnections.Tests;

/// <summary>Tests the messages of all conditions, findings and warnings in the sources, and the advice of all rows: short, complete sentences, nothing twice.</summary>
public sealed class MessageTests
{
    private const int LongestMessage = 420;
    private const int LongestAdvice = 280;
    private static readonly IReadOnlyList<MessageText> s_all = Sources.Of("BitbucketConnections.Contracts", "BitbucketConnections.Engine", "BitbucketConnections").SelectMany(file => MessageText.Of(file.Path, file.Text)).ToList();

    // A parameter or a command.
    private static readonly Regex s_remedy = new(@"(?<![\w-])-[A-Z]\w+|[A-Z]\w+-Bitbucket\w+");

    // A command at the end can be copied without a full stop.
    private static readonly Regex s_command = new(@"\brun: [A-Z]\w+-[^.]+$", RegexOptions.IgnoreCase);

    private static IEnumerable<(string Name, ErrorRow Row)> Rows =>
        ErrorTable.Kinds.Select(row => (row.Key.ToString(), row.Value)).Concat(ErrorTable.Conditions.Select(row => (row.Key, row.Value))).Concat(ErrorTable.Codes.Select(row => (row.Key, row.Value)));

    [Fact]
    public void The_messages_of_most_conditions_are_found()
    {
        Assert.True(s_all.Count > 250, $"{s_all.Count} messages");
        Assert.Contains(s_all, message => message.Condition == "StageNotFound");
        Assert.Contains(s_all, message => message.Condition == "Warning");
        Assert.Equal("'my-web-pipeline' is not \"{x}\". Use a.", Assert.Single(MessageText.Of("x", "new Finding(\"A\", $\"'{(a ? $\"{b}\" : null)}' is not \\\"{{x}}\\\". \" + \"Use a.\")")).Text);
    }

    [Fact]
    public void A_message_ends_with_a_full_stop() => AssertNone(
        from message in s_all
        where !message.EndsWithValue && message.Text[^1] is not ('.' or ':') && !s_command.IsMatch(message.Text)
        select $"{message.Place} {message.Condition}: {message.Text}");

    [Fact]
    public void A_message_starts_with_a_capital_letter_or_a_value() => AssertNone(
        from message in s_all
        where char.IsLower(message.Text[0]) && !message.Text.StartsWith(MessageText.Value, StringComparison.Ordinal)
        select $"{message.Place} {message.Condition}: {message.Text}");

    [Fact]
    public void A_message_is_short_with_typical_values() => AssertNone(
        from message in s_all
        where message.Text.Length > LongestMessage
        select $"{message.Place} {message.Condition} ({message.Text.Length}): {message.Text}");

    [Fact]
    public void Advice_is_short_and_ends_with_a_full_stop() => AssertNone(
        from row in Rows
        where row.Row.Advice.Length > LongestAdvice || !row.Row.Advice.EndsWith('.')
        select $"{row.Name} ({row.Row.Advice.Length}): {row.Row.Advice}");

    [Fact]
    public void A_sentence_is_not_in_a_message_twice() => AssertNone(
        from message in s_all
        from twice in SentencesOf(message.Text).GroupBy(sentence => sentence, StringComparer.OrdinalIgnoreCase).Where(same => same.Count() > 1)
        select $"{message.Place} {message.Condition}: {twice.Key}");

    [Fact]
    public void A_message_and_its_advice_do_not_name_the_same_remedy() => AssertNone(
        from message in s_all
        where !message.Condition.Contains("Warn", StringComparison.Ordinal)
        let row = ErrorTable.Find(FailureOf(message))
        let twice = s_remedy.Matches(message.Text).Select(match => match.Value).Intersect(s_remedy.Matches(row.Advice).Select(match => match.Value)).ToList()
        where twice.Count > 0
        select $"{message.Place} {message.Condition}: {string.Join(", ", twice)} is in the message and in the advice: {row.Advice}");

    [Fact]
    public void An_error_that_changed_something_does_not_say_that_nothing_was_created() => AssertNone(
        from message in s_all
        where message.Place.Contains("/Editing/", StringComparison.Ordinal) && message.Text.Contains("othing was created", StringComparison.Ordinal)
        select $"{message.Place}: {message.Text}");

    [Fact]
    public void A_list_in_a_message_is_not_longer_than_six_names()
    {
        Assert.Equal("1, 2, 3, 4, 5, 6", ShortList.Join(Enumerable.Range(1, 6).Select(number => $"{number}")));
        Assert.Equal("1, 2, 3, 4, 5 and 45 more", ShortList.Join(Enumerable.Range(1, 50).Select(number => $"{number}")));
        Assert.Equal("1; 2", ShortList.Join(["1", "2"], "; "));
    }

    [Theory]
    [InlineData(1, "Pipeline 'demo': The branch is wrong.")]
    [InlineData(2, "2 problems were found for the pipeline 'demo'. Nothing was changed:\n- The branch is wrong.\n- The branch is wrong.")]
    public void Findings_of_a_pipeline_name_it(int count, string expected)
    {
        var findings = Enumerable.Repeat(new Finding("X", "The branch is wrong."), count).ToList();

        Assert.Equal(expected, ServiceException.FromFindings(findings, "demo").Message.ReplaceLineEndings("\n"));
        Assert.Equal("The pipeline 'demo' is wrong.", ServiceException.FromFindings([new Finding("X", "The pipeline 'demo' is wrong.")], "demo").Message);
    }

    private static ServiceException FailureOf(MessageText message) => Enum.TryParse<ServiceErrorKind>(message.Condition, out var kind)
        ? new ServiceException(kind, message.Text) { Operation = "x" }
        : new ServiceException(Enum.GetValues<ServiceErrorKind>().First(other => other is not (ServiceErrorKind.Service or ServiceErrorKind.InvalidInput)), message.Text) { Condition = message.Condition };

    // Assert.Empty shows only the start of the first text.
    private static void AssertNone(IEnumerable<string> wrong)
    {
        var all = wrong.ToList();
        Assert.True(all.Count == 0, string.Join("\n", all));
    }

    private static IEnumerable<string> SentencesOf(string text) => Regex.Split(text, @"(?<=\.)\s+").Where(sentence => sentence.Length > 12);
}
