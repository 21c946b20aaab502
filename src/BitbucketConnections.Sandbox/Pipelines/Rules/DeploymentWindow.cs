using System;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using Cronos;

namespace BitbucketConnections.Sandbox.Pipelines.Rules;

/// <summary>
/// The cron expression of a deployment window: seconds, minutes, hours, day of month, month, day of week and, optional, year, as in Quartz.
/// A window is open in whole minutes, so the seconds have no effect. Cronos has no year, and counts the days of the week from 0.
/// </summary>
internal sealed class DeploymentWindow
{
    private const int FirstYear = 1970;
    private const int LastYear = 2199;
    private static readonly Regex s_day = new(@"(?<![0-9#/])[0-9]+", RegexOptions.CultureInvariant);

    private readonly CronExpression _minutes;
    private readonly bool[] _years;

    private DeploymentWindow(CronExpression minutes, bool[] years)
    {
        _minutes = minutes;
        _years = years;
    }

    /// <summary>Reads an expression.</summary>
    /// <param name="cron">The expression.</param>
    /// <returns>The window.</returns>
    /// <exception cref="FormatException">The expression is not valid.</exception>
    public static DeploymentWindow Parse(string cron)
    {
        var fields = cron.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length is not (6 or 7))
        {
            throw new FormatException($"It has {fields.Length} fields instead of 6 or 7.");
        }

        var minutes = CronExpression.Parse(string.Join(" ", fields[1], fields[2], fields[3], fields[4], DaysOfWeek(fields[5])));
        return new DeploymentWindow(minutes, Years(fields.Length == 7 ? fields[6] : "*"));
    }

    /// <summary>Determines whether the window is open.</summary>
    /// <param name="at">The time.</param>
    /// <param name="zone">The time zone of the expression.</param>
    /// <returns>True if it is; otherwise false.</returns>
    public bool IsOpen(DateTimeOffset at, TimeZoneInfo zone)
    {
        // In the local time as it is, so that an hour that a clock repeats is open twice.
        var local = TimeZoneInfo.ConvertTime(at, zone);
        var minute = new DateTime(local.Year, local.Month, local.Day, local.Hour, local.Minute, 0, DateTimeKind.Utc);
        return HasYear(minute.Year) && _minutes.GetNextOccurrence(minute, inclusive: true) == minute;
    }

    /// <summary>Finds the time when the window opens next.</summary>
    /// <param name="after">The time to start after.</param>
    /// <param name="zone">The time zone of the expression.</param>
    /// <returns>The time; null if it does not open again.</returns>
    public DateTimeOffset? NextOpening(DateTimeOffset after, TimeZoneInfo zone)
    {
        var from = after;
        while (_minutes.GetNextOccurrence(from, zone) is { } next)
        {
            if (HasYear(next.Year))
            {
                return next;
            }

            var year = Array.FindIndex(_years, Math.Max(0, next.Year + 1 - FirstYear), isIn => isIn) + FirstYear;
            if (year < FirstYear)
            {
                return null;
            }

            // The last second of the year before, in local time.
            var start = new DateTime(year, 1, 1, 0, 0, 0, DateTimeKind.Unspecified).AddSeconds(-1);
            from = new DateTimeOffset(start, zone.GetUtcOffset(start));
        }

        return null;
    }

    private bool HasYear(int year) => year is >= FirstYear and <= LastYear && _years[year - FirstYear];

    // L alone is Saturday. A number after # or / is not a day.
    private static string DaysOfWeek(string field) => field.Equals("L", StringComparison.OrdinalIgnoreCase)
        ? "SAT"
        : s_day.Replace(field, match => match.Value.Length == 1 && match.Value[0] is >= '1' and <= '7'
            ? (match.Value[0] - '1').ToString(CultureInfo.InvariantCulture)
            : throw new FormatException($"The day of the week '{match.Value}' is not 1 to 7."));

    private static bool[] Years(string field)
    {
        var years = new bool[LastYear - FirstYear + 1];
        foreach (var part in field.Split(','))
        {
            var step = part.Split('/');
            var range = step[0].Split('-');
            var first = range[0] == "*" ? FirstYear : Year(range[0]);
            var last = range.Length == 2 ? Year(range[1]) : range[0] == "*" || step.Length == 2 ? LastYear : first;
            var by = step.Length == 2 ? Number(step[1]) : 1;
            if (step.Length > 2 || range.Length > 2 || last < first || by < 1)
            {
                throw new FormatException($"The year '{part}' is not valid.");
            }

            foreach (var year in Enumerable.Range(first, last - first + 1).Where(year => (year - first) % by == 0))
            {
                years[year - FirstYear] = true;
            }
        }

        return years;
    }

    private static int Year(string text) => Number(text) is >= FirstYear and <= LastYear and var year ? year : throw new FormatException($"The year '{text}' is not {FirstYear} to {LastYear}.");

    private static int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new FormatException($"'{text}' is not a number.");
}
