namespace BitbucketConnections.Completion;

/// <summary>Completes ARNs of IAM roles, the roles for CloudFormation first.</summary>
internal sealed class StackRoleArnCompleter : RoleCompleter
{
    public StackRoleArnCompleter()
        : base("cloudformation.amazonaws.com")
    {
    }
}
