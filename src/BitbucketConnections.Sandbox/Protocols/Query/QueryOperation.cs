using System;
using System.Collections.Generic;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using BitbucketConnections.Sandbox.Shapes;

namespace BitbucketConnections.Sandbox.Protocols.Query;

/// <summary>An operation of a query service.</summary>
/// <param name="Name">The API name.</param>
/// <param name="Input">The shape of its parameters: all are strings, or lists and structures of them.</param>
/// <param name="Handler">Answers with the content of the result element; null for an operation that has none.</param>
internal sealed record QueryOperation(string Name, StructureShape Input, Func<ServiceCall, JsonObject, object[]?> Handler)
{
    /// <summary>Gets what finds the account in the parameters of a call that needs no signature; null when it needs one.</summary>
    public Func<IReadOnlyDictionary<string, string>, string?>? AccountOfUnsigned { get; init; }

    /// <summary>Creates an element without a namespace; the service gives it its own.</summary>
    /// <param name="name">The name.</param>
    /// <param name="content">The content; null content is left out.</param>
    /// <returns>The element.</returns>
    public static XElement Element(string name, params object?[] content) => new(name, content);
}
