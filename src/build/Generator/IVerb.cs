using System.Collections.Generic;
using System.IO;

namespace BitbucketConnections.Generator;

/// <summary>One thing that the generator makes.</summary>
public interface IVerb
{
    /// <summary>Gets the word that asks for it.</summary>
    string Name { get; }

    /// <summary>Gets the arguments and what they do, in one line.</summary>
    string Usage { get; }

    /// <summary>Makes it.</summary>
    /// <param name="arguments">The arguments after the word.</param>
    /// <param name="output">Where to say what was written.</param>
    /// <exception cref="UsageException">The arguments are wrong.</exception>
    void Run(IReadOnlyList<string> arguments, TextWriter output);
}
