namespace BitbucketConnections.Binding.Targets;

/// <summary>A connection to process, and the input that specified it.</summary>
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

    /// <summary>Gets the input that specified it, for error records.</summary>
    public object Input { get; }

    /// <summary>Gets the connection as specified or listed; null if only the ARN is known.</summary>
    public Connection? Connection { get; }

    /// <summary>Gets the name for messages.</summary>
    public string DisplayName => Connection is null ? Arn : $"{Connection.ConnectionName} ({Arn})";

    /// <summary>Gets the Region in the ARN.</summary>
    public string Region => ConnectionRules.TryParseArn(Arn, out var arn) ? arn.Region : string.Empty;
}
