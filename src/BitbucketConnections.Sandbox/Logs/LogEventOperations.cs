using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Protocols;
using BitbucketConnections.Sandbox.Protocols.Json;

namespace BitbucketConnections.Sandbox.Logs;

/// <summary>Reads the events of log streams.</summary>
internal static class LogEventOperations
{
    private const int DefaultLimit = 10_000;

    // CloudWatch Logs: a response of GetLogEvents has at most 1 MB of events, each with 26 bytes more than its message.
    private const int MaximumBytes = 1_048_576;
    private const int EventOverhead = 26;
    private const int TokenDigits = 56;
    private const string PatternSyntax = "{[\"%?-*";
    private static readonly char[] s_space = [' '];

    /// <summary>Gets the operations.</summary>
    /// <returns>The operations.</returns>
    public static IEnumerable<JsonOperation> All() =>
    [
        new("GetLogEvents", LogShapes.GetEvents, Get),
        new("FilterLogEvents", LogShapes.FilterEvents, Filter),
    ];

    private static JsonObject Get(ServiceCall call, JsonObject input)
    {
        var events = RequestedLog.Stream(call, input).Content.Read(call.Now);
        var limit = input.Number("limit") ?? DefaultLimit;
        var token = input.Text("nextToken") is { } text ? ReadToken(text) : (IsForward: input["startFromHead"]?.GetValue<bool>() == true, Position: (int?)null);

        // The position is between two events. A position after the end is that of a stream that was longer.
        var position = Math.Min(token.Position ?? (token.IsForward ? 0 : events.Count), events.Count);
        var taken = token.IsForward
            ? Fitting(Indices(position, events.Count, 1), events, input, limit)
            : Fitting(Indices(position - 1, -1, -1), events, input, limit);
        if (!token.IsForward)
        {
            taken.Reverse();
        }

        return new JsonObject
        {
            ["events"] = new JsonArray([.. taken.Select(index => (JsonNode)Write(events[index]))]),
            ["nextForwardToken"] = WriteToken('f', taken.Count > 0 ? taken[taken.Count - 1] + 1 : position),
            ["nextBackwardToken"] = WriteToken('b', taken.Count > 0 ? taken[0] : position),
        };
    }

    private static JsonObject Filter(ServiceCall call, JsonObject input)
    {
        var group = RequestedLog.Group(call, input);
        var names = input.Texts("logStreamNames").ToList();
        var prefix = input.Text("logStreamNamePrefix");
        if (names.Count > 0 && prefix is not null)
        {
            throw RequestedLog.Invalid("logStreamNamePrefix and logStreamNames cannot be used together.");
        }

        if (names.Find(name => !group.Streams.ContainsKey(name)) is not null)
        {
            throw new AwsErrorException("ResourceNotFoundException", "The specified log stream does not exist.");
        }

        var terms = Terms(input.Text("filterPattern"));
        var streams = group.Streams.Values.Where(stream => names.Count > 0 ? names.Contains(stream.Name) : prefix is null || stream.Name.StartsWith(prefix, StringComparison.Ordinal)).ToList();
        var found = streams
            .SelectMany(stream => stream.Content.Read(call.Now).Select((entry, index) => (Stream: stream, Event: entry, Index: index)))
            .Where(entry => IsInTime(entry.Event, input) && terms.All(term => entry.Event.Message.Contains(term)))
            .OrderBy(entry => entry.Event.Time)
            .ToList();
        var list = $"events/{call.AccountId}/{call.Region}/{group.Name}/{prefix}/{string.Join("/", names)}/{input.Text("filterPattern")}/";
        var start = input.Text("nextToken") is { } token ? Start(list, token) : 0;
        var limit = input.Number("limit") ?? DefaultLimit;
        var output = new JsonObject
        {
            ["events"] = new JsonArray([.. found.Skip(start).Take(limit).Select(entry =>
            {
                var json = Write(entry.Event);
                json["logStreamName"] = entry.Stream.Name;
                json["eventId"] = $"{entry.Event.Time.ToUnixTimeMilliseconds():D20}{entry.Stream.Number:D18}{entry.Index:D18}";
                return (JsonNode)json;
            })]),
            ["searchedLogStreams"] = new JsonArray(),
        };
        if (start + limit < found.Count)
        {
            output["nextToken"] = PageToken.Write(list, (start + limit).ToString(CultureInfo.InvariantCulture));
        }

        return output;
    }

    private static IEnumerable<int> Indices(int from, int to, int step)
    {
        for (var index = from; index != to; index += step)
        {
            yield return index;
        }
    }

    private static List<int> Fitting(IEnumerable<int> indices, IReadOnlyList<LogEventRecord> events, JsonObject input, int limit)
    {
        var taken = new List<int>();
        var bytes = 0;
        foreach (var index in indices.Where(index => IsInTime(events[index], input)))
        {
            bytes += Encoding.UTF8.GetByteCount(events[index].Message) + EventOverhead;
            if (taken.Count == limit || (bytes > MaximumBytes && taken.Count > 0))
            {
                break;
            }

            taken.Add(index);
        }

        return taken;
    }

    private static bool IsInTime(LogEventRecord entry, JsonObject input)
    {
        var time = entry.Time.ToUnixTimeMilliseconds();
        return time >= (input["startTime"]?.GetValue<long>() ?? 0) && time < (input["endTime"]?.GetValue<long>() ?? long.MaxValue);
    }

    private static JsonObject Write(LogEventRecord entry) => new()
    {
        ["timestamp"] = entry.Time.ToUnixTimeMilliseconds(),
        ["message"] = entry.Message,
        ["ingestionTime"] = entry.Time.ToUnixTimeMilliseconds(),
    };

    // A pattern of words: the event has each of them. Patterns with a syntax of their own are refused, because a wrong result would be worse.
    private static List<string> Terms(string? pattern)
    {
        var terms = (pattern ?? string.Empty).Split(s_space, StringSplitOptions.RemoveEmptyEntries).ToList();
        return terms.Exists(term => term.Any(c => PatternSyntax.IndexOf(c) >= 0))
            ? throw RequestedLog.Invalid("The sandbox has only filter patterns of words, without \" { [ % ? - and *.")
            : terms;
    }

    private static (bool IsForward, int? Position) ReadToken(string token) =>
        token.Length == TokenDigits + 4 && (token.StartsWith("f/", StringComparison.Ordinal) || token.StartsWith("b/", StringComparison.Ordinal))
        && token.EndsWith("/s", StringComparison.Ordinal)
        && int.TryParse(token.Substring(2, TokenDigits), NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            ? (token[0] == 'f', position)
            : throw RequestedLog.Invalid("The specified nextToken is invalid.");

    private static string WriteToken(char direction, int position) => $"{direction}/{position.ToString(CultureInfo.InvariantCulture).PadLeft(TokenDigits, '0')}/s";

    private static int Start(string list, string token) =>
        int.TryParse(PageToken.Read(list, token), NumberStyles.None, CultureInfo.InvariantCulture, out var start)
            ? start
            : throw RequestedLog.Invalid("The specified nextToken is invalid.");
}
