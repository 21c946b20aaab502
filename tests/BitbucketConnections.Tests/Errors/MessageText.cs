using System;
using System.Collections.Generic;
using System.Text;
using System.Text.RegularExpressions;

namespace BitbucketConnections.Tests;

/// <summary>A message that a source file gives to an error or finding. Every value in it is replaced by a typical one.</summary>
/// <param name="Place">The file and line.</param>
/// <param name="Condition">The id of a finding, or the kind of an error.</param>
/// <param name="Text">The text.</param>
/// <param name="EndsWithValue">Whether the end of the text is only known when it is written.</param>
internal sealed record MessageText(string Place, string Condition, string Text, bool EndsWithValue)
{
    /// <summary>The text that replaces a value: as long as the name of a pipeline usually is.</summary>
    public const string Value = "my-web-pipeline";

    private static readonly Regex s_start = new("""new Finding\(\s*"(?<id>\w+)",\s*|new ServiceException\(\s*ServiceErrorKind\.(?<id>\w+),\s*|new\(\s*ServiceErrorKind\.(?<id>\w+),\s*|(?<id>(?:Write)?Warn(?:ing(?:Once)?)?)\(\s*(?:"\w+",\s*)?(?=[$"])|DiagnosticLevel\.(?<id>Warning),\s*(?=[$"])""");

    private static readonly Regex s_condition = new("Condition = \"(?<id>\\w+)\"");

    /// <summary>Reads the messages of a file. A message that another method writes is not in the result.</summary>
    public static IEnumerable<MessageText> Of(string path, string source)
    {
        foreach (Match start in s_start.Matches(source))
        {
            var position = start.Index + start.Length;
            var text = new StringBuilder();
            var endsWithValue = false;
            var isText = false;
            while (position < source.Length && source[position] is not (',' or ')'))
            {
                if (source[position] == '"' || (source[position] == '$' && source[position + 1] == '"'))
                {
                    position = ReadLiteral(source, position, text, out endsWithValue);
                    isText = true;
                }
                else if (char.IsWhiteSpace(source[position]) || source[position] == '+')
                {
                    position++;
                }
                else
                {
                    position = SkipOperand(source, position);
                    text.Append(Value);
                    endsWithValue = true;
                }
            }

            if (isText)
            {
                var line = source.AsSpan(0, start.Index).Count('\n') + 1;
                var end = source.IndexOf(';', position);
                var condition = s_condition.Match(source, position, (end < 0 ? source.Length : end) - position);
                yield return new MessageText($"{path}:{line}", condition.Success ? condition.Groups["id"].Value : start.Groups["id"].Value, text.ToString(), endsWithValue);
            }
        }
    }

    private static int ReadLiteral(string source, int position, StringBuilder text, out bool endsWithValue)
    {
        var isInterpolated = source[position] == '$';
        position += isInterpolated ? 2 : 1;
        endsWithValue = false;
        while (source[position] != '"')
        {
            endsWithValue = false;
            if (isInterpolated && source[position] == '{' && source[position + 1] != '{')
            {
                position = SkipHole(source, position);
                text.Append(Value);
                endsWithValue = true;
                continue;
            }

            var isPair = source[position] == '\\' || (isInterpolated && source[position] is '{' or '}');
            position += isPair ? 1 : 0;
            text.Append(source[position++]);
        }

        return position + 1;
    }

    // A value can contain other interpolated texts.
    private static int SkipHole(string source, int position)
    {
        var depth = 0;
        do
        {
            if (source[position] == '"')
            {
                position = ReadLiteral(source, source[position - 1] == '$' ? position - 1 : position, new StringBuilder(), out _);
                continue;
            }

            depth += source[position] switch { '{' => 1, '}' => -1, _ => 0 };
            position++;
        }
        while (depth > 0);
        return position;
    }

    private static int SkipOperand(string source, int position)
    {
        var depth = 0;
        while (depth > 0 || source[position] is not (',' or ')' or '+'))
        {
            if (source[position] == '"')
            {
                position = ReadLiteral(source, source[position - 1] == '$' ? position - 1 : position, new StringBuilder(), out _);
                continue;
            }

            depth += source[position] switch { '(' or '[' or '{' => 1, ')' or ']' or '}' => -1, _ => 0 };
            position++;
        }

        return position;
    }
}
