using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Protocols;

namespace BitbucketConnections.Sandbox.Pipelines.Operations;

/// <summary>Reads CodePipeline's page tokens.</summary>
internal static class PipelinePageTokens
{
    /// <summary>Reads a token.</summary>
    /// <param name="list">The expected list.</param>
    /// <param name="token">The token.</param>
    /// <returns>The key of the last item returned.</returns>
    /// <exception cref="AwsErrorException">The token does not belong to this list.</exception>
    public static string Read(string list, string token) => PageToken.Read(list, token) ?? throw Invalid(token);

    /// <summary>Creates the error for a token that is not one of the list.</summary>
    /// <param name="token">The token.</param>
    /// <returns>The error.</returns>
    public static AwsErrorException Invalid(string token) =>
        new("InvalidNextTokenException", $"The nextToken value '{token}' is not valid. Specify a valid nextToken value, and then try again.");
}
