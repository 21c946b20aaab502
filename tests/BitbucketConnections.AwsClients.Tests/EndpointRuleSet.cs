using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using Amazon.Runtime.Internal.Endpoints.StandardLibrary;

namespace BitbucketConnections.AwsClients.Tests;

/// <summary>Evaluates the endpoint rules that AWS publishes for a service, with the partitions of the SDK.</summary>
internal sealed class EndpointRuleSet
{
    private readonly JsonArray _rules;

    private EndpointRuleSet(JsonArray rules) => _rules = rules;

    public static EndpointRuleSet Load(string service) => new(ServiceModel.Load(service).EndpointRules["rules"]!.AsArray());

    /// <summary>Returns the URL or the error message.</summary>
    public string Resolve(string? region, string? endpoint, bool fips, bool dualStack)
    {
        var scope = new Dictionary<string, object?>
        {
            ["Region"] = region,
            ["Endpoint"] = endpoint,
            ["UseFIPS"] = fips,
            ["UseDualStack"] = dualStack,
        };
        return Follow(_rules, scope) ?? throw new InvalidOperationException("No rule matches.");
    }

    private static string? Follow(JsonArray rules, Dictionary<string, object?> scope)
    {
        foreach (var rule in rules)
        {
            var inner = new Dictionary<string, object?>(scope);
            if (!rule!["conditions"]!.AsArray().All(c => Holds(c!, inner)))
            {
                continue;
            }

            return (string)rule["type"]! switch
            {
                "error" => (string)rule["error"]!,
                "tree" => Follow(rule["rules"]!.AsArray(), inner),
                _ => Url(rule["endpoint"]!["url"]!, inner),
            };
        }

        return null;
    }

    private static bool Holds(JsonNode condition, Dictionary<string, object?> scope)
    {
        var value = Value(condition, scope);
        if (condition["assign"] is { } name)
        {
            scope[(string)name!] = value;
        }

        return value is not (null or false);
    }

    private static object? Value(JsonNode? node, Dictionary<string, object?> scope)
    {
        if (node is JsonValue literal)
        {
            return literal.TryGetValue<bool>(out var truth) ? truth : literal.GetValue<string>();
        }

        if (node!["ref"] is { } name)
        {
            return scope[(string)name!];
        }

        var arguments = node["argv"]!.AsArray().Select(a => Value(a, scope)).ToList();
        return (string)node["fn"]! switch
        {
            "isSet" => arguments[0] is not null,
            "booleanEquals" or "stringEquals" => Equals(arguments[0], arguments[1]),
            "aws.partition" => Fn.Partition((string)arguments[0]!),
            "getAttr" => Attribute((Partition)arguments[0]!, (string)arguments[1]!),
            var other => throw new InvalidOperationException($"The rule set uses a function that this test does not know: {other}"),
        };
    }

    private static string Url(JsonNode url, Dictionary<string, object?> scope)
    {
        if (url is not JsonValue)
        {
            return (string)Value(url, scope)!;
        }

        var text = ((string)url!).Replace("{Region}", (string?)scope["Region"], StringComparison.Ordinal);
        return scope.TryGetValue("PartitionResult", out var partition)
            ? new[] { "dnsSuffix", "dualStackDnsSuffix" }.Aggregate(text, (t, name) =>
                t.Replace($"{{PartitionResult#{name}}}", (string?)Attribute((Partition)partition!, name), StringComparison.Ordinal))
            : text;
    }

    private static object? Attribute(Partition partition, string name) => name switch
    {
        "name" => partition.name,
        "dnsSuffix" => partition.dnsSuffix,
        "dualStackDnsSuffix" => partition.dualStackDnsSuffix,
        "supportsFIPS" => partition.supportsFIPS,
        "supportsDualStack" => partition.supportsDualStack,
        "implicitGlobalRegion" => partition.implicitGlobalRegion,
        _ => throw new InvalidOperationException($"The rule set uses an attribute that this test does not know: {name}"),
    };
}
