namespace BitbucketConnections.Sandbox.Protocols.Rest;

/// <summary>A member of an input that is sent in the query string.</summary>
/// <param name="Name">The name in the model.</param>
/// <param name="Parameter">The name of the parameter.</param>
/// <param name="Kind">The type.</param>
internal sealed record RestQueryMember(string Name, string Parameter, RestQueryKind Kind);
