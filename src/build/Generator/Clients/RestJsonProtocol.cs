using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Generator.Models;

namespace BitbucketConnections.Generator.Clients;

/// <summary>The AWS REST protocol with JSON bodies: some members of a request are in its path or query string.</summary>
internal sealed class RestJsonProtocol(ClientModel client) : JsonProtocol(client)
{
    /// <inheritdoc/>
    protected override string ServiceClass => "RestJsonService";

    /// <inheritdoc/>
    protected override IEnumerable<string> ServiceArguments => [];

    /// <inheritdoc/>
    protected override string OperationArguments(Operation operation)
    {
        var members = Client.Members(operation.Input, operation.Name + "Request").ToList();
        var placed = members.Where(m => m.Location is not null).ToList();
        var calls = string.Concat(placed.Select(m => "." + m.Location!.Kind switch
        {
            "uri" => $"Path({Names.Literal(m.Location.Name)}, r.{m.Property})",
            "querystring" => $"Query({Names.Literal(m.Location.Name)}, r.{m.Property})",
            var other => throw new UsageException($"{Client.Model.Name}: a member in the {other}, such as {m.Name} of {operation.Name}, can't be written yet. Add this to RestPlaces of the clients and to RestJsonProtocol of the generator."),
        }));
        var write = placed.Count == 0 ? string.Empty : $", (p, r) => p{calls}";
        return $"{Names.Literal(operation.Method)}, {Names.Literal(operation.Path)}, {(members.Count > placed.Count ? "true" : "false")}{write}";
    }
}
