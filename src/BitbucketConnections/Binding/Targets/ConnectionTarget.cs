namespace BitbucketConnections.Binding.Targets;

/// <summary>A connection that a cmdlet works on, and the input that named it.</summary>
public sealed class ConnectionTarget
{
    internal ConnectionTarget(string arn, object input, Connection? connection)
    {
        Arn = arn;
        Input = input;
        Connection = connection;
    }

    /// <summary>Gets the ARN.</summary>
    public string Arn { get; }

    /// <summary>Gets the input that named it, for error records.</summary>
    public object Input { get; }

    /// <summary>Gets the connection as it was given or listed; null when only the ARN is known.</summary>
    public Connection? Connection { get; }

    /// <summary>Gets what a person calls it.</summary>
    public string DisplayName => Connection is null ? Arn : $"{Connection.ConnectionName} ({Arn})";

    /// <summary>Gets the ARN's own Region.</summary>
    public string Region => ConnectionRules.TryParseArn(Arn, out var arn) ? arn.Region : string.Empty;
}
