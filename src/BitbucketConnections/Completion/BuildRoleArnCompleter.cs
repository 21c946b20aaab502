namespace BitbucketConnections.Completion;

/// <summary>Completes ARNs of IAM roles, the roles for CodeBuild first.</summary>
internal sealed class BuildRoleArnCompleter : RoleCompleter
{
    public BuildRoleArnCompleter()
        : base("codebuild.amazonaws.com")
    {
    }
}
