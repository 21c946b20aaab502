using System.Net.Http;
using System.Threading.Tasks;

namespace BitbucketConnections.Engine.Calling;

/// <summary>Reads the body of a request or response, which others read too.</summary>
internal static class HttpBody
{
    /// <summary>Reads a body.</summary>
    /// <param name="content">The body; null if there is none.</param>
    /// <returns>Its text; an empty text if there is none.</returns>
    public static async Task<string> ReadAsync(HttpContent? content)
    {
        if (content is null)
        {
            return string.Empty;
        }

        await content.LoadIntoBufferAsync().ConfigureAwait(false);
        return await content.ReadAsStringAsync().ConfigureAwait(false);
    }
}
