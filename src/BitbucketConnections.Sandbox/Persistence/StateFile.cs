using System;
using System.IO;
using System.Threading.Tasks;
using BitbucketConnections.Sandbox.State;
using BitbucketConnections.Sandbox.Time;

namespace BitbucketConnections.Sandbox.Persistence;

/// <summary>
/// Keeps the state in a file, and the changes since it was written in a journal beside it. The file is written again when the journal has become longer than it,
/// and when the sandbox stops: a new file beside it gets its name, so that the file always has a whole state, also if the process is killed. Calls that change
/// something at the same time share a save.
/// </summary>
internal sealed class StateFile : IDisposable
{
    private const int ShortestJournal = 1 << 20;

    private readonly object _gate = new();
    private readonly SandboxState _state;
    private readonly SandboxClock _clock;
    private readonly FileStream _lock;
    private Task _writing = Task.CompletedTask;
    private Task? _next;
    private StateWriter _writer;
    private StateJournal? _journal;
    private long _longest;

    private StateFile(string path, SandboxState state, SandboxClock clock, FileStream @lock)
    {
        Path = path;
        _state = state;
        _clock = clock;
        _lock = @lock;
        _writer = new StateWriter(state);
    }

    /// <summary>Gets the full path of the file.</summary>
    public string Path { get; }

    /// <summary>Opens a file and reads the state from it. A file that does not exist is created.</summary>
    /// <param name="path">The path.</param>
    /// <param name="state">The state to replace.</param>
    /// <param name="clock">The clock to set.</param>
    /// <returns>The file. Dispose it to let another sandbox use it.</returns>
    /// <exception cref="ServiceException">Kind Sandbox: the file can't be used, is in use, or is not a state of this version. It is not changed.</exception>
    public static StateFile Open(string path, SandboxState state, SandboxClock clock)
    {
        FileStream? held = null;
        try
        {
            var full = System.IO.Path.GetFullPath(path);
            held = Hold(full);
            var file = new StateFile(full, state, clock, held);
            if (File.Exists(full))
            {
                clock.Offset = Read(full, state);
                if (File.Exists(StateJournal.PathOf(full)))
                {
                    // The sandbox before was killed. From here on, the file has the changes of its journal.
                    file.Write();
                }
            }
            else
            {
                file.Write();
            }

            return file;
        }
        catch (InvalidDataException e)
        {
            held?.Dispose();
            throw new ServiceException(ServiceErrorKind.Sandbox, $"'{path}' can't be used as the state of the sandbox. {e.Message} {AdviceFor(path)}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            held?.Dispose();
            throw new ServiceException(ServiceErrorKind.Sandbox, $"'{path}' can't be used as the state of the sandbox: {e.Message} Specify another -Path.", e);
        }
    }

    /// <summary>Reads a state and its journal.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="state">The state to replace.</param>
    /// <returns>How far its clock is ahead of the system's.</returns>
    /// <exception cref="InvalidDataException">The file or its journal is not a state of this version. Nothing is changed.</exception>
    public static TimeSpan Read(string path, SandboxState state)
    {
        var text = File.ReadAllText(path);
        return StateDocument.Read(text, StateJournal.Read(path, StateDocument.JournalOf(text)), state);
    }

    /// <summary>Saves the state with all changes that were made before the call.</summary>
    /// <returns>A task that ends when they are in the file.</returns>
    public Task SaveAsync()
    {
        lock (_gate)
        {
            return _next ??= SaveAfterAsync(_writing);
        }
    }

    /// <summary>Ends the last save, puts the changes into the file, and lets another sandbox use it.</summary>
    public void Dispose()
    {
        Task last;
        lock (_gate)
        {
            last = _next ?? _writing;
        }

        Task.WaitAny(last);
        try
        {
            if (_journal is not null)
            {
                WriteAll();
                CloseJournal();
                File.Delete(StateJournal.PathOf(Path));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Nothing is lost: the file and its journal have the whole state.
            CloseJournal();
        }

        _lock.Dispose();
    }

    private static string AdviceFor(string path)
    {
        var journal = StateJournal.PathOf(path);
        return File.Exists(journal)
            ? $"Specify another -Path. Or remove only '{journal}' to use the state before the changes in it, or both files to start empty."
            : "Specify another -Path, or remove the file to start empty.";
    }

    private async Task SaveAfterAsync(Task before)
    {
        // Leaves the lock first, so that the calls that wait for this save can join it.
        await Task.Yield();
        await Task.WhenAny(before).ConfigureAwait(false);
        lock (_gate)
        {
            _writing = _next!;
            _next = null;
        }

        Write();
    }

    private void Write()
    {
        if (_journal is null || _journal.Length > _longest)
        {
            WriteAll();
            return;
        }

        string? line;
        lock (_state.Gate)
        {
            line = _writer.WriteChanges(_clock.Offset);
        }

        if (line is null)
        {
            return;
        }

        try
        {
            _journal.Append(line);
        }
        catch
        {
            // The line may be there in part. The next save does not use this journal.
            CloseJournal();
            throw;
        }
    }

    // A journal that is left when the process is killed here has the name of the older file, so it is not read.
    private void WriteAll()
    {
        CloseJournal();
        var name = Guid.NewGuid().ToString("N");
        _writer = new StateWriter(_state);
        string text;
        lock (_state.Gate)
        {
            text = _writer.WriteAll(_clock.Offset, name);
        }

        OwnerFile.Write(Path, text);
        _longest = Math.Max(text.Length, ShortestJournal);
        _journal = StateJournal.Create(Path, name);
    }

    private void CloseJournal()
    {
        _journal?.Dispose();
        _journal = null;
    }

    // The lock stays if the process is killed only as an empty file that no one holds.
    private static FileStream Hold(string path)
    {
        try
        {
            return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException e) when (e is not (DirectoryNotFoundException or PathTooLongException))
        {
            throw new IOException("another sandbox uses it.", e);
        }
    }
}
