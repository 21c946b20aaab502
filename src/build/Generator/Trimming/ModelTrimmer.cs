using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Generator.Models;

namespace BitbucketConnections.Generator.Trimming;

/// <summary>Extracts the required parts of a full AWS model: shapes, constraints, errors and rules, without documentation.</summary>
public static class ModelTrimmer
{
    // The members of a model to keep and those to drop. Any other member stops the trimmer, so that a person decides.
    private static readonly Part s_metadata = new(
        ["apiVersion", "endpointPrefix", "globalEndpoint", "jsonVersion", "protocol", "serviceFullName", "serviceId", "signatureVersion", "signingName", "targetPrefix", "xmlNamespace"],
        ["auth", "checksumFormat", "protocols", "serviceAbbreviation", "uid"]);

    private static readonly Part s_operation = new(
        ["http", "input", "output", "errors", "authtype", "deprecated"],
        ["name", "auth", "deprecatedMessage", "documentation", "documentationUrl", "endpoint", "httpChecksum", "idempotent", "staticContextParams", "unsignedPayload"]);

    private static readonly Part s_shape = new(
        ["type", "required", "members", "member", "key", "value", "min", "max", "pattern", "enum", "sensitive", "flattened", "locationName", "payload", "timestampFormat", "union", "xmlNamespace", "exception", "error", "fault"],
        ["box", "deprecated", "deprecatedMessage", "document", "documentation", "event", "eventstream", "retryable", "synthetic", "wrapper"]);

    private static readonly Part s_member = new(
        ["shape", "location", "locationName", "queryName", "flattened", "streaming", "xmlAttribute", "xmlNamespace", "idempotencyToken", "resultWrapper", "timestampFormat"],
        ["box", "contextParam", "deprecated", "deprecatedMessage", "documentation", "eventpayload", "hostLabel"]);

    private static readonly Part s_rule = new(
        ["conditions", "type", "rules", "error", "endpoint", "url", "properties", "headers", "fn", "argv", "assign", "ref", "required", "default", "builtIn", "version", "parameters", "authSchemes", "name", "signingName", "signingRegion"],
        ["documentation"]);

    /// <summary>Trims a model.</summary>
    /// <param name="full">The full model.</param>
    /// <param name="endpointRules">The endpoint rule set of the service; null for none.</param>
    /// <param name="source">The source of the model, for readers.</param>
    /// <param name="keep">The operations whose shapes to keep; null for all.</param>
    /// <returns>The text of the trimmed model.</returns>
    /// <exception cref="UsageException">The model has an unknown member, or does not have a requested operation.</exception>
    public static string Trim(JsonObject full, JsonObject? endpointRules, string source, IReadOnlyList<string>? keep)
    {
        ArgumentNullException.ThrowIfNull(full);
        var operations = full["operations"]!.AsObject();
        var names = keep ?? [.. operations.Select(o => o.Key)];
        if (names.Except(operations.Select(o => o.Key)).ToList() is { Count: > 0 } missing)
        {
            throw new UsageException($"The model has no operation {string.Join(", ", missing)}.");
        }

        var kept = new JsonObject(Sorted(operations).Where(o => names.Contains(o.Key)).Select(o => Pair(o.Key, Operation(o.Value!))));
        var model = ServiceModel.Parse(string.Empty, full.ToJsonString());
        var roots = model.Operations.Values.Where(o => names.Contains(o.Name))
            .SelectMany(o => o.Errors.Append(o.Input).Append(o.Output)).OfType<string>()
            // Keep all errors of the service, so that a test can compare the error table with them.
            .Concat(full["shapes"]!.AsObject().Where(s => s.Value!["exception"] is not null).Select(s => s.Key));
        var reached = model.Reach(roots);
        var trimmed = new JsonObject
        {
            ["source"] = source,
            ["metadata"] = s_metadata.Take(full["metadata"]!, "metadata"),
            ["operations"] = kept,
            ["otherOperations"] = new JsonArray([.. operations.Select(o => o.Key).Except(names).Order(StringComparer.Ordinal).Select(n => (JsonNode)n)]),
            ["shapes"] = new JsonObject(Sorted(full["shapes"]!.AsObject()).Where(s => reached.Contains(s.Key)).Select(s => Pair(s.Key, Shape(s.Key, s.Value!)))),
        };
        if (endpointRules is not null)
        {
            trimmed["endpointRules"] = Rules(endpointRules, isMap: false);
        }

        return CompactJson.Write(trimmed);
    }

    private static JsonObject Operation(JsonNode operation)
    {
        var trimmed = s_operation.Take(operation, "an operation");
        foreach (var role in new[] { "input", "output" })
        {
            if (trimmed[role] is { } shape)
            {
                trimmed[role] = s_member.Take(shape, role);
            }
        }

        if (trimmed["errors"] is JsonArray errors)
        {
            trimmed["errors"] = new JsonArray([.. errors.Select(e => s_member.Take(e!, "an error"))]);
        }

        return trimmed;
    }

    private static JsonObject Shape(string name, JsonNode shape)
    {
        var trimmed = s_shape.Take(shape, name);
        foreach (var role in new[] { "member", "key", "value" })
        {
            if (trimmed[role] is { } target)
            {
                trimmed[role] = s_member.Take(target, name);
            }
        }

        if (trimmed["members"] is JsonObject members)
        {
            trimmed["members"] = new JsonObject(members.Select(m => Pair(m.Key, s_member.Take(m.Value!, $"{name}.{m.Key}"))));
        }

        return trimmed;
    }

    // Rules are nested. Parameters and properties can have any name.
    private static JsonNode? Rules(JsonNode? node, bool isMap) => node switch
    {
        JsonObject map => new JsonObject((isMap ? map : s_rule.Take(map, "an endpoint rule")).Select(p => Pair(p.Key, Rules(p.Value, isMap: !isMap && p.Key is "parameters" or "headers")))),
        JsonArray list => new JsonArray([.. list.Select(i => Rules(i, isMap: false))]),
        _ => node?.DeepClone(),
    };

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Sorted(JsonObject map) => map.OrderBy(p => p.Key, StringComparer.Ordinal);

    private static KeyValuePair<string, JsonNode?> Pair(string key, JsonNode? value) => KeyValuePair.Create(key, value);

    private sealed record Part(string[] Kept, string[] Dropped)
    {
        /// <summary>Copies the members to keep, in the order of the list.</summary>
        public JsonObject Take(JsonNode node, string where)
        {
            var map = node.AsObject();
            var strange = map.Select(p => p.Key).Except(Kept).Except(Dropped).ToList();
            return strange.Count == 0
                ? new JsonObject(Kept.Where(map.ContainsKey).Select(key => Pair(key, map[key]?.DeepClone())))
                : throw new UsageException($"'{string.Join("', '", strange)}' of {where} is unknown. Add it to the lists of ModelTrimmer, to keep or to drop it.");
        }
    }
}
