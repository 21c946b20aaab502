using System;
using System.Collections.Generic;
using System.Text.Json;
using BitbucketConnections.Declarations;
using BitbucketConnections.Engine.Links;

namespace BitbucketConnections.Engine.Declarations;

/// <summary>Reads a pipeline from the JSON of its declaration and AWS's metadata.</summary>
internal static class PipelineReader
{
    // The years 1 and 9999.
    private const double MinimumSeconds = -62_135_596_800;
    private const double MaximumSeconds = 253_402_300_799;

    /// <summary>Reads a pipeline from an AWS response.</summary>
    /// <param name="pipeline">The declaration.</param>
    /// <param name="metadata">The metadata, or null.</param>
    /// <param name="region">The Region of the pipeline.</param>
    /// <param name="links">The console's links.</param>
    /// <param name="tags">The tags, which a declaration does not contain; null if unknown.</param>
    /// <returns>The pipeline.</returns>
    /// <exception cref="ServiceException">Kind UnexpectedResponse: a member does not have the type of the API model.</exception>
    public static Pipeline ReadAnswer(
        JsonElement pipeline, JsonElement? metadata, string region, ConsoleLinks links, IReadOnlyDictionary<string, string>? tags = null)
    {
        try
        {
            return Read(pipeline, metadata, region, links, tags, "$");
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            throw new ServiceException(ServiceErrorKind.UnexpectedResponse, $"The pipeline that AWS returned can't be read: {wrong.Message}", wrong);
        }
    }

    /// <summary>Reads a pipeline.</summary>
    /// <param name="declaration">The declaration.</param>
    /// <param name="metadata">The metadata, or null.</param>
    /// <param name="region">The Region of the pipeline.</param>
    /// <param name="links">The console's links.</param>
    /// <param name="tags">The tags; null if unknown.</param>
    /// <param name="path">The path of the declaration, for errors.</param>
    /// <param name="file">Reads the values of a file; null for a response of AWS.</param>
    /// <returns>The pipeline.</returns>
    /// <exception cref="JsonException">A value does not have the type of its row in the field table. The exception has its path.</exception>
    public static Pipeline Read(
        JsonElement declaration, JsonElement? metadata, string region, ConsoleLinks links, IReadOnlyDictionary<string, string>? tags, string path, FileValues? file = null)
    {
        var pipeline = (Pipeline)RecordReader.Read(DeclarationTable.Pipeline, declaration, path, file);
        var pipelineArn = Member(metadata, "pipelineArn")?.GetString();
        var partition = Arn.TryParse(pipelineArn, out var arn) || Arn.TryParse(pipeline.RoleArn, out arn) ? arn.Partition : "aws";
        return pipeline with
        {
            PipelineArn = pipelineArn,
            Region = region,
            Tags = tags,
            Created = Time(Member(metadata, "created")),
            Updated = Time(Member(metadata, "updated")),
            ConsoleUrl = links.Pipeline(partition, region, pipeline.Name),
        };
    }

    private static JsonElement? Member(JsonElement? metadata, string name) =>
        metadata is { } json && json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    // Seconds since 1970, with a fraction. Other programs at the endpoint may write another form, and nothing depends on these times.
    private static DateTime? Time(JsonElement? seconds) =>
        seconds is { ValueKind: JsonValueKind.Number } value && value.TryGetDouble(out var number) && number is >= MinimumSeconds and <= MaximumSeconds
            ? DateTimeOffset.FromUnixTimeMilliseconds((long)(number * 1000)).UtcDateTime
            : seconds is { ValueKind: JsonValueKind.String } text && text.TryGetDateTimeOffset(out var time) ? time.UtcDateTime : null;
}
