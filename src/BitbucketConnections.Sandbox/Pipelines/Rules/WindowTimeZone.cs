using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.RegularExpressions;

namespace BitbucketConnections.Sandbox.Pipelines.Rules;

/// <summary>Finds the time zone of a deployment window: a region and city, UTC with an offset, or an abbreviation.</summary>
internal static class WindowTimeZone
{
    private static readonly Regex s_offset = new(@"\AUTC(?:(?<sign>[+-])(?<time>[0-9]{2}:[0-9]{2}))?\z", RegexOptions.CultureInvariant);

    // The abbreviations of Java, whose zones AWS's documentation refers to. Many abbreviations have several meanings.
    private static readonly Dictionary<string, string> s_abbreviations = new(StringComparer.Ordinal)
    {
        ["ACT"] = "Australia/Darwin",
        ["AET"] = "Australia/Sydney",
        ["AGT"] = "America/Argentina/Buenos_Aires",
        ["ART"] = "Africa/Cairo",
        ["AST"] = "America/Anchorage",
        ["BET"] = "America/Sao_Paulo",
        ["BST"] = "Asia/Dhaka",
        ["CAT"] = "Africa/Harare",
        ["CET"] = "Europe/Paris",
        ["CNT"] = "America/St_Johns",
        ["CST"] = "America/Chicago",
        ["CTT"] = "Asia/Shanghai",
        ["EAT"] = "Africa/Addis_Ababa",
        ["ECT"] = "Europe/Paris",
        ["EET"] = "Europe/Athens",
        ["EST"] = "UTC-05:00",
        ["GMT"] = "UTC",
        ["HST"] = "UTC-10:00",
        ["IET"] = "America/Indiana/Indianapolis",
        ["IST"] = "Asia/Kolkata",
        ["JST"] = "Asia/Tokyo",
        ["MIT"] = "Pacific/Apia",
        ["MST"] = "UTC-07:00",
        ["NET"] = "Asia/Yerevan",
        ["NST"] = "Pacific/Auckland",
        ["PLT"] = "Asia/Karachi",
        ["PNT"] = "America/Phoenix",
        ["PRT"] = "America/Puerto_Rico",
        ["PST"] = "America/Los_Angeles",
        ["SST"] = "Pacific/Guadalcanal",
        ["VST"] = "Asia/Ho_Chi_Minh",
        ["WET"] = "Europe/Lisbon",
    };

    /// <summary>Finds a time zone.</summary>
    /// <param name="name">The name; null for UTC.</param>
    /// <returns>The time zone; null if it is not known here.</returns>
    public static TimeZoneInfo? Find(string? name)
    {
        if (name is null)
        {
            return TimeZoneInfo.Utc;
        }

        var id = s_abbreviations.TryGetValue(name, out var known) ? known : name;
        if (s_offset.Match(id) is { Success: true } match)
        {
            return Fixed(id, match);
        }

        try
        {
            return TimeZoneInfo.FindSystemTimeZoneById(id);
        }
        catch (Exception e) when (e is TimeZoneNotFoundException or InvalidTimeZoneException)
        {
            return null;
        }
    }

    // No zone is more than 14 hours from UTC.
    private static TimeZoneInfo? Fixed(string id, Match match)
    {
        if (!match.Groups["time"].Success)
        {
            return TimeZoneInfo.Utc;
        }

        var isValid = TimeSpan.TryParseExact(match.Groups["time"].Value, @"hh\:mm", CultureInfo.InvariantCulture, out var offset) && offset <= TimeSpan.FromHours(14);
        return isValid ? TimeZoneInfo.CreateCustomTimeZone(id, match.Groups["sign"].Value == "-" ? -offset : offset, id, id) : null;
    }
}
