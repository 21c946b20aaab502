using System;
using System.Collections.Generic;
using System.IO;
using System.Text;

namespace BitbucketConnections.Sandbox.Persistence;

/// <summary>
/// The changes after the document of a state, one JSON object in each line. The first line is the name of the journal, which the document has too: a journal with
/// another name belongs to an older document, and its changes are all in the newer one. A line without its end was not answered, and does not count.
/// </summary>
internal sealed class StateJournal : IDisposable
{
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);
    private readonly FileStream _stream;

    private StateJournal(FileStream stream) => _stream = stream;

    /// <summary>Gets the number of bytes.</summary>
    public long Length => _stream.Length;

    /// <summary>Gets the path of the journal of a state.</summary>
    /// <param name="statePath">The path of the document.</param>
    /// <returns>The path.</returns>
    public static string PathOf(string statePath) => statePath + ".journal";

    /// <summary>Creates an empty journal, or replaces one.</summary>
    /// <param name="statePath">The path of the document.</param>
    /// <param name="name">The name of the journal.</param>
    /// <returns>The journal.</returns>
    public static StateJournal Create(string statePath, string name)
    {
        var journal = new StateJournal(OwnerFile.Create(PathOf(statePath), FileShare.Read));
        journal.Append(name);
        return journal;
    }

    /// <summary>Reads the changes of a document.</summary>
    /// <param name="statePath">The path of the document.</param>
    /// <param name="name">The name of its journal; null for a document without one.</param>
    /// <returns>The lines.</returns>
    public static IReadOnlyList<string> Read(string statePath, string? name)
    {
        if (name is null || !File.Exists(PathOf(statePath)))
        {
            return [];
        }

        using var stream = new FileStream(PathOf(statePath), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream, s_utf8);
        var lines = reader.ReadToEnd().Split('\n');
        return lines.Length > 1 && lines[0] == name ? [.. new ArraySegment<string>(lines, 1, lines.Length - 2)] : [];
    }

    /// <summary>Adds a line. It is in the file when the method returns.</summary>
    /// <param name="line">The line.</param>
    public void Append(string line)
    {
        var bytes = s_utf8.GetBytes(line + "\n");
        _stream.Write(bytes, 0, bytes.Length);
        _stream.Flush();
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();
}
