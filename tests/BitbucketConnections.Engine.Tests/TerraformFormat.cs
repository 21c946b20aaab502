using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

namespace BitbucketConnections.Engine.Tests;

/// <summary>
/// The rules of <c>terraform fmt</c> for what an export contains: indentation, and the alignment of the equals signs of attributes in consecutive lines. An
/// attribute whose value continues on the next line is not aligned, and ends the group, as blocks, comments and empty lines do (hclwrite's formatter).
/// </summary>
internal static class TerraformFormat
{
    private static readonly Regex s_attribute = new("""^ *("(?:[^"\\]|\\.)*"|[\w-]+)( +)= (.*)$""", RegexOptions.CultureInvariant);

    public static IReadOnlyList<string> Problems(string text)
    {
        var problems = new List<string>();
        var lines = text.Split('\n');
        var depth = 0;
        var group = new List<(int Line, int Name, int Spaces)>();
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i];
            depth -= line.Trim() == "}" ? 1 : 0;
            if (line.Length > 0 && line.Length - line.TrimStart(' ').Length != depth * 2)
            {
                problems.Add($"line {i + 1}: the indentation is {line.Length - line.TrimStart(' ').Length}, not {depth * 2}");
            }

            if (line != line.TrimEnd())
            {
                problems.Add($"line {i + 1}: spaces at the end");
            }

            if (line.Length == 0 && i > 0 && i < lines.Length - 1 && (lines[i - 1].EndsWith('{') || lines[i - 1].Length == 0))
            {
                problems.Add($"line {i + 1}: an empty line at the start of a block");
            }

            var opens = line.EndsWith('{') && !line.TrimStart().StartsWith('#');
            if (s_attribute.Match(line) is { Success: true } attribute && !opens)
            {
                group.Add((i + 1, new StringInfo(attribute.Groups[1].Value).LengthInTextElements, attribute.Groups[2].Length));
            }
            else
            {
                problems.AddRange(Misaligned(group));
                group.Clear();
            }

            depth += opens ? 1 : 0;
        }

        return problems;
    }

    /// <summary>Asks Terraform itself, where it is installed.</summary>
    public static void CheckWithTerraform(string text)
    {
        var program = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator)
            .SelectMany(folder => new[] { Path.Combine(folder, "terraform"), Path.Combine(folder, "terraform.exe") }).FirstOrDefault(File.Exists);
        if (program is null)
        {
            return;
        }

        var start = new ProcessStartInfo(program) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        Array.ForEach(["fmt", "-check", "-diff", "-"], start.ArgumentList.Add);
        using var terraform = Process.Start(start)!;
        var output = terraform.StandardOutput.ReadToEndAsync();
        var errors = terraform.StandardError.ReadToEndAsync();
        terraform.StandardInput.Write(text);
        terraform.StandardInput.Close();
        terraform.WaitForExit();
        Assert.True(terraform.ExitCode == 0, output.Result + errors.Result);
    }

    private static IEnumerable<string> Misaligned(List<(int Line, int Name, int Spaces)> group)
    {
        var width = group.Select(attribute => attribute.Name).DefaultIfEmpty().Max() + 1;
        return group.Exists(attribute => attribute.Name + attribute.Spaces != width)
            ? [$"line {group[0].Line}: the equals signs of lines {group[0].Line} to {group[^1].Line} are not aligned"]
            : [];
    }
}
