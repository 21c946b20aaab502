using System.Collections.Generic;
using BitbucketConnections.Generator.Models;

namespace BitbucketConnections.Generator.Clients;

/// <summary>What a client's source has by its protocol.</summary>
internal interface IClientProtocol
{
    /// <summary>Gets the namespaces that it needs.</summary>
    IEnumerable<string> Usings { get; }

    /// <summary>Gets what stands above the property of a member.</summary>
    IEnumerable<string> Attributes(Member member);

    /// <summary>Writes the fields of the client that its operations need.</summary>
    void WriteFields(SourceText source);

    /// <summary>Gives what the method of an operation is.</summary>
    string Body(Operation operation);

    /// <summary>Gives what the endpoint is.</summary>
    string Endpoint { get; }

    /// <summary>Gets what the client calls itself.</summary>
    string UserAgent { get; }

    /// <summary>Writes the members of the client that set it up.</summary>
    void WriteSetup(SourceText source);

    /// <summary>Writes the classes beside the client.</summary>
    void WriteClasses(SourceText source);
}
