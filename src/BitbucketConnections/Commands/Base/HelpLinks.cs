namespace BitbucketConnections.Commands.Base;

/// <summary>The address of the pages that <c>Get-Help -Online</c> opens.</summary>
internal static class HelpLinks
{
    public const string Base = "https://github.com/BitbucketConnections/BitbucketConnections/blob/main/docs/en-US/";
}
