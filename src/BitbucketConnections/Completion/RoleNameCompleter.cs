namespace BitbucketConnections.Completion;

/// <summary>Completes names of IAM roles, the roles for CodePipeline first.</summary>
internal sealed class RoleNameCompleter : RoleCompleter
{
    public RoleNameCompleter()
        : base("codepipeline.amazonaws.com")
    {
    }

    protected override Choice Choice(ServiceRole role, string tip) => new(role.RoleName, $"{tip}, {role.RoleArn}");
}
