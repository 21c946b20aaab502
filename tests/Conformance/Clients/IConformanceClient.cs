using System.Text.Json.Nodes;

/// <summary>A client that calls the sandbox.</summary>
public interface IConformanceClient
{
    /// <summary>Gets the name of the client with its version.</summary>
    string Name { get; }

    /// <summary>Returns whether the client has an operation.</summary>
    bool Has(string service, string operation);

    /// <summary>Makes a call.</summary>
    /// <param name="call">The service, the operation, the input, and the path of a member that the client must have.</param>
    /// <returns>The answers of the sandbox, and what the client made of them.</returns>
    JsonObject Call(JsonObject call);
}
