using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace BitbucketConnections.Sandbox.Tests.Support;

/// <summary>Compares answers with the service model: known members only, all required ones, and values within types, patterns, sets and bounds.</summary>
internal static class ModelOutput
{
    /// <summary>Calls an operation that must succeed and whose answer must be one of the service model.</summary>
    public static async Task<JsonNode> CheckedAsync(this TestSandbox sandbox, string service, string operation, JsonObject? input = null, string? region = null, string? account = null)
    {
        var answer = await sandbox.CallAsync(service, operation, input, region, account);
        Assert.True(answer.Status == 200, $"{operation}: {answer.Body}");
        Assert.Empty(Differences(service, operation, answer.Json));
        return answer.Json;
    }

    /// <summary>Calls an operation that must return an error that the service model has for it, and returns the code and the message.</summary>
    public static async Task<(string Code, string Message)> RefusedAsync(this TestSandbox sandbox, string service, string operation, JsonObject? input = null, string? region = null, string? account = null)
    {
        var answer = await sandbox.CallAsync(service, operation, input, region, account);
        Assert.Equal(400, answer.Status);
        var errors = Model(service)["operations"]![operation]!["errors"]?.AsArray().Select(error => (string)error!["shape"]!) ?? [];
        Assert.Contains(answer.ErrorType, errors.Append("ValidationException"));
        return (answer.ErrorType!, answer.ErrorMessage!);
    }

    /// <summary>Finds what in an answer is not as in the service model.</summary>
    public static IReadOnlyList<string> Differences(string service, string operation, JsonNode answer)
    {
        var model = Model(service);
        var differences = new List<string>();
        Check(model["shapes"]!, (string)model["operations"]![operation]!["output"]!["shape"]!, answer, "$", differences);
        return differences;
    }

    private static JsonNode Model(string service) => JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "ServiceModels", service + ".json")))!;

    private static void Check(JsonNode shapes, string name, JsonNode value, string path, List<string> differences)
    {
        var shape = shapes[name]!;
        var type = (string)shape["type"]!;
        var (kind, size) = (value.GetValueKind(), 0m);
        var isRight = type switch
        {
            "structure" or "map" => kind == JsonValueKind.Object,
            "list" => kind == JsonValueKind.Array,
            "boolean" => kind is JsonValueKind.True or JsonValueKind.False,
            "string" => kind == JsonValueKind.String,
            _ => kind == JsonValueKind.Number,
        };
        if (!isRight)
        {
            differences.Add($"{path} is a {kind}, not a {type}");
            return;
        }

        switch (value)
        {
            case JsonObject members when type == "structure":
                differences.AddRange((shape["required"]?.AsArray() ?? []).Select(member => (string)member!).Where(member => members[member] is null).Select(member => $"{path}.{member} is missing"));
                foreach (var (member, content) in members)
                {
                    if (shape["members"]![member] is { } known)
                    {
                        Check(shapes, (string)known["shape"]!, content!, $"{path}.{member}", differences);
                    }
                    else
                    {
                        differences.Add($"{path}.{member} is unknown");
                    }
                }

                return;
            case JsonArray items:
                size = items.Count;
                foreach (var item in items)
                {
                    Check(shapes, (string)shape["member"]!["shape"]!, item!, path + "[]", differences);
                }

                break;
            case JsonValue text when type == "string":
                var sent = text.GetValue<string>();
                size = sent.Length;
                if (shape["enum"] is JsonArray values && !values.Any(allowed => (string)allowed! == sent))
                {
                    differences.Add($"{path} is '{sent}'");
                }

                if ((string?)shape["pattern"] is { } pattern && !Regex.IsMatch(sent, $"^(?:{pattern})\\z"))
                {
                    differences.Add($"{path} '{sent}' does not match {pattern}");
                }

                break;
            case JsonValue number when type is "integer" or "long":
                size = number.GetValue<decimal>();
                break;
        }

        if (size < (decimal?)(long?)shape["min"] || size > (decimal?)(long?)shape["max"])
        {
            differences.Add($"{path} has {size}");
        }
    }
}
