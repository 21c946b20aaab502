using System;
using System.Globalization;
using System.IO;
using System.Net.NetworkInformation;
using System.Security.Cryptography;
using System.Text;
using BitbucketConnections.Sandbox.Persistence;

namespace BitbucketConnections.Sandbox.Control;

/// <summary>
/// The token of the control API. It is in a file that only the user of the sandbox can read, at a place that follows from the port, so that other processes of the
/// user find it.
/// </summary>
internal sealed class ControlToken : IDisposable
{
    private const int Bytes = 32;

    private static readonly TimeSpan s_oldAge = TimeSpan.FromDays(1);

    private readonly byte[] _text;

    private ControlToken(string path, string text)
    {
        Path = path;
        _text = Encoding.ASCII.GetBytes(text);
    }

    /// <summary>Gets the path of the file.</summary>
    public string Path { get; }

    /// <summary>Gets the path of the file of a port.</summary>
    /// <param name="port">The port.</param>
    /// <returns>The path. The file exists while a sandbox uses the port.</returns>
    public static string PathOf(int port) => System.IO.Path.Combine(
        System.IO.Path.GetTempPath(), $"bitbucketconnections-{Environment.UserName}", $"sandbox-{port.ToString(CultureInfo.InvariantCulture)}.token");

    /// <summary>Creates a token and its file.</summary>
    /// <param name="port">The port of the sandbox.</param>
    /// <returns>The token. Dispose it to remove the file.</returns>
    /// <exception cref="ServiceException">Kind Sandbox: the file can't be written.</exception>
    public static ControlToken Create(int port)
    {
        var path = PathOf(port);
        var bytes = new byte[Bytes];
        using (var random = RandomNumberGenerator.Create())
        {
            random.GetBytes(bytes);
        }

        var token = new ControlToken(path, Convert.ToBase64String(bytes));
        try
        {
            OwnerFile.CreateFolder(System.IO.Path.GetDirectoryName(path)!);
            using (var stream = OwnerFile.Create(path))
            {
                stream.Write(token._text, 0, token._text.Length);
            }

            RemoveOld(new FileInfo(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ServiceException(ServiceErrorKind.Sandbox, $"The control token of the sandbox can't be written to '{path}': {e.Message} Set TMPDIR to a folder that you can write to.", e);
        }

        return token;
    }

    // A sandbox whose process was killed leaves its file. A younger file may be that of a sandbox in another container with the same folder.
    private static void RemoveOld(FileInfo own)
    {
        foreach (var file in own.Directory!.GetFiles("sandbox-*.token"))
        {
            if (own.LastWriteTimeUtc - file.LastWriteTimeUtc > s_oldAge && !IsInUse(file.Name))
            {
                file.Delete();
            }
        }
    }

    private static bool IsInUse(string name) =>
        int.TryParse(name.Substring("sandbox-".Length, name.Length - "sandbox-.token".Length), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
        && Array.Exists(IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners(), listener => listener.Port == port);

    /// <summary>Determines whether a text is the token. The time does not depend on where they differ.</summary>
    /// <param name="given">The text.</param>
    /// <returns>True if it is; otherwise false.</returns>
    public bool Accepts(string? given)
    {
        var bytes = Encoding.UTF8.GetBytes(given ?? string.Empty);
        var difference = bytes.Length ^ _text.Length;
        for (var i = 0; i < bytes.Length; i++)
        {
            difference |= bytes[i] ^ _text[i % _text.Length];
        }

        return difference == 0;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            File.Delete(Path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A token without a sandbox opens nothing, and the next sandbox of the port replaces it.
        }
    }
}
