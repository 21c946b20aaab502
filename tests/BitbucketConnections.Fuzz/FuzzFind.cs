using System;
using System.Globalization;
using System.IO;
using System.Text;

namespace BitbucketConnections.Fuzz;

/// <summary>An input that a parser handled wrongly, as a file that a person can read and a run can repeat.</summary>
internal sealed record FuzzFind(string Target, string Input, ulong? Seed, long? Index, string Problem)
{
    /// <summary>Reads a file.</summary>
    public static FuzzFind Parse(string text)
    {
        string target = string.Empty, problem = string.Empty;
        ulong? seed = null;
        long? index = null;
        var lines = text.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n');
        foreach (var line in lines)
        {
            var colon = line.IndexOf(": ", StringComparison.Ordinal);
            var value = colon < 0 ? string.Empty : line[(colon + 2)..];
            switch (colon < 0 ? line : line[..colon])
            {
                case "target":
                    target = value;
                    break;
                case "seed":
                    seed = ulong.Parse(value, CultureInfo.InvariantCulture);
                    break;
                case "index":
                    index = long.Parse(value, CultureInfo.InvariantCulture);
                    break;
                case "problem":
                    problem = Unescape(value);
                    break;
                case "input":
                    return new FuzzFind(target, Unescape(value), seed, index, problem);
            }
        }

        throw new FormatException("The file has no line that starts with 'input: '.");
    }

    /// <summary>Writes the file. Its characters are ASCII, because an input can have halves of surrogate pairs.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append("target: ").Append(Target).Append('\n');
        if (Seed is { } seed && Index is { } index)
        {
            text.Append(CultureInfo.InvariantCulture, $"seed: {seed}\nindex: {index}\n");
        }

        return text.Append("problem: ").Append(Escape(Problem)).Append("\ninput: ").Append(Escape(Input)).Append('\n').ToString();
    }

    /// <summary>Writes the file to a folder.</summary>
    /// <returns>The path.</returns>
    public string Save(string folder)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, FormattableString.Invariant($"{Target}-{Seed}-{Index}.txt"));
        File.WriteAllText(path, ToString());
        return path;
    }

    /// <summary>Decodes a line of a file of seeds or finds: <c>\n</c>, <c>\\</c>, <c>\uXXXX</c>.</summary>
    public static string Unescape(string line)
    {
        var text = new StringBuilder(line.Length);
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] != '\\' || i + 1 >= line.Length)
            {
                text.Append(line[i]);
                continue;
            }

            i++;
            if (line[i] == 'u')
            {
                text.Append((char)ushort.Parse(line.AsSpan(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                i += 4;
            }
            else
            {
                text.Append(line[i] switch { 'n' => '\n', 'r' => '\r', 't' => '\t', var other => other });
            }
        }

        return text.ToString();
    }

    private static string Escape(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            _ = c switch
            {
                '\\' => line.Append("\\\\"),
                '\n' => line.Append("\\n"),
                '\r' => line.Append("\\r"),
                '\t' => line.Append("\\t"),
                < ' ' or > '~' => line.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)),
                _ => line.Append(c),
            };
        }

        return line.ToString();
    }
}
