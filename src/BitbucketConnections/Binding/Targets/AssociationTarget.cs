namespace BitbucketConnections.Binding.Targets;

/// <summary>An association with CodeGuru Reviewer to process, and the input that specified it.</summary>
public sealed class AssociationTarget
{
    internal AssociationTarget(string arn, object input, ReviewerAssociation? association)
    {
        Arn = arn;
        Input = input;
        Association = association;
    }

    /// <summary>Gets the ARN.</summary>
    public string Arn { get; }

    /// <summary>Gets the input that specified it, for error records.</summary>
    public object Input { get; }

    /// <summary>Gets the association as specified or listed; null if only the ARN is known.</summary>
    public ReviewerAssociation? Association { get; }

    /// <summary>Gets the Region in the ARN.</summary>
    public string Region => ReviewerRules.TryParseArn(Arn, out var arn) ? arn.Region : string.Empty;
}
