using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Generator.Trimming;

namespace BitbucketConnections.Generator.Tests;

public sealed class ModelTests
{
    private const string Full = """
        {
          "version": "2.0",
          "metadata": { "apiVersion": "2020-01-01", "endpointPrefix": "demo", "protocol": "json", "uid": "demo-2020" },
          "operations": {
            "Write": { "name": "Write", "http": { "method": "POST", "requestUri": "/" }, "input": { "shape": "WriteInput", "documentation": "<p>in</p>" }, "documentation": "<p>op</p>" },
            "Ask": { "name": "Ask", "http": { "method": "POST", "requestUri": "/" }, "input": { "shape": "AskInput" }, "errors": [{ "shape": "Refused" }] }
          },
          "shapes": {
            "WriteInput": { "type": "structure", "members": { "z": { "shape": "Text", "documentation": "<p>member</p>" }, "a": { "shape": "Number" } }, "documentation": "<p>shape</p>" },
            "AskInput": { "type": "structure", "members": { "texts": { "shape": "Texts" } } },
            "Texts": { "type": "list", "member": { "shape": "Asked" }, "max": 3 },
            "Asked": { "type": "string" },
            "Text": { "type": "string", "pattern": "[a-z]+", "max": 5 },
            "Number": { "type": "integer", "box": true },
            "Refused": { "type": "structure", "members": {}, "error": { "httpStatusCode": 409 }, "exception": true }
          }
        }
        """;

    [Theory]
    [MemberData(nameof(Checkout.All), MemberType = typeof(Checkout))]
    public void A_model_has_its_source_and_no_documentation_of_AWS(string service)
    {
        var text = File.ReadAllText(Path.Combine(Checkout.Repository.Models, service + ".json"));

        Assert.StartsWith("botocore ", (string)JsonNode.Parse(text)!["source"]!, StringComparison.Ordinal);
        Assert.DoesNotContain("ocumentation\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<p>", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_model_has_settings_and_all_settings_have_a_model() => Assert.Equal(
        Checkout.Services.Keys.Order(), Directory.GetFiles(Checkout.Repository.Models).Select(Path.GetFileNameWithoutExtension).Order());

    [Fact]
    public void Trimming_keeps_shapes_constraints_and_errors_and_drops_documentation()
    {
        var trimmed = JsonNode.Parse(Trim(Parse(Full), ["Write"]))!;

        Assert.Equal("from a test", (string)trimmed["source"]!);
        Assert.Equal(["Write"], Keys(trimmed["operations"]));
        Assert.Equal(["Ask"], trimmed["otherOperations"]!.AsArray().Select(n => (string)n!));
        Assert.Equal(["Number", "Refused", "Text", "WriteInput"], Keys(trimmed["shapes"]));
        Assert.Equal(["z", "a"], Keys(trimmed["shapes"]!["WriteInput"]!["members"]));
        Assert.Equal(("[a-z]+", 5), ((string)trimmed["shapes"]!["Text"]!["pattern"]!, (int)trimmed["shapes"]!["Text"]!["max"]!));
        Assert.Equal(409, (int)trimmed["shapes"]!["Refused"]!["error"]!["httpStatusCode"]!);
        Assert.DoesNotContain("<p>", trimmed.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Trimming_returns_the_same_text_for_any_order_of_the_full_model()
    {
        var full = Parse(Full);
        var turned = Parse(Full);
        turned["shapes"] = new JsonObject(full["shapes"]!.AsObject().Reverse().Select(s => KeyValuePair.Create(s.Key, s.Value?.DeepClone())));
        turned["operations"] = new JsonObject(full["operations"]!.AsObject().Reverse().Select(s => KeyValuePair.Create(s.Key, s.Value?.DeepClone())));

        Assert.Equal(Trim(full, null), Trim(turned, null));
    }

    [Fact]
    public void An_unknown_member_of_a_model_stops_the_trimming()
    {
        var full = Parse(Full);
        full["shapes"]!["Text"]!["newTrait"] = true;

        Assert.Contains("'newTrait' of Text", Assert.Throws<UsageException>(() => Trim(full, null)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_operation_that_the_model_does_not_have_stops_the_trimming() =>
        Assert.Contains("no operation Gone", Assert.Throws<UsageException>(() => Trim(Parse(Full), ["Gone"])).Message, StringComparison.Ordinal);

    private static string Trim(JsonObject full, IReadOnlyList<string>? keep) => ModelTrimmer.Trim(full, null, "from a test", keep);

    private static JsonObject Parse(string text) => JsonNode.Parse(text)!.AsObject();

    private static IEnumerable<string> Keys(JsonNode? map) => map!.AsObject().Select(p => p.Key);
}
