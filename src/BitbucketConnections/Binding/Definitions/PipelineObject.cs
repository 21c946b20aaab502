using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace BitbucketConnections.Binding.Definitions;

/// <summary>Reads a pipeline from an object that is not a live one: from a job or file, or of ConvertFrom-Json.</summary>
internal static class PipelineObject
{
    private const string Whole = "pipeline";

    /// <summary>Reads the pipeline.</summary>
    /// <param name="value">The object or hashtable.</param>
    /// <param name="isPipeline">Whether its type shows that it is a pipeline.</param>
    /// <returns>The pipeline; null if it is something else, such as the parameters of a pipeline.</returns>
    /// <exception cref="ArgumentTransformationMetadataException">A part of it can't be read.</exception>
    public static Pipeline? Read(PSObject value, bool isPipeline)
    {
        var outer = new InputMembers(value, Whole);
        var inner = outer[Whole] is { } part && Stages(part) is not null ? part : null;
        if (!isPipeline && inner is null && !HasSource(Stages(value)))
        {
            return null;
        }

        var members = inner is null ? outer : new InputMembers(inner, Whole);
        return PartReader.Pipeline(inner ?? value) with
        {
            Region = members.Text("Region") ?? string.Empty,
            PipelineArn = members.Text("PipelineArn"),
            Tags = Tags(outer["tags"]),
        };
    }

    // Parameters have only the stages after the source.
    private static bool HasSource(object? stages) => ArgumentElements.Of(stages).SelectMany(stage => ArgumentElements.Of(Member(stage, "actions")))
        .Any(action => Member(Member(action, "actionTypeId"), "category") is { } category && "Source".Equals(category.ToString(), StringComparison.OrdinalIgnoreCase));

    private static object? Stages(object value) => Member(value, "stages");

    private static object? Member(object? value, string name) => value is null or string or ValueType ? null : new InputMembers(value, Whole)[name];

    // The AWS CLI has a list of keys and values, a pipeline object a map.
    private static Dictionary<string, string>? Tags(object? tags)
    {
        var items = ArgumentElements.Of(tags).ToList();
        if (items.Count == 0)
        {
            return null;
        }

        return items.Count == 1 && Member(items[0], "key") is null
            ? InputMembers.Read(items[0], "tags").ToDictionary(tag => tag.Key, tag => InvariantText.Of(tag.Value, tag.Key) ?? string.Empty, StringComparer.Ordinal)
            : items.Select(item => new InputMembers(item, "tag")).ToDictionary(tag => tag.Required("key"), tag => tag.Text("value") ?? string.Empty, StringComparer.Ordinal);
    }
}
