using System;
using System.Diagnostics.CodeAnalysis;

namespace BitbucketConnections;

/// <summary>Checks names and ARNs of connections without AWS.</summary>
public static class ConnectionRules
{
    /// <summary>The maximum length of a name. Connections quota: 32 characters, fixed.</summary>
    public const int MaximumNameLength = 32;

    /// <summary>The maximum length of an ARN (API model of the connections services).</summary>
    public const int MaximumArnLength = 256;

    /// <summary>The service segment of the API that the user guide describes.</summary>
    public const string CodeStarConnectionsService = "codestar-connections";

    /// <summary>The service segment of the successor API.</summary>
    public const string CodeConnectionsService = "codeconnections";

    /// <summary>The provider of connections to Bitbucket Cloud, as the API names it.</summary>
    public const string BitbucketProvider = "Bitbucket";

    /// <summary>Says how a person completes a connection that is PENDING.</summary>
    /// <param name="consoleUrl">The page of the connection; null if it is not known.</param>
    /// <returns>The instruction.</returns>
    public static string HowToComplete(string? consoleUrl) =>
        $"Open {consoleUrl ?? "the connection in the console"}, choose 'Update pending connection' and complete it as a user with the 'Administer workspace' permission in Bitbucket.";

    /// <summary>Checks a name: 1–32 characters of any kind (API model of the connections services).</summary>
    /// <param name="name">The name.</param>
    /// <returns>The finding, or null.</returns>
    public static Finding? CheckName(string? name)
    {
        if (string.IsNullOrEmpty(name))
        {
            return new Finding("InvalidConnectionName", "The connection name is empty. Specify a name of 1 to 32 characters.");
        }

        return name!.Length <= MaximumNameLength ? null : new Finding(
            "InvalidConnectionName",
            $"The connection name '{name}' has {name.Length} characters. AWS accepts 1 to {MaximumNameLength}. Shorten it by {name.Length - MaximumNameLength}.");
    }

    /// <summary>Reads the ARN of a connection of either API, in any partition and Region.</summary>
    /// <param name="value">The text.</param>
    /// <param name="arn">The ARN; null if it is not the ARN of a connection.</param>
    /// <returns>True if it is the ARN of a connection.</returns>
    public static bool TryParseArn(string? value, [NotNullWhen(true)] out Arn? arn) =>
        Arn.TryParse(value, out arn)
        && value!.Length <= MaximumArnLength
        && arn.Service is CodeStarConnectionsService or CodeConnectionsService
        && arn.Region.Length > 0
        && arn.Resource.StartsWith("connection/", StringComparison.Ordinal)
        && arn.Resource.Length > "connection/".Length;

    /// <summary>Checks the ARN of a connection.</summary>
    /// <param name="value">The text.</param>
    /// <returns>The finding, or null.</returns>
    public static Finding? CheckArn(string? value) => TryParseArn(value, out _) ? null : new Finding(
        "InvalidConnectionArn",
        $"'{value}' is not the ARN of a connection. The expected form is arn:aws:{CodeStarConnectionsService}:REGION:ACCOUNT:connection/ID (or {CodeConnectionsService}). To list the ARNs, run Get-BitbucketConnection.");

    /// <summary>Checks that a connection is for Bitbucket.</summary>
    /// <param name="connection">The connection. A connection without a provider is accepted.</param>
    /// <returns>The finding, or null.</returns>
    public static Finding? CheckProvider(Connection connection) => connection.ProviderType is null or BitbucketProvider ? null : new Finding(
        "ConnectionNotBitbucket",
        $"The connection '{connection.ConnectionName}' ({connection.ConnectionArn}) is for {connection.ProviderType}, not for Bitbucket. This module needs a connection to Bitbucket. To list the connections to Bitbucket, run Get-BitbucketConnection.");

    /// <summary>Gets the API that an ARN belongs to.</summary>
    /// <param name="arn">The ARN of a connection.</param>
    /// <returns>The API.</returns>
    public static ConnectionApi ApiOf(Arn arn) =>
        arn.Service == CodeConnectionsService ? ConnectionApi.CodeConnections : ConnectionApi.CodeStarConnections;
}
