using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using BitbucketConnections.Declarations;

namespace BitbucketConnections.Engine.Declarations;

/// <summary>Writes the places of findings as the paths of AWS's JSON, with the names of the stage and the action, which are easier to search for.</summary>
internal static class FindingPlace
{
    private const int LongestName = 100;
    private const int LongestPath = 1000;
    private static readonly Regex s_segment = new(@"\.?([A-Za-z]+)|\[(\d+)\]|\['((?:[^']|'(?!\]))*)'\]", RegexOptions.CultureInvariant);
    private static readonly Regex s_plainKey = new(@"^[A-Za-z_][A-Za-z0-9_]*\z", RegexOptions.CultureInvariant);

    /// <summary>Adds the place to the messages of findings whose path is in a list or a map. Messages about the other members name the member.</summary>
    /// <param name="findings">The findings.</param>
    /// <param name="pipeline">The definition.</param>
    /// <returns>The findings in their order.</returns>
    public static IReadOnlyList<Finding> Add(IEnumerable<Finding> findings, Pipeline pipeline) => findings.Select(finding => Add(finding, pipeline)).ToList();

    private static Finding Add(Finding finding, Pipeline pipeline)
    {
        if (finding.Path is not { } path || path.IndexOf('[') < 0)
        {
            return finding;
        }

        var names = Names(path, pipeline).Where(name => name.Name.Length > 0 && !finding.Message.Contains($"'{name.Name}'"))
            .Select(name => $"{name.Kind} '{(name.Name.Length <= LongestName ? name.Name : name.Name.Remove(LongestName) + "…")}'").ToList();
        return new Finding(finding.Id, $"{JsonPath(path)}{(names.Count == 0 ? string.Empty : $" ({string.Join(", ", names)})")}: {finding.Message}", path) { IsWarning = finding.IsWarning };
    }

    /// <summary>Gets the path in AWS's JSON of the path of a property, such as <c>triggers[0].gitConfiguration.push</c> of <c>Triggers[0].Push</c>.</summary>
    /// <param name="path">The path of the property.</param>
    /// <returns>The path in AWS's JSON.</returns>
    public static string JsonPath(string path)
    {
        // The keys of a map in a file can have any length.
        if (path.Length > LongestPath)
        {
            return path.Remove(LongestPath) + "…";
        }

        var (text, part) = (new StringBuilder(), (DeclarationPart?)DeclarationTable.Pipeline);
        foreach (Match segment in s_segment.Matches(path))
        {
            if (segment.Groups[2].Success)
            {
                text.Append('[').Append(segment.Groups[2].Value).Append(']');
            }
            else if (segment.Groups[3].Success)
            {
                var key = segment.Groups[3].Value;
                text.Append(s_plainKey.IsMatch(key) ? "." + key : $"['{key}']");
            }
            else
            {
                var member = part?.Members.FirstOrDefault(row => row.PropertyName == segment.Groups[1].Value);
                var name = member?.Path ?? (segment.Groups[1].Value == nameof(Pipeline.Tags) && text.Length == 0 ? "tags" : segment.Groups[1].Value);
                part = member?.Kind is MemberKind.Part or MemberKind.Parts or MemberKind.PartMap ? member.Part : null;
                text.Append(text.Length == 0 ? string.Empty : ".").Append(name);
            }
        }

        return text.ToString();
    }

    private static IEnumerable<(string Kind, string Name)> Names(string path, Pipeline pipeline)
    {
        if (Index(path, "Stages") is { } s && s < pipeline.Stages.Count)
        {
            var stage = pipeline.Stages[s];
            yield return ("stage", stage.Name);
            if (Index(path, "Actions") is { } a && a < stage.Actions.Count)
            {
                yield return ("action", stage.Actions[a].Name);
            }
        }
        else if (Index(path, "Triggers") is { } t && t < pipeline.Triggers.Count)
        {
            yield return ("trigger of", pipeline.Triggers[t].SourceActionName);
        }
    }

    private static int? Index(string path, string list)
    {
        var match = Regex.Match(path, $@"(?:^|\.){list}\[(\d{{1,6}})\]", RegexOptions.CultureInvariant);
        return match.Success ? int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture) : null;
    }
}
