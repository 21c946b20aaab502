using System;
using System.Collections.Generic;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using BitbucketConnections.Sandbox.Shapes;

namespace BitbucketConnections.Sandbox.Protocols.Query;

/// <summary>An operation of a query service.</summary>
/// <param name="Name">The API name.</param>
/// <param name="Input">The shape of its parameters, which are strings, or lists and structures of strings.</param>
/// <param name="Handler">Returns the content of the result element; null for an operation without one.</param>
internal sealed record QueryOperation(string Name, StructureShape Input, Func<ServiceCall, JsonObject, object[]?> Handler)
{
    /// <summary>Gets the function that finds the account in the parameters of an unsigned call; null if the operation requires a signature.</summary>
    public Func<IReadOnlyDictionary<string, string>, string?>? AccountOfUnsigned { get; init; }

    /// <summary>Creates an element without a namespace; the service adds its own.</summary>
    /// <param name="name">The name.</param>
    /// <param name="content">The content; null content is omitted.</param>
    /// <returns>The element.</returns>
    public static XElement Element(string name, params object?[] content) => new(name, content);
}
