using System.Linq;
using System.Text.RegularExpressions;

namespace BitbucketConnections.Engine.DefinitionFiles;

/// <summary>Recognizes files that are not JSON by their first lines. It does not read them.</summary>
internal static class ForeignText
{
    private const int HeadLength = 16384;
    private const string ConvertToJson = "Write the object with ConvertTo-Json -Depth 20, or get the definition with 'Export-BitbucketPipeline NAME -Path pipeline.json'.";

    // In this order, because the first lines of some are also those of a more general kind. No pattern has a repetition of spaces at each line that spans lines.
    private static readonly (Regex Pattern, string What, string? Remedy)[] s_kinds =
    [
        (Line(@"\A<"), "HTML or XML", null),
        (Line(@"\A@\{|^System\.Collections\.Hashtable[ \t\r]*$|\A(?:Amazon|BitbucketConnections)\.[\w.]+[ \t\r]*$"), "the text of PowerShell objects", ConvertToJson),
        (Line(@"^[ \t]*(?:pipeline[ \t]*\{|node[ \t]*(?:\([^)\r\n]*\))?[ \t]*\{|@Library\b)"), "a Jenkinsfile, which is not a definition for AWS CodePipeline", null),
        (Line(@"^(?:resource|module|provider|data|terraform|variable|locals|output)\b[^=\r\n{]*\{"), "Terraform text", "Apply it with Terraform first, then get the definition with " + DefinitionFileErrors.Commands() + "."),
        (Line(@"\A(?:flowchart|graph)\s"), "a Mermaid diagram", null),
        (Line(@"\A(?:-{9,}|\+-{9,}|PIPELINE\t|METADATA\t)"), "the table or text output of the AWS CLI", null),
        (Line(@"^AWSTemplateFormatVersion[ \t]*:|^Resources[ \t]*:|^[ \t]*Type[ \t]*:[ \t]*['""]?AWS::CodePipeline::Pipeline\b"), "a CloudFormation template in YAML", "Deploy it with CloudFormation first, then get the definition with " + DefinitionFileErrors.Commands() + "."),
        (Line(@"^pipelines[ \t]*:"), "a bitbucket-pipelines.yml file for Bitbucket Pipelines, which is not a definition for AWS CodePipeline", null),
        (Line(@"^phases[ \t]*:"), "a buildspec file of CodeBuild", null),
        (Line(@"^(?:jobs|on)[ \t]*:"), "a workflow of another CI service in YAML", null),
        (Line(@"^pipeline[ \t]*:"), "the YAML output of the AWS CLI", null),
        (Line(@"\A\w+[ \t]+:[ \t]"), "the list that PowerShell shows for an object", ConvertToJson),
        (Line(@"\A(?:---|- |['""]?[\w.-]+['""]?[ \t]*:(?:\s|\z))"), "YAML, and only JSON is read", null),
    ];

    private static readonly Regex s_python = new(@"\A\s*\{\s*'", RegexOptions.CultureInvariant);

    /// <summary>Gets the error of a text that is not JSON.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The error; null if the text starts as JSON does, or is of no known kind.</returns>
    public static ServiceException? Recognize(string text)
    {
        var head = Start(text.Length <= HeadLength ? text : text.Remove(HeadLength));
        return head is ['{' or '[', ..]
            ? s_python.IsMatch(head) ? DefinitionFileErrors.Foreign("the text of a Python dictionary", "Write it with json.dump, which uses the quotation marks of JSON.") : null
            : s_kinds.Where(kind => kind.Pattern.IsMatch(head)).Select(kind => DefinitionFileErrors.Foreign(kind.What, kind.Remedy)).FirstOrDefault();
    }

    // Without the empty lines and the comments of shells, YAML and Terraform at the start.
    private static string Start(string text)
    {
        var start = 0;
        while (start < text.Length && (char.IsWhiteSpace(text[start]) || text[start] == '#'))
        {
            start = text[start] != '#' ? start + 1 : text.IndexOf('\n', start) is > 0 and var end ? end : text.Length;
        }

        return text.Substring(start);
    }

    private static Regex Line(string pattern) => new(pattern, RegexOptions.CultureInvariant | RegexOptions.Multiline);
}
