using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Protocols;
using BitbucketConnections.Sandbox.Protocols.Json;

namespace BitbucketConnections.Sandbox.Logs;

/// <summary>Lists log groups and log streams, and deletes log groups.</summary>
internal static class LogGroupOperations
{
    private const int DefaultPageSize = 50;

    /// <summary>Gets the operations.</summary>
    /// <returns>The operations.</returns>
    public static IEnumerable<JsonOperation> All() =>
    [
        new("DescribeLogGroups", LogShapes.DescribeGroups, DescribeGroups),
        new("DescribeLogStreams", LogShapes.DescribeStreams, DescribeStreams),
        new("DeleteLogGroup", LogShapes.DeleteGroup, Delete),
    ];

    private static JsonObject DescribeGroups(ServiceCall call, JsonObject input)
    {
        // No account is linked to another one, so only the caller's own account can be one of those to search.
        var accounts = input.Texts("accountIdentifiers").ToList();
        var isOwn = input["includeLinkedAccounts"]?.GetValue<bool>() != true || accounts.Count == 0 || accounts.Contains(call.AccountId);
        var (prefix, pattern, identifiers) = (input.Text("logGroupNamePrefix"), input.Text("logGroupNamePattern"), input.Texts("logGroupIdentifiers").Select(RequestedLog.NameOf).ToList());
        if (prefix is not null && pattern is not null)
        {
            throw RequestedLog.Invalid("LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.");
        }

        var groups = call.RegionState.Part<LogStore>().Groups.Values.Where(group =>
            isOwn && (prefix is null || group.Name.StartsWith(prefix, StringComparison.Ordinal))
            && (pattern is null || group.Name.IndexOf(pattern, StringComparison.OrdinalIgnoreCase) >= 0)
            && (identifiers.Count == 0 || identifiers.Contains(group.Name))
            && input.Text("logGroupClass") is null or "STANDARD");
        return Page(call, input, "logGroups", $"groups/{prefix}/{pattern}/{string.Join("/", identifiers)}/", groups.ToList(), group => group.Name, group => new JsonObject
        {
            ["logGroupName"] = group.Name,
            ["creationTime"] = group.Created.ToUnixTimeMilliseconds(),
            ["metricFilterCount"] = 0,
            ["arn"] = RequestedLog.ArnOf(call, group.Name) + ":*",
            ["storedBytes"] = 0,
            ["logGroupClass"] = "STANDARD",
            ["logGroupArn"] = RequestedLog.ArnOf(call, group.Name),
        });
    }

    private static JsonObject DescribeStreams(ServiceCall call, JsonObject input)
    {
        var group = RequestedLog.Group(call, input);
        var (prefix, isByTime, isDescending) = (input.Text("logStreamNamePrefix"), input.Text("orderBy") == "LastEventTime", input["descending"]?.GetValue<bool>() == true);
        if (prefix is not null && isByTime)
        {
            throw RequestedLog.Invalid("Cannot order by LastEventTime with a logStreamNamePrefix.");
        }

        var streams = group.Streams.Values.Where(stream => prefix is null || stream.Name.StartsWith(prefix, StringComparison.Ordinal)).ToList();
        streams = isByTime ? [.. streams.OrderBy(stream => Times(call, stream).LastOrDefault()).ThenBy(stream => stream.Number)] : streams;
        if (isDescending)
        {
            streams.Reverse();
        }

        return Page(call, input, "logStreams", $"streams/{group.Name}/{prefix}/{isByTime}/{isDescending}/", streams, stream => stream.Name, stream => Write(call, group, stream));
    }

    private static JsonObject? Delete(ServiceCall call, JsonObject input)
    {
        call.RegionState.Part<LogStore>().Groups.Remove(RequestedLog.Group(call, input).Name);
        return null;
    }

    private static JsonObject Write(ServiceCall call, LogGroupRecord group, LogStreamRecord stream)
    {
        var json = new JsonObject
        {
            ["logStreamName"] = stream.Name,
            ["creationTime"] = stream.Created.ToUnixTimeMilliseconds(),
            ["arn"] = RequestedLog.ArnOf(call, group.Name, stream.Name),
            ["storedBytes"] = 0,
        };
        if (Times(call, stream) is { Count: > 0 } times)
        {
            json["firstEventTimestamp"] = times[0];
            json["lastEventTimestamp"] = times[times.Count - 1];
            json["lastIngestionTime"] = times[times.Count - 1];
        }

        return json;
    }

    private static List<long> Times(ServiceCall call, LogStreamRecord stream) => [.. stream.Content.Read(call.Now).Select(entry => entry.Time.ToUnixTimeMilliseconds())];

    private static JsonObject Page<T>(ServiceCall call, JsonObject input, string member, string list, List<T> items, Func<T, string> name, Func<T, JsonObject> write)
    {
        var key = $"{call.AccountId}/{call.Region}/{list}";
        var start = 0;
        if (input.Text("nextToken") is { } token)
        {
            // The list continues after the last item of the page before, also if others were removed meanwhile.
            var last = PageToken.Read(key, token);
            start = items.FindIndex(item => name(item) == last) + 1;
            if (last is null || start == 0)
            {
                throw RequestedLog.Invalid("The specified nextToken is invalid.");
            }
        }

        var size = input.Number("limit") ?? DefaultPageSize;
        var page = items.Skip(start).Take(size).ToList();
        var output = new JsonObject { [member] = new JsonArray([.. page.Select(item => (JsonNode)write(item))]) };
        if (start + size < items.Count)
        {
            output["nextToken"] = PageToken.Write(key, name(page[page.Count - 1]));
        }

        return output;
    }
}
