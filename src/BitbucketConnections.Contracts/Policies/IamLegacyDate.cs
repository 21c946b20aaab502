using System.Globalization;
using System.Text.RegularExpressions;

namespace BitbucketConnections.Policies;

/// <summary>
/// The form of dates that IAM accepts in the policies of users and roles: those of W3C's ISO 8601 profile, which the user guide names. It accepts
/// more than <see cref="IamDate"/> can compare, such as <c>01T</c>, and rejects any other text (recorded).
/// </summary>
internal static class IamLegacyDate
{
    private static readonly Regex s_iso = new(
        @"^-?(?<year>[0-9]+)(-(?<month>[0-9]+)(-(?<day>[0-9]+))?)?(T((?<hour>[0-9]+)(:(?<minute>[0-9]+)(:(?<second>[0-9]+)(\.(?<fraction>[0-9]{1,9}))?)?(Z|[+-](?<zonehour>[0-9]{2})(:(?<zoneminute>[0-9]{2}))?)?)?)?)?\z",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture);

    /// <summary>Determines whether IAM accepts a value of a date operator.</summary>
    /// <param name="text">The value.</param>
    /// <returns>True if it does.</returns>
    public static bool IsValid(string text)
    {
        if (text.IndexOf('-') < 0 && text.IndexOf('t') < 0 && text.IndexOf('T') < 0)
        {
            return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds) && seconds >= 0;
        }

        var iso = s_iso.Match(text);
        return iso.Success && IsIn(iso, "year", 0, 292278993) && IsIn(iso, "month", 1, 12) && IsIn(iso, "day", 1, 31)
            && IsIn(iso, "hour", 0, 23) && IsIn(iso, "minute", 0, 59) && IsIn(iso, "second", 0, 59)
            && IsIn(iso, "zonehour", 0, 23) && IsIn(iso, "zoneminute", 0, 59);
    }

    private static bool IsIn(Match iso, string part, int least, int most) =>
        !iso.Groups[part].Success
        || (int.TryParse(iso.Groups[part].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most);
}
