using System.Collections.Generic;
using BitbucketConnections.Generator.Clients;
using BitbucketConnections.Generator.Models;

namespace BitbucketConnections.Generator.Stubs;

/// <summary>A client that only has the public API. Its methods throw.</summary>
internal sealed class StubProtocol : IClientProtocol
{
    private const string Throw = "throw new NotImplementedException()";

    /// <inheritdoc/>
    public IEnumerable<string> Usings => [];

    /// <inheritdoc/>
    public string Endpoint => Throw;

    /// <inheritdoc/>
    public string UserAgent => Throw;

    /// <inheritdoc/>
    public IEnumerable<string> Attributes(Member member) => [];

    /// <inheritdoc/>
    public void WriteFields(SourceText source)
    {
    }

    /// <inheritdoc/>
    public string Body(Operation operation) => Throw;

    /// <inheritdoc/>
    public void WriteSetup(SourceText source) => source.Line("protected override void Dispose(bool disposing) => base.Dispose(disposing);");

    /// <inheritdoc/>
    public void WriteClasses(SourceText source)
    {
    }
}
