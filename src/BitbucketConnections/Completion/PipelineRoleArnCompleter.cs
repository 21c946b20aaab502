namespace BitbucketConnections.Completion;

/// <summary>Completes ARNs of IAM roles, the roles for CodePipeline first.</summary>
internal sealed class PipelineRoleArnCompleter : RoleCompleter
{
    public PipelineRoleArnCompleter()
        : base("codepipeline.amazonaws.com")
    {
    }
}
