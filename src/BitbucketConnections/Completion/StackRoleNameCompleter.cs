namespace BitbucketConnections.Completion;

/// <summary>Completes names of IAM roles, the roles for CloudFormation first.</summary>
internal sealed class StackRoleNameCompleter : RoleCompleter
{
    public StackRoleNameCompleter()
        : base("cloudformation.amazonaws.com")
    {
    }

    protected override Choice Choice(ServiceRole role, string tip) => new(role.RoleName, $"{tip}, {role.RoleArn}");
}
