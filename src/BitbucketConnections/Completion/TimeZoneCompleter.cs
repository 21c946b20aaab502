using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace BitbucketConnections.Completion;

/// <summary>
/// Completes time zones of a deployment window: UTC, zones that exist on every system, and the other zones of this computer whose names have the form
/// Region/City. On Windows, most have other names. Other values are also accepted.
/// </summary>
internal sealed class TimeZoneCompleter : IArgumentCompleter
{
    private static readonly string[] s_common =
    [
        "UTC",
        "Africa/Cairo", "Africa/Johannesburg", "Africa/Lagos", "Africa/Nairobi",
        "America/Anchorage", "America/Bogota", "America/Buenos_Aires", "America/Chicago", "America/Denver", "America/Halifax", "America/Los_Angeles",
        "America/Mexico_City", "America/New_York", "America/Sao_Paulo", "America/Toronto",
        "Asia/Bangkok", "Asia/Dhaka", "Asia/Dubai", "Asia/Hong_Kong", "Asia/Jakarta", "Asia/Jerusalem", "Asia/Karachi", "Asia/Kolkata", "Asia/Manila",
        "Asia/Seoul", "Asia/Shanghai", "Asia/Singapore", "Asia/Tokyo",
        "Australia/Brisbane", "Australia/Melbourne", "Australia/Perth", "Australia/Sydney",
        "Europe/Amsterdam", "Europe/Athens", "Europe/Berlin", "Europe/Dublin", "Europe/Istanbul", "Europe/Lisbon", "Europe/London", "Europe/Madrid",
        "Europe/Paris", "Europe/Rome", "Europe/Stockholm", "Europe/Warsaw", "Europe/Zurich",
        "Pacific/Auckland", "Pacific/Honolulu",
    ];

    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionText.Match(
            s_common.Concat(TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id).Where(IsCity).OrderBy(id => id, StringComparer.Ordinal)).Distinct()
                .Select(id => new Choice(id, id)),
            wordToComplete);

    // Etc/GMT+5 and the like have a sign, and AWS's form of the name has none.
    private static bool IsCity(string id) => id.IndexOf('/') > 0 && id.All(c => char.IsLetter(c) || c is '/' or '_');
}
