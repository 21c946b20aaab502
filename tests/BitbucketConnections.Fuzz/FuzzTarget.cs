using System;
using System.Collections.Generic;

namespace BitbucketConnections.Fuzz;

/// <summary>A parser, with the inputs that the mutations start from.</summary>
internal sealed class FuzzTarget
{
    /// <summary>Gets the name, such as <c>Redaction.Message</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the share of the inputs: the number of inputs of each 1000, approximately.</summary>
    public required int Weight { get; init; }

    /// <summary>Gets valid inputs.</summary>
    public required IReadOnlyList<string> Seeds { get; init; }

    /// <summary>Gets words that have a meaning for the parser.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>Gets a function that returns the parser. It is called for each <see cref="FuzzRun.ChunkLength"/> inputs, so that a parser with a state can be repeated.</summary>
    public required Func<Action<string>> Open { get; init; }

    /// <summary>Gets a function that determines whether an exception is one that the parser documents.</summary>
    public Func<Exception, bool> IsOwn { get; init; } = static e => e is ServiceException;

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>A parser returned, but the result is wrong.</summary>
internal sealed class WrongResultException(string message) : Exception(message);
