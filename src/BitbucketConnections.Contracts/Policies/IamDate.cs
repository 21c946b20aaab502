using System;
using System.Globalization;
using System.Text.RegularExpressions;

namespace BitbucketConnections.Policies;

/// <summary>A date in a condition: ISO 8601, or seconds since 1970. IAM compares milliseconds (recorded).</summary>
internal static class IamDate
{
    private static readonly Regex s_iso = new(
        @"^(?<year>\d{4})(-(?<month>\d{1,2})(-(?<day>\d{1,2}))?)?(T((?<hour>\d{1,2})(:(?<minute>\d{1,2})(:(?<second>\d{1,2})(\.(?<fraction>\d{1,9}))?)?)?)?(Z|(?<zone>[+-]\d{2}(:\d{2})?))?)?$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture);

    /// <summary>Reads a date.</summary>
    /// <param name="text">The text. A time without a zone is UTC.</param>
    /// <returns>The milliseconds since 1970; null if the text is not a date.</returns>
    public static decimal? TryParse(string text)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds))
        {
            return seconds * 1000m;
        }

        var iso = s_iso.Match(text);
        if (!iso.Success || !TryMake(iso, out var date))
        {
            return null;
        }

        var fraction = iso.Groups["fraction"].Value;
        return ((date - new DateTime(1970, 1, 1)).Ticks / TimeSpan.TicksPerMillisecond) - (Zone(iso.Groups["zone"].Value) * 60_000m)
            + (fraction.Length == 0 ? 0 : int.Parse(fraction.PadRight(3, '0').Substring(0, 3), CultureInfo.InvariantCulture));
    }

    private static bool TryMake(Match iso, out DateTime date)
    {
        date = default;
        int Part(string name, int missing) => iso.Groups[name].Success ? int.Parse(iso.Groups[name].Value, CultureInfo.InvariantCulture) : missing;
        var (year, month, day) = (Part("year", 0), Part("month", 1), Part("day", 1));
        var (hour, minute, second) = (Part("hour", 0), Part("minute", 0), Part("second", 0));
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }

        date = new DateTime(year, month, day, hour, minute, second);
        return true;
    }

    private static int Zone(string zone) => zone.Length == 0 ? 0
        : (zone[0] == '-' ? -1 : 1) * ((int.Parse(zone.Substring(1, 2), CultureInfo.InvariantCulture) * 60) + (zone.Length > 3 ? int.Parse(zone.Substring(4, 2), CultureInfo.InvariantCulture) : 0));
}
