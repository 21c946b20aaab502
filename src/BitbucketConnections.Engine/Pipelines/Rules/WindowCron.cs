using System;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;

namespace BitbucketConnections.Engine.Pipelines.Rules;

/// <summary>
/// Checks the form of the cron expression of a deployment window, by the rules of Quartz: seconds, minutes, hours, day of month, month, day of week and,
/// optional, year. Makes no statement about whether the window ever opens.
/// </summary>
internal static class WindowCron
{
    private const int DayOfMonth = 3;
    private const int DayOfWeek = 5;
    private static readonly Field[] s_fields =
    [
        new("seconds", 0, 59, string.Empty),
        new("minutes", 0, 59, string.Empty),
        new("hours", 0, 23, string.Empty),
        new("day of month", 1, 31, string.Empty),
        new("month", 1, 12, "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC"),
        new("day of week", 1, 7, "SUN MON TUE WED THU FRI SAT"),
        new("year", 1970, 2199, string.Empty),
    ];

    // L is the last day, L-3 the third before it, W the next weekday; 6L the last Friday, and 6#3 the third one.
    private static readonly Regex s_lastOfMonth = new(@"\AL(W|-[0-9]{1,2}W?)?\z", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);
    private static readonly Regex s_weekday = new(@"\A([0-9]{1,2})W\z", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);
    private static readonly Regex s_ofMonth = new(@"\A([0-9]|[A-Z]{3})(L|#[1-5])\z", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    /// <summary>Finds the first problem.</summary>
    /// <param name="cron">The expression.</param>
    /// <returns>The problem, as the end of a sentence that starts with the expression; null if there is none.</returns>
    public static string? Problem(string cron)
    {
        var fields = cron.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length is not (6 or 7))
        {
            return $"has {fields.Length} fields. AWS's documentation describes 6 or 7: seconds, minutes, hours, day of month, month, day of week and year";
        }

        for (var f = 0; f < fields.Length; f++)
        {
            if (!IsValid(fields[f], f))
            {
                var names = s_fields[f].Names is { Length: > 0 } all ? $" or {all.Substring(0, 3)} to {all.Substring(all.Length - 3)}" : string.Empty;
                return $"has the value '{fields[f]}' for the {s_fields[f].Name}, which is not valid. Use {s_fields[f].Minimum} to {s_fields[f].Maximum}{names}, a list, a range, a step or *";
            }
        }

        return (fields[DayOfMonth] == "?") == (fields[DayOfWeek] == "?") ? "does not have ? in exactly one of the day of month and the day of week. Use ? for the one that the window does not depend on" : null;
    }

    private static bool IsValid(string field, int index) => field == "?" ? index is DayOfMonth or DayOfWeek : field.Split(',').All(part => IsPart(part, index));

    private static bool IsPart(string part, int index)
    {
        var field = s_fields[index];
        if ((index == DayOfMonth && (s_lastOfMonth.IsMatch(part) || (s_weekday.Match(part) is { Success: true } near && field.Contains(near.Groups[1].Value))))
            || (index == DayOfWeek && (part is "L" or "l" || (s_ofMonth.Match(part) is { Success: true } day && field.Contains(day.Groups[1].Value)))))
        {
            return true;
        }

        // A range can pass the end of its field, such as 22-2 or FRI-MON.
        var step = part.Split('/');
        var ends = step[0].Split('-');
        return step.Length <= 2 && ends.Length <= 2
            && (step.Length == 1 || (Number(step[1]) is { } by && by >= 1 && by <= field.Maximum))
            && (step[0] == "*" || (step[0].Length == 0 && step.Length == 2) || ends.All(field.Contains));
    }

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private sealed record Field(string Name, int Minimum, int Maximum, string Names)
    {
        public bool Contains(string value) => Number(value) is { } number
            ? number >= Minimum && number <= Maximum
            : Names.Split(' ').Contains(value, StringComparer.OrdinalIgnoreCase) && value.Length > 0;
    }
}
