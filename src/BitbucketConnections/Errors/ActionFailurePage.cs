using System.Collections.Generic;
using System.Linq;
using System.Text;
using BitbucketConnections.Failures;

namespace BitbucketConnections.Errors;

/// <summary>Writes the table of failed actions for the documentation.</summary>
internal static class ActionFailurePage
{
    private static readonly Dictionary<string, string?> s_none = [];

    /// <summary>Writes the section of docs/errors.md.</summary>
    public static string ToMarkdown()
    {
        var text = new StringBuilder(
            "\n## Failed actions\n\nAn action of an execution fails with a message of AWS. The module knows these messages, with their causes, the most likely first. "
            + "`Start-BitbucketPipeline -Wait`, `Wait-BitbucketPipelineExecution` and `Test-BitbucketPipeline` show them, with the names of the pipeline and its roles.\n");
        foreach (var failure in ActionFailures.All)
        {
            text.Append("\n### ").Append(failure.Id).Append("\n\n> ").Append(failure.Message).Append("\n\n");
            foreach (var (cause, number) in failure.Causes.Select((cause, index) => (cause, index + 1)))
            {
                text.Append(number).Append(". ").Append(Plain(cause.Cause)).Append(' ').Append(cause.Remedy);
                text.Append(cause.Command is null ? string.Empty : $" `{Capitals(cause.Command)}`").Append('\n');
            }
        }

        return text.ToString();
    }

    /// <summary>Writes the lines of about_BitbucketConnections_Errors: each failure with its most likely cause.</summary>
    public static string[] ToLines() => ActionFailures.All.SelectMany(failure => new[]
    {
        "    " + failure.Id, "        " + failure.Message, "        " + Plain(failure.Causes[0].Cause),
    }).ToArray();

    private static string Plain(string text) => ActionFailures.Text(text, s_none);

    private static string? Capitals(string command) => ActionFailures.Command(command, s_none);
}
