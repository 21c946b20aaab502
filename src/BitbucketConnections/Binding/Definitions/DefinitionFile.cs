using System;
using System.IO;
using System.Text;

namespace BitbucketConnections.Binding.Definitions;

/// <summary>Reads a JSON file in any encoding that a shell writes.</summary>
internal static class DefinitionFile
{
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
            return Decode(File.ReadAllBytes(path)) is var text && !string.IsNullOrWhiteSpace(text) ? text
                : throw Unreadable($"The definition file '{path}' is empty. Specify a file of Export-BitbucketPipeline -Format Json or of 'aws codepipeline get-pipeline'.", null);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ServiceException(ServiceErrorKind.NotFound, $"The definition file '{path}' was not found.", missing);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Unreadable($"Cannot read the definition file '{path}': {failure.Message.TrimEnd('.')}.", failure);
        }
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
