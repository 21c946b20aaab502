namespace BitbucketConnections.Commands.Base;

/// <summary>Where <c>Get-Help -Online</c> leads.</summary>
internal static class HelpLinks
{
    public const string Base = "https://github.com/BitbucketConnections/BitbucketConnections/blob/main/docs/en-US/";
}
