using System;
using System.Globalization;
using System.Text.RegularExpressions;

namespace BitbucketConnections.Policies;

/// <summary>A date in a condition: ISO 8601, or seconds since 1970. IAM compares milliseconds (recorded).</summary>
internal static class IamDate
{
    private static readonly Regex s_iso = new(
        @"^(?<year>[0-9]{4})(-(?<month>[0-9]{1,2})(-(?<day>[0-9]{1,2}))?)?(T((?<hour>[0-9]{1,2})(:(?<minute>[0-9]{1,2})(:(?<second>[0-9]{1,2})(\.(?<fraction>[0-9]{1,9}))?)?)?)?(Z|(?<sign>[+-])(?<zonehour>[0-9]{2})(:(?<zoneminute>[0-9]{2}))?)?)?\z",
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

        return ((date - new DateTime(1970, 1, 1)).Ticks / TimeSpan.TicksPerMillisecond) - (Zone(iso) * 60_000m) + Milliseconds(iso.Groups["fraction"].Value);
    }

    private static bool TryMake(Match iso, out DateTime date)
    {
        date = default;
        var (year, month, day) = (Part(iso, "year"), Part(iso, "month", 1), Part(iso, "day", 1));
        var (hour, minute, second) = (Part(iso, "hour"), Part(iso, "minute"), Part(iso, "second"));
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }

        date = new DateTime(year, month, day, hour, minute, second);
        return true;
    }

    private static int Zone(Match iso) => (iso.Groups["sign"].Value == "-" ? -1 : 1) * ((Part(iso, "zonehour") * 60) + Part(iso, "zoneminute"));

    private static int Milliseconds(string fraction) => Number(fraction.PadRight(3, '0').Substring(0, 3)) ?? 0;

    private static int Part(Match iso, string name, int missing = 0) => Number(iso.Groups[name].Value) ?? missing;

    private static int? Number(string digits) => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
