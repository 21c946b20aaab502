using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace BitbucketConnections.AwsClients.Tests;

/// <summary>A service model of the project. The build copies it to the test output.</summary>
internal sealed class ServiceModel
{
    private readonly JsonObject _root;

    private ServiceModel(JsonObject root) => _root = root;

    /// <summary>Gets AWS's endpoint rules of the service.</summary>
    public JsonObject EndpointRules => _root["endpointRules"]!.AsObject();

    public static ServiceModel Load(string service) => new(
        JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "ServiceModels", service + ".json")))!.AsObject());

    public JsonObject Operation(string name) => _root["operations"]![name]!.AsObject();

    public JsonObject? Input(string operation) => Operation(operation)["input"] is { } input ? Shape((string)input["shape"]!) : null;

    public JsonObject? Output(string operation) => Operation(operation)["output"] is { } output ? Shape((string)output["shape"]!) : null;

    public IEnumerable<string> Errors(string operation) => (Operation(operation)["errors"]?.AsArray() ?? []).Select(e => (string)e!["shape"]!);

    /// <summary>Gets the error code on the wire, which can differ from the name of the shape.</summary>
    public string ErrorCode(string error) => (string?)Shape(error)["error"]?["code"] ?? error;

    public IEnumerable<string> Enumerations() => _root["shapes"]!.AsObject().SelectMany(shape => shape.Value!["enum"]?.AsArray().Select(value => (string)value!) ?? []);

    public JsonObject Shape(string name) => _root["shapes"]![name]!.AsObject();

    /// <summary>Creates a JSON value with every member of a shape.</summary>
    public JsonNode Sample(string shapeName, int depth = 0)
    {
        var shape = Shape(shapeName);
        return (string)shape["type"]! switch
        {
            "structure" => new JsonObject(shape["members"]!.AsObject().Select(m =>
                KeyValuePair.Create(m.Key, (JsonNode?)Sample((string)m.Value!["shape"]!, depth + 1)))),
            "list" => new JsonArray(Sample((string)shape["member"]!["shape"]!, depth + 1)),
            "map" => new JsonObject { ["key1"] = Sample((string)shape["value"]!["shape"]!, depth + 1) },
            "string" => shape["enum"] is { } values ? (string)values[0]! : "text-" + shapeName,
            "integer" or "long" => 7,
            "boolean" => true,
            "timestamp" => 1501626591.112,
            var other => throw new InvalidOperationException(other),
        };
    }

    /// <summary>Creates an XML element with every member of a shape, as in responses of the query protocol.</summary>
    public XElement SampleXml(XName name, string shapeName)
    {
        var shape = Shape(shapeName);
        return (string)shape["type"]! switch
        {
            "structure" => new XElement(name, shape["members"]!.AsObject().Select(m => SampleXml(name.Namespace + m.Key, (string)m.Value!["shape"]!))),
            "list" => new XElement(name, SampleXml(name.Namespace + "member", (string)shape["member"]!["shape"]!)),
            "timestamp" => new XElement(name, "2017-08-01T22:29:51.112Z"),
            _ => new XElement(name, Sample(shapeName).ToString()),
        };
    }

    /// <summary>Gets the parameter names of the query protocol for a structure whose lists have one element.</summary>
    public IEnumerable<string> ParameterNames(string shapeName, string path = "")
    {
        var shape = Shape(shapeName);
        return (string)shape["type"]! switch
        {
            "structure" => shape["members"]!.AsObject()
                .SelectMany(m => ParameterNames((string)m.Value!["shape"]!, path.Length == 0 ? m.Key : $"{path}.{m.Key}")),
            "list" => ParameterNames((string)shape["member"]!["shape"]!, path + ".member.1"),
            _ => [path],
        };
    }

    /// <summary>Checks that a JSON value has exactly the members of a shape.</summary>
    public void Check(string shapeName, JsonNode? value, string path)
    {
        var shape = Shape(shapeName);
        Assert.True(value is not null, $"{path} is missing");
        switch ((string)shape["type"]!)
        {
            case "structure":
                var members = shape["members"]!.AsObject();
                Assert.Equal(members.Select(m => m.Key).Order(), value!.AsObject().Select(m => m.Key).Order());
                foreach (var member in members)
                {
                    Check((string)member.Value!["shape"]!, value[member.Key], path + "." + member.Key);
                }

                break;
            case "list":
                var element = (string)shape["member"]!["shape"]!;
                var item = Assert.Single(value!.AsArray());
                if (Shape(element)["enum"] is null)
                {
                    Check(element, item, path + "[]");
                }
                else
                {
                    // The SDK's collections of constants are collections of strings.
                    Assert.Equal("text", (string)item!);
                }

                break;
            case "map":
                Assert.Single(value!.AsObject());
                break;
            case "string":
                var text = value!.GetValue<string>();
                Assert.True(shape["enum"] is not JsonArray values || values.Any(v => (string)v! == text), $"{path}: {text}");
                break;
            case "integer" or "long":
                Assert.Equal(7, value!.GetValue<int>());
                break;
            case "boolean":
                Assert.True(value!.GetValue<bool>());
                break;
            case "timestamp":
                Assert.Equal(1501626591.112m, value!.GetValue<decimal>());
                break;
            case var other:
                Assert.Fail($"{path}: {other}");
                break;
        }
    }
}
