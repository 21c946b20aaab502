using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.IO.MemoryMappedFiles;
using System.Text;
using System.Threading;

namespace BitbucketConnections.Fuzz;

/// <summary>
/// Keeps the input of each thread in a file of the system's page cache, so that it is known after a stack overflow or a lack of memory has ended the process,
/// and ends the process if an input takes too long.
/// </summary>
internal sealed class InProgress : IDisposable
{
    private const int SlotLength = 256;
    private const int NameOffset = 16;
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(120);

    private readonly string _path;
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly long[] _started;
    private readonly Timer _timer;

    /// <summary>Initializes a new instance of the <see cref="InProgress"/> class.</summary>
    /// <param name="folder">The folder of the finds.</param>
    /// <param name="threads">The number of threads.</param>
    public InProgress(string folder, int threads)
    {
        Directory.CreateDirectory(folder);
        _path = PathIn(folder);
        _started = new long[threads];
        _file = MemoryMappedFile.CreateFromFile(_path, FileMode.Create, null, threads * SlotLength);
        _view = _file.CreateViewAccessor();
        _timer = new Timer(_ => Check(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
    }

    /// <summary>Reads the inputs that were in progress when a process ended.</summary>
    /// <param name="folder">The folder of the finds.</param>
    public static IEnumerable<(string Target, long Index)> Left(string folder)
    {
        if (!File.Exists(PathIn(folder)))
        {
            yield break;
        }

        var bytes = File.ReadAllBytes(PathIn(folder));
        for (var slot = 0; slot + SlotLength <= bytes.Length; slot += SlotLength)
        {
            var length = BitConverter.ToInt32(bytes, slot + 8);
            if (length > 0)
            {
                yield return (Encoding.ASCII.GetString(bytes, slot + NameOffset, length), BitConverter.ToInt64(bytes, slot));
            }
        }
    }

    /// <summary>Deletes the file of an earlier process.</summary>
    public static void Forget(string folder)
    {
        if (File.Exists(PathIn(folder)))
        {
            File.Delete(PathIn(folder));
        }
    }

    /// <summary>Notes the start of an input.</summary>
    public void Begin(int worker, string target, long index)
    {
        var slot = worker * SlotLength;
        _view.Write(slot, index);
        _view.Write(slot + 8, target.Length);
        _view.WriteArray(slot + NameOffset, Encoding.ASCII.GetBytes(target), 0, target.Length);
        Volatile.Write(ref _started[worker], Stopwatch.GetTimestamp());
    }

    /// <summary>Notes that a thread has no more inputs.</summary>
    public void End(int worker)
    {
        Volatile.Write(ref _started[worker], 0);
        _view.Write((worker * SlotLength) + 8, 0);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _timer.Dispose();
        _view.Dispose();
        _file.Dispose();
        File.Delete(_path);
    }

    private static string PathIn(string folder) => Path.Combine(folder, "in-progress.bin");

    private void Check()
    {
        for (var worker = 0; worker < _started.Length; worker++)
        {
            if (Volatile.Read(ref _started[worker]) is var start and > 0 && Stopwatch.GetElapsedTime(start) > s_limit)
            {
                _view.Flush();
                Environment.FailFast($"An input takes more than {s_limit.TotalSeconds} seconds.");
            }
        }
    }
}
