using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Protocols;
using BitbucketConnections.Sandbox.Protocols.Json;

namespace BitbucketConnections.Sandbox.Builds;

/// <summary>Shows the builds of pipeline actions.</summary>
internal static class BuildOperations
{
    /// <summary>Gets the operations.</summary>
    /// <returns>The operations.</returns>
    public static IEnumerable<JsonOperation> All() => [new("BatchGetBuilds", BuildShapes.BatchGetBuilds, BatchGet)];

    private static JsonObject BatchGet(ServiceCall call, JsonObject input)
    {
        var builds = call.RegionState.Part<BuildStore>().ById;
        var ids = input.Texts("ids").Select(id => Arn.TryParse(id, out var arn) ? arn.Resource.Substring(arn.Resource.IndexOf('/') + 1) : id).Distinct(StringComparer.Ordinal).ToList();
        return new JsonObject
        {
            ["builds"] = new JsonArray([.. ids.Where(builds.ContainsKey).Select(id => (JsonNode)Write(call, builds[id]))]),
            ["buildsNotFound"] = new JsonArray([.. ids.Where(id => !builds.ContainsKey(id)).Select(id => (JsonNode)id)]),
        };
    }

    private static JsonObject Write(ServiceCall call, BuildRecord build)
    {
        var json = new JsonObject
        {
            ["id"] = build.Id,
            ["arn"] = $"arn:{call.Partition}:codebuild:{call.Region}:{call.AccountId}:build/{build.Id}",
            ["buildNumber"] = build.Number,
            ["startTime"] = EpochSeconds.Write(build.Started),
            ["currentPhase"] = build.Ended is null ? "BUILD" : "COMPLETED",
            ["buildStatus"] = build.Status,
            ["projectName"] = build.ProjectName,
            ["logs"] = Logs(call, build),
            ["timeoutInMinutes"] = 60,
            ["queuedTimeoutInMinutes"] = 480,
            ["buildComplete"] = build.Ended is not null,
            ["initiator"] = build.Initiator,
        };
        if (build.Ended is { } ended)
        {
            json["endTime"] = EpochSeconds.Write(ended);
        }

        if (build.ServiceRole is { } role)
        {
            json["serviceRole"] = role;
        }

        return json;
    }

    private static JsonObject Logs(ServiceCall call, BuildRecord build)
    {
        var s3 = build.LogsConfig?["s3Logs"] as JsonObject;
        var json = new JsonObject
        {
            ["cloudWatchLogs"] = build.LogsConfig?["cloudWatchLogs"]?.DeepClone() ?? new JsonObject { ["status"] = "ENABLED" },
            ["s3Logs"] = s3?.DeepClone() ?? new JsonObject { ["status"] = "DISABLED", ["encryptionDisabled"] = false },
        };
        if (build.LogGroup is { } group)
        {
            json["groupName"] = group;
            json["streamName"] = build.LogStream;
            json["deepLink"] = $"https://console.aws.amazon.com/cloudwatch/home?region={call.Region}#logsV2:log-groups/log-group/{Escape(group)}/log-events/{Escape(build.LogStream!)}";
            json["cloudWatchLogsArn"] = $"arn:{call.Partition}:logs:{call.Region}:{call.AccountId}:log-group:{group}:log-stream:{build.LogStream}";
        }

        if (s3?.Text("status") == "ENABLED" && s3.Text("location") is { } location)
        {
            json["s3LogsArn"] = $"arn:{call.Partition}:s3:::{location.TrimEnd('/')}/{build.Id.Substring(build.Id.IndexOf(':') + 1)}.gz";
        }

        return json;
    }

    // The console reads these parts escaped twice, with $ for %.
    private static string Escape(string part) => Uri.EscapeDataString(Uri.EscapeDataString(part)).Replace('%', '$');
}
