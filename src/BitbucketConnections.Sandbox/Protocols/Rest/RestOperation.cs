using System;
using System.Collections.Generic;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Shapes;

namespace BitbucketConnections.Sandbox.Protocols.Rest;

/// <summary>An operation of a REST JSON service. Members that are not in the path or the query string are in the body.</summary>
/// <param name="Name">The API name.</param>
/// <param name="Route">The method and the path.</param>
/// <param name="Input">The shape of the input.</param>
/// <param name="Handler">Handles a call.</param>
internal sealed record RestOperation(string Name, RestRoute Route, StructureShape Input, Func<ServiceCall, JsonObject, JsonObject> Handler)
{
    /// <summary>Gets the members in the query string.</summary>
    public IReadOnlyList<RestQueryMember> Query { get; init; } = [];
}
