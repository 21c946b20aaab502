using System;
using System.IO;
using System.Text;

namespace BitbucketConnections.Engine.Export;

/// <summary>
/// Writes the file of an export. The text is written to another file of the folder, which then gets the name. So the file always has the whole old text or
/// the whole new text, also if the process is ended.
/// </summary>
internal static class ExportedFile
{
    private static readonly Encoding s_utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes a file in UTF-8 without a byte order mark. A symbolic link stays: the file that it points to is written.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="text">The text.</param>
    /// <param name="isPrivate">
    /// Whether only the owner can read the file. Otherwise an existing file keeps its mode. On Windows, a new file inherits the permissions of its folder and
    /// an existing file keeps its own.
    /// </param>
    /// <param name="overwrite">Whether to overwrite an existing file.</param>
    /// <returns>The folder that was created; null if it existed.</returns>
    /// <exception cref="ServiceException">The file already exists, or cannot be written.</exception>
    public static string? Write(string path, string text, bool isPrivate, bool overwrite)
    {
        try
        {
            var isDevice = IsDevice(path);
            var target = isDevice ? path : Target(path);
            if (isDevice && Target(path) is var actual && File.Exists(actual) && !actual.StartsWith("/dev/", StringComparison.Ordinal))
            {
                throw NotWritten(path, $"it is the file '{actual}', which this process already writes. Omit -Path and pass the text on", null);
            }

            var folder = Path.GetDirectoryName(target)!;
            var isNew = !Directory.Exists(folder);
            Directory.CreateDirectory(folder);
            if (!overwrite && File.Exists(target))
            {
                throw Exists(path, null);
            }

            if (isDevice)
            {
                Fill(new FileStream(target, FileMode.Open, FileAccess.Write), text);
            }
            else if (IsSpecial(target))
            {
                throw NotWritten(path, "it is a pipe or a device, not a file. Specify a file, or omit -Path and pass the text on", null);
            }
            else
            {
                WriteBeside(target, Path.Combine(folder, $".{Guid.NewGuid():N}.tmp"), text, isPrivate, overwrite);
            }

            return isNew ? folder : null;
        }
        catch (IOException failure) when (!overwrite && File.Exists(path))
        {
            throw Exists(path, failure);
        }
        catch (UnauthorizedAccessException failure)
        {
            throw NotWritten(path, "access is denied", failure);
        }
        catch (Exception failure) when (failure is IOException or ArgumentException or NotSupportedException)
        {
            throw NotWritten(path, failure.Message.TrimEnd('.'), failure);
        }
    }

    private static void WriteBeside(string target, string beside, string text, bool isPrivate, bool overwrite)
    {
        try
        {
            Fill(Create(beside, isPrivate), text);
            Rename(beside, target, isPrivate, overwrite);
        }
        finally
        {
            // After a rename, there is no such file.
            File.Delete(beside);
        }
    }

    private static void Fill(FileStream stream, string text)
    {
        using (stream)
        {
            var bytes = s_utf8.GetBytes(text);
            stream.Write(bytes, 0, bytes.Length);
            stream.Flush(flushToDisk: stream.CanSeek);
        }
    }

    // A device, such as /dev/stdout, has no folder for another file.
    private static bool IsDevice(string path) => Path.DirectorySeparatorChar == '/' && path.StartsWith("/dev/", StringComparison.Ordinal) && File.Exists(path);

    // A rename would replace a named pipe by a file. Opened for reading and writing, a pipe without a reader does not block.
    private static bool IsSpecial(string path)
    {
        if (Path.DirectorySeparatorChar != '/' || !File.Exists(path))
        {
            return false;
        }

        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            return !stream.CanSeek;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // A file that only its name can be given to, such as one without the right to read.
            return false;
        }
    }

#if NET
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static string Target(string path) => new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName;

    private static FileStream Create(string beside, bool isPrivate)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (isPrivate && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        return new FileStream(beside, options);
    }

    private static void Rename(string beside, string target, bool isPrivate, bool overwrite)
    {
        if (OperatingSystem.IsWindows())
        {
            Replace(beside, target, overwrite);
            return;
        }

        if (!isPrivate && File.Exists(target))
        {
            File.SetUnixFileMode(beside, File.GetUnixFileMode(target));
        }

        File.Move(beside, target, overwrite);
    }
#else
    private static string Target(string path) => path;

    private static FileStream Create(string beside, bool isPrivate) => new(beside, FileMode.CreateNew, FileAccess.Write);

    private static void Rename(string beside, string target, bool isPrivate, bool overwrite) => Replace(beside, target, overwrite);
#endif

    // The new file gets the permissions of the old one.
    private static void Replace(string beside, string target, bool overwrite)
    {
        if (overwrite && File.Exists(target))
        {
            File.Replace(beside, target, null);
        }
        else
        {
            File.Move(beside, target);
        }
    }

    private static ServiceException Exists(string path, Exception? failure) => new(
        ServiceErrorKind.InvalidState, $"The file '{path}' already exists. Use -Force to overwrite it.", failure) { Condition = "FileExists" };

    // The exception can name the other file, which no longer exists.
    private static ServiceException NotWritten(string path, string reason, Exception? failure) => new(
        ServiceErrorKind.InvalidState, $"Cannot write the file '{path}': {reason}.", failure) { Condition = "FileNotWritten" };
}
