using System;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Protocols;

namespace BitbucketConnections.Sandbox.Logs;

/// <summary>Finds the log group and the log stream that a request names.</summary>
internal static class RequestedLog
{
    /// <summary>The resource type of log groups in ARNs.</summary>
    private const string ArnPrefix = "log-group:";

    /// <summary>Gets the group of a request.</summary>
    /// <param name="call">The call.</param>
    /// <param name="input">The input.</param>
    /// <returns>The group.</returns>
    /// <exception cref="AwsErrorException">The group does not exist, or the request does not name exactly one.</exception>
    public static LogGroupRecord Group(ServiceCall call, JsonObject input)
    {
        if (input.Text("logGroupName") is null == input.Text("logGroupIdentifier") is null)
        {
            throw Invalid("Specify either logGroupName or logGroupIdentifier.");
        }

        return call.RegionState.Part<LogStore>().Groups.TryGetValue(NameOf(input), out var group)
            ? group
            : throw new AwsErrorException("ResourceNotFoundException", "The specified log group does not exist.");
    }

    /// <summary>Gets the stream of a request.</summary>
    /// <param name="call">The call.</param>
    /// <param name="input">The input.</param>
    /// <returns>The stream.</returns>
    /// <exception cref="AwsErrorException">The group or the stream does not exist.</exception>
    public static LogStreamRecord Stream(ServiceCall call, JsonObject input) => Group(call, input).Streams.TryGetValue(input.Text("logStreamName")!, out var stream)
        ? stream
        : throw new AwsErrorException("ResourceNotFoundException", "The specified log stream does not exist.");

    /// <summary>Gets the name of the group that a request names by its name or ARN.</summary>
    /// <param name="input">The input.</param>
    /// <returns>The name; empty if the request names none.</returns>
    public static string NameOf(JsonObject input) => input.Text("logGroupName") ?? NameOf(input.Text("logGroupIdentifier") ?? string.Empty);

    /// <summary>Gets the name of a group.</summary>
    /// <param name="identifier">The name or ARN.</param>
    /// <returns>The name.</returns>
    public static string NameOf(string identifier) =>
        Arn.TryParse(identifier, out var arn) && arn.Resource.StartsWith(ArnPrefix, StringComparison.Ordinal) ? arn.Resource.Substring(ArnPrefix.Length).TrimEnd('*').TrimEnd(':') : identifier;

    /// <summary>Gets the ARN of a group, without the <c>:*</c> that policies need.</summary>
    /// <param name="call">The call.</param>
    /// <param name="name">The name.</param>
    /// <returns>The ARN.</returns>
    public static string ArnOf(ServiceCall call, string name) => $"arn:{call.Partition}:logs:{call.Region}:{call.AccountId}:{ArnPrefix}{name}";

    /// <summary>Gets the ARN of a stream. AWS also evaluates policies with it, with an empty name for operations on groups.</summary>
    /// <param name="call">The call.</param>
    /// <param name="group">The group.</param>
    /// <param name="stream">The stream.</param>
    /// <returns>The ARN.</returns>
    public static string ArnOf(ServiceCall call, string group, string stream) => $"{ArnOf(call, group)}:log-stream:{stream}";

    /// <summary>Creates the error of an invalid parameter.</summary>
    /// <param name="message">What is wrong.</param>
    /// <returns>The error.</returns>
    public static AwsErrorException Invalid(string message) => new("InvalidParameterException", message);
}
