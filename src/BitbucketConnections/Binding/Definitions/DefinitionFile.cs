using System;
using System.IO;
using System.Text;

namespace BitbucketConnections.Binding.Definitions;

/// <summary>Reads a JSON file in any encoding that a shell writes.</summary>
internal static class DefinitionFile
{
    // The largest definition that AWS accepts is much smaller, and a file can be a device without an end.
    private const int MaximumLength = 8 * 1024 * 1024;

    private static readonly Encoding s_strictUtf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads the file.</summary>
    /// <exception cref="ServiceException">Kind NotFound, or InvalidInput if the file cannot be read.</exception>
    public static string Read(string path)
    {
        if (Directory.Exists(path))
        {
            throw Unreadable($"'{path}' is a folder. Specify a JSON file.", null);
        }

        try
        {
            return Decode(Bytes(path)) is var text && !string.IsNullOrWhiteSpace(text) ? text
                : throw Unreadable($"The definition file '{path}' is empty. Get a definition with 'Export-BitbucketPipeline NAME -Path pipeline.json' or 'aws codepipeline get-pipeline --name NAME --output json > pipeline.json'.", null);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ServiceException(ServiceErrorKind.NotFound, $"The definition file '{path}' was not found.", missing) { Condition = "DefinitionFileNotFound" };
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Unreadable($"Cannot read the definition file '{path}': {failure.Message.TrimEnd('.')}.", failure);
        }
    }

    /// <summary>Adds the path of the file to errors about its content.</summary>
    /// <param name="path">The file; null if the definition is not from a file.</param>
    /// <param name="read">Reads or checks the content.</param>
    /// <typeparam name="T">What it returns.</typeparam>
    /// <returns>What <paramref name="read"/> returns.</returns>
    /// <exception cref="ServiceException">The error, with the path in its message.</exception>
    public static T Named<T>(string? path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (ServiceException wrong) when (path is not null && wrong.Kind == ServiceErrorKind.InvalidInput && wrong.Findings.Count > 0)
        {
            throw wrong.WithFile(path);
        }
    }

    private static byte[] Bytes(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var bytes = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int count;
        while ((count = file.Read(buffer, 0, buffer.Length)) > 0)
        {
            bytes.Write(buffer, 0, count);
            if (bytes.Length > MaximumLength)
            {
                throw Unreadable($"The definition file '{path}' has more than {MaximumLength / 1024 / 1024} MB. AWS accepts no definition of this size. Specify a file with one pipeline.", null);
            }
        }

        return bytes.ToArray();
    }

    private static ServiceException Unreadable(string message, Exception? cause) => new(ServiceErrorKind.InvalidInput, message, cause)
    {
        Condition = "DefinitionFileUnreadable",
    };

    /// <summary>Decodes by the byte order mark. Without one, zero bytes identify wide encodings, because JSON starts with an ASCII character.</summary>
    public static string Decode(byte[] bytes)
    {
        var (encoding, mark) = bytes switch
        {
            [0xEF, 0xBB, 0xBF, ..] => (Encoding.UTF8, 3),
            [0xFF, 0xFE, 0, 0, ..] => (Encoding.UTF32, 4),
            [0, 0, 0xFE, 0xFF, ..] => (new UTF32Encoding(bigEndian: true, byteOrderMark: true), 4),
            [0xFF, 0xFE, ..] => (Encoding.Unicode, 2),
            [0xFE, 0xFF, ..] => (Encoding.BigEndianUnicode, 2),
            [_, 0, 0, 0, ..] => (Encoding.UTF32, 0),
            [_, 0, ..] => (Encoding.Unicode, 0),
            [0, _, ..] => (Encoding.BigEndianUnicode, 0),
            _ => (s_strictUtf8, 0),
        };
        try
        {
            return encoding.GetString(bytes, mark, bytes.Length - mark);
        }
        catch (DecoderFallbackException)
        {
            // Not UTF-8. Set-Content of Windows PowerShell writes the ANSI code page, and Latin-1 is the closest to it.
            return Encoding.GetEncoding("iso-8859-1").GetString(bytes);
        }
    }
}
