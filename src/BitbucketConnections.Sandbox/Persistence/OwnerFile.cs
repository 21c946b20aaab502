using System;
using System.IO;
using System.Text;

namespace BitbucketConnections.Sandbox.Persistence;

/// <summary>
/// Files that only the user who runs the sandbox can read. On Windows, the permissions are those of the folder; the folders of a user are closed to other users there.
/// </summary>
internal static class OwnerFile
{
    private static readonly Encoding s_utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Creates a file, or overwrites one.</summary>
    /// <param name="path">The path.</param>
    /// <param name="share">What others can do with it while it is open.</param>
    /// <returns>The stream to write to.</returns>
    public static FileStream Create(string path, FileShare share = FileShare.None)
    {
#if NET
        // An existing file would keep its mode.
        File.Delete(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = share };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
#else
        File.Delete(path);
        return new FileStream(path, FileMode.CreateNew, FileAccess.Write, share);
#endif
    }

    /// <summary>Writes a text to a new file beside, and then gives it the name. So the file always has the whole old text or the whole new text.</summary>
    /// <param name="path">The path.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="IOException">The path is that of a device or a named pipe, or the file can't be written.</exception>
    public static void Write(string path, string text)
    {
        RefuseDevice(path);
        var beside = path + ".new";
        using (var stream = Create(beside))
        {
            var bytes = s_utf8.GetBytes(text);
            stream.Write(bytes, 0, bytes.Length);
        }

        Replace(beside, path);
    }

    /// <summary>Creates a folder that only its owner can open.</summary>
    /// <param name="path">The path.</param>
    public static void CreateFolder(string path)
    {
#if NET
        if (!OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            return;
        }
#endif
        Directory.CreateDirectory(path);
    }

    // A rename would replace /dev/null or a named pipe by a file. Opened for reading and writing, a pipe without a reader does not block.
    private static void RefuseDevice(string path)
    {
        if (Path.DirectorySeparatorChar != '/' || !File.Exists(path))
        {
            return;
        }

        if ((path.StartsWith("/dev/", StringComparison.Ordinal) && !path.StartsWith("/dev/shm/", StringComparison.Ordinal)) || !CanSeek(path))
        {
            throw new IOException("It is a device or a named pipe. Specify the path of a file.");
        }
    }

    private static bool CanSeek(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            return stream.CanSeek;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A file that is open elsewhere, or that can't be read: a rename replaces it.
            return true;
        }
    }

    // A file with the new name is replaced in one step.
    private static void Replace(string from, string to)
    {
#if NET
        File.Move(from, to, overwrite: true);
#else
        if (File.Exists(to))
        {
            File.Replace(from, to, null);
        }
        else
        {
            File.Move(from, to);
        }
#endif
    }
}
