using System;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Shapes;

namespace BitbucketConnections.Sandbox.Protocols.Json;

/// <summary>An operation of a JSON service.</summary>
/// <param name="Name">The API name.</param>
/// <param name="Input">The shape its input must have.</param>
/// <param name="Handler">Answers; null for an operation whose model has no output.</param>
internal sealed record JsonOperation(string Name, StructureShape Input, Func<ServiceCall, JsonObject, JsonObject?> Handler);
