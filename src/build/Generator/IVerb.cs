using System.Collections.Generic;
using System.IO;

namespace BitbucketConnections.Generator;

/// <summary>A verb of the generator, which writes one kind of output.</summary>
public interface IVerb
{
    /// <summary>Gets the name of the verb.</summary>
    string Name { get; }

    /// <summary>Gets the arguments and what they do, in one line.</summary>
    string Usage { get; }

    /// <summary>Writes the output.</summary>
    /// <param name="arguments">The arguments after the verb.</param>
    /// <param name="output">The writer that receives the list of written files.</param>
    /// <exception cref="UsageException">The arguments are not valid.</exception>
    void Run(IReadOnlyList<string> arguments, TextWriter output);
}
