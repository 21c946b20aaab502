namespace BitbucketConnections.Sandbox.State;

/// <summary>What every account starts with, so that a first pipeline needs nothing but a connection.</summary>
internal static class AccountSeed
{
    /// <summary>The CodeBuild project.</summary>
    public const string BuildProject = "sandbox-build";

    private const string TrustPolicy =
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"codepipeline.amazonaws.com"},"Action":"sts:AssumeRole"}]}""";

    /// <summary>Gets the ARN of the service role.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="accountId">The account.</param>
    /// <param name="region">The sandbox's Region.</param>
    /// <returns>The ARN.</returns>
    public static string RoleArn(string partition, string accountId, string region) =>
        $"arn:{partition}:iam::{accountId}:role/service-role/{RoleName(region)}";

    /// <summary>Gets the artifact bucket, named as the console names its default one.</summary>
    /// <param name="accountId">The account.</param>
    /// <param name="region">The sandbox's Region.</param>
    /// <returns>The name.</returns>
    public static string BucketName(string accountId, string region) => $"codepipeline-{region}-{accountId}";

    /// <summary>Gives an account its service role, artifact bucket and build project, all in the sandbox's Region.</summary>
    /// <param name="state">The state.</param>
    /// <param name="account">The new account.</param>
    /// <param name="partition">The partition.</param>
    public static void Plant(SandboxState state, AccountState account, string partition)
    {
        var region = state.Options.Region;
        var name = RoleName(region);
        account.Roles.Add(name, new Role
        {
            Id = "AROASANDBOX" + account.AccountId.Substring(2),
            Name = name,
            Path = "/service-role/",
            Arn = RoleArn(partition, account.AccountId, region),
            TrustPolicy = TrustPolicy,
            Created = state.Now,
            AssumableFrom = state.Now,
        });
        var bucket = BucketName(account.AccountId, region);
        state.Buckets[bucket] = new Bucket(bucket, account.AccountId, region, state.Now);
        account.Region(region).BuildProjects.Add(BuildProject);
    }

    private static string RoleName(string region) => $"AWSCodePipelineServiceRole-{region}-sandbox";
}
