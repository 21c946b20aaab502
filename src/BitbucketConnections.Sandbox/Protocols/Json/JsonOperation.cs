using System;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Shapes;

namespace BitbucketConnections.Sandbox.Protocols.Json;

/// <summary>An operation of a JSON service.</summary>
/// <param name="Name">The API name.</param>
/// <param name="Input">The shape of the input.</param>
/// <param name="Handler">Handles a call; returns null for an operation without output.</param>
internal sealed record JsonOperation(string Name, StructureShape Input, Func<ServiceCall, JsonObject, JsonObject?> Handler);
