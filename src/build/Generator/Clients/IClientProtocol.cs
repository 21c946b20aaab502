using System.Collections.Generic;
using BitbucketConnections.Generator.Models;

namespace BitbucketConnections.Generator.Clients;

/// <summary>The parts of a client's source that depend on its protocol.</summary>
internal interface IClientProtocol
{
    /// <summary>Gets the required namespaces.</summary>
    IEnumerable<string> Usings { get; }

    /// <summary>Gets the attributes of a member's property.</summary>
    IEnumerable<string> Attributes(Member member);

    /// <summary>Writes the fields of the client that its operations need.</summary>
    void WriteFields(SourceText source);

    /// <summary>Gets the body of an operation's method.</summary>
    string Body(Operation operation);

    /// <summary>Gets the expression of the endpoint.</summary>
    string Endpoint { get; }

    /// <summary>Gets the expression of the user agent.</summary>
    string UserAgent { get; }

    /// <summary>Writes the members of the client that set it up.</summary>
    void WriteSetup(SourceText source);

    /// <summary>Writes the helper classes of the client.</summary>
    void WriteClasses(SourceText source);
}
