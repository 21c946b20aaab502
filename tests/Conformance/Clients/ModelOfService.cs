using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;

/// <summary>A service model of the repository.</summary>
public sealed class ModelOfService
{
    private readonly JsonObject _root;

    private ModelOfService(string service, JsonObject root)
    {
        Service = service;
        _root = root;
    }

    public string Service { get; }

    public string Protocol => (string)_root["metadata"]["protocol"];

    /// <summary>Gets the version of the JSON protocol; null for other protocols.</summary>
    public string JsonVersion => (string)_root["metadata"]["jsonVersion"];

    /// <summary>Gets the target of the operations, with its namespace.</summary>
    public string TargetPrefix => (string)_root["metadata"]["targetPrefix"];

    public static ModelOfService Load(string folder, string service) =>
        new ModelOfService(service, JsonNode.Parse(File.ReadAllText(Path.Combine(folder, service + ".json"))).AsObject());

    public bool Has(string operation) => _root["operations"].AsObject().ContainsKey(operation);

    public JsonObject Operation(string name) => _root["operations"][name].AsObject();

    public JsonObject Shape(string name) => _root["shapes"][name].AsObject();

    /// <summary>Gets the input shape; null for an operation without input.</summary>
    public JsonObject Input(string operation) => Role(operation, "input");

    /// <summary>Gets the output shape; null for an operation without output.</summary>
    public JsonObject Output(string operation) => Role(operation, "output");

    /// <summary>Gets the name of the shape of an error code; null for an error that the operation does not have.</summary>
    public string ErrorShape(string operation, string code) => (Operation(operation)["errors"]?.AsArray() ?? new JsonArray())
        .Select(error => (string)error["shape"]).FirstOrDefault(name => ((string)Shape(name)["error"]?["code"] ?? name) == code);

    public JsonObject Target(JsonNode reference) => Shape((string)reference["shape"]);

    public static IEnumerable<KeyValuePair<string, JsonNode>> Members(JsonObject shape) => shape["members"]?.AsObject() ?? Enumerable.Empty<KeyValuePair<string, JsonNode>>();

    public static ICollection<string> Required(JsonObject shape) => (shape["required"]?.AsArray() ?? new JsonArray()).Select(name => (string)name).ToList();

    public static string Type(JsonObject shape) => (string)shape["type"];

    private JsonObject Role(string operation, string role) => Operation(operation)[role] is JsonNode reference ? Target(reference) : null;
}
