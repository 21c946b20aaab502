namespace BitbucketConnections;

/// <summary>
/// The rules for connections of another account. AWS RAM shares connections of <c>codeconnections</c> in a resource share of us-east-1, and no
/// connections of <c>codestar-connections</c> (Developer Tools console guide, "Share connections with AWS accounts", read on 2026-11-26).
/// </summary>
public static class ConnectionSharing
{
    private const string Remedy =
        "Create the connection again with 'New-BitbucketConnection -Api CodeConnections' in the account that owns it, share it with AWS RAM in us-east-1, and use its ARN.";

    /// <summary>Determines whether a connection can be shared with other accounts.</summary>
    /// <param name="connectionArn">The ARN of the connection.</param>
    /// <returns>True if its ARN has the service <c>codeconnections</c>.</returns>
    public static bool CanBeShared(string? connectionArn) =>
        ConnectionRules.TryParseArn(connectionArn, out var arn) && arn.Service == ConnectionRules.CodeConnectionsService;

    /// <summary>Determines whether a connection belongs to another account.</summary>
    /// <param name="connectionArn">The ARN of the connection.</param>
    /// <param name="accountId">The 12-digit account; null if it is not known.</param>
    /// <returns>True if both accounts are known and differ.</returns>
    public static bool IsForeign(string? connectionArn, string? accountId) =>
        accountId is not null && ConnectionRules.TryParseArn(connectionArn, out var arn) && arn.AccountId != accountId;

    /// <summary>Checks that a pipeline can use a connection.</summary>
    /// <param name="connectionArn">The ARN of the connection.</param>
    /// <param name="accountId">The account of the pipeline; null if it is not known.</param>
    /// <returns>The finding; null if the connection can be used as far as is known.</returns>
    public static Finding? CheckUse(string? connectionArn, string? accountId) => !IsForeign(connectionArn, accountId) || CanBeShared(connectionArn) ? null : new Finding(
        "ConnectionCannotBeShared",
        $"{Describe(connectionArn!, "the pipeline", accountId!)} A pipeline can use a connection of another account only if it is a codeconnections connection. {Remedy}");

    /// <summary>Checks that an account can change or remove a connection.</summary>
    /// <param name="connectionArn">The ARN of the connection.</param>
    /// <param name="accountId">The account of the credentials; null if it is not known.</param>
    /// <returns>The finding; null if the account owns the connection, or is not known.</returns>
    public static Finding? CheckChange(string? connectionArn, string? accountId) => !IsForeign(connectionArn, accountId) ? null : new Finding(
        "ConnectionOfOtherAccount", $"{Describe(connectionArn!, "the credentials", accountId!)} Only the owner can change or remove the connection. Use credentials of the owner.");

    /// <summary>Explains why an account can't read or find a connection.</summary>
    /// <param name="connectionArn">The ARN of the connection.</param>
    /// <param name="accountId">The account of the credentials; null if it is not known.</param>
    /// <returns>The sentences; null if the connection does not belong to another account.</returns>
    public static string? Explain(string connectionArn, string? accountId) => !IsForeign(connectionArn, accountId) ? null
        : Describe(connectionArn, "the credentials", accountId!) + (CanBeShared(connectionArn)
            ? " The owner must share it with AWS RAM, in a resource share of us-east-1."
            : " A codestar-connections connection can't be shared with other accounts.");

    private static string Describe(string connectionArn, string what, string accountId) =>
        $"The connection {connectionArn} belongs to the account {(ConnectionRules.TryParseArn(connectionArn, out var arn) ? arn.AccountId : string.Empty)}, and {what} to {accountId}.";
}
