using System.Collections.Generic;
using System.Text;

namespace BitbucketConnections.Engine.Export;

/// <summary>Writes Mermaid flowcharts: nodes, edges, and escaped labels.</summary>
internal sealed class MermaidText
{
    // A chart can have at most 500 edges (Mermaid's maxEdges), and "a & b --> c & d" counts as four.
    private const int MostDirectEdges = 16;
    private readonly StringBuilder _text = new("flowchart LR\n");
    private int _joins;

    public void Line(string line) => _text.Append("  ").Append(line).Append('\n');

    public void Node(string id, (string Open, string Close) shape, params string[] lines) =>
        Line($"  {id}{shape.Open}\"{string.Join("<br/>", lines)}\"{shape.Close}");

    /// <summary>Connects all nodes of one side with all nodes of the other. Many-to-many connections go through a point.</summary>
    public void Edge(IReadOnlyList<string> from, IReadOnlyList<string> to, string arrow = "-->")
    {
        if (from.Count == 0 || to.Count == 0)
        {
            return;
        }

        if (from.Count * to.Count <= MostDirectEdges || from.Count == 1 || to.Count == 1)
        {
            Line($"{string.Join(" & ", from)} {arrow} {string.Join(" & ", to)}");
            return;
        }

        var join = $"join{_joins++}";
        Line($"{join}((\" \"))");
        Edge(from, [join], arrow);
        Edge([join], to, arrow);
    }

    public override string ToString() => _text.ToString();

    /// <summary>Escapes a label with Mermaid's codes for characters that would end the label, start markup or be read as Markdown.</summary>
    public static string Label(string text)
    {
        var label = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (IsPlain(text, i))
            {
                label.Append(text[i]);
                continue;
            }

            var isPair = char.IsSurrogatePair(text, i);
            label.Append('#').Append(isPair ? char.ConvertToUtf32(text, i) : text[i]).Append(';');
            i += isPair ? 1 : 0;
        }

        return label.ToString();
    }

    private static bool IsPlain(string text, int index) => text[index] switch
    {
        // "- x" and "1. x" would be lists.
        '-' => index > 0,
        '.' => index > 0 && !char.IsDigit(text[index - 1]),

        // "_x_" would be emphasis; within a word it is not.
        '_' => index > 0 && index < text.Length - 1 && char.IsLetterOrDigit(text[index - 1]) && char.IsLetterOrDigit(text[index + 1]),
        ' ' or '/' or ',' or ':' => true,
        var other => char.IsLetterOrDigit(other),
    };
}
