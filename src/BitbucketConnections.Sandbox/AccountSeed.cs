using System;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Builds;
using BitbucketConnections.Sandbox.Identity;
using BitbucketConnections.Sandbox.Regions;
using BitbucketConnections.Sandbox.State;
using BitbucketConnections.Sandbox.Storage;

namespace BitbucketConnections.Sandbox;

/// <summary>The resources that every new account has, so that a first pipeline needs only a connection.</summary>
internal static class AccountSeed
{
    /// <summary>The name of the CodeBuild project.</summary>
    public const string BuildProject = "sandbox-build";

    private const string ServicePath = "/service-role/";
    private const string BuildRoleName = "codebuild-" + BuildProject + "-service-role";

    // All actions: so a first pipeline of any kind works without a policy of its own.
    private const string ServiceRolePolicy = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""";

    // As the console makes it: logs and artifacts, but no connection. A full clone needs that too.
    private const string BuildRolePolicy =
        """
        {"Version":"2012-10-17","Statement":[
          {"Effect":"Allow","Action":["logs:CreateLogGroup","logs:CreateLogStream","logs:PutLogEvents"],"Resource":"*"},
          {"Effect":"Allow","Action":["s3:PutObject","s3:GetObject","s3:GetObjectVersion","s3:GetBucketAcl","s3:GetBucketLocation"],"Resource":"*"},
          {"Effect":"Allow","Action":["codebuild:CreateReportGroup","codebuild:CreateReport","codebuild:UpdateReport","codebuild:BatchPutTestCases","codebuild:BatchPutCodeCoverages"],"Resource":"*"}]}
        """;

    /// <summary>Gets the ARN of the service role.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="accountId">The account.</param>
    /// <param name="region">The sandbox's Region.</param>
    /// <returns>The ARN.</returns>
    public static string RoleArn(string partition, string accountId, string region) =>
        $"arn:{partition}:iam::{accountId}:role/service-role/{RoleName(region)}";

    /// <summary>Gets the name of the artifact bucket. It has the form of the console's default name.</summary>
    /// <param name="accountId">The account.</param>
    /// <param name="region">The sandbox's Region.</param>
    /// <returns>The name.</returns>
    public static string BucketName(string accountId, string region) => $"codepipeline-{region}-{accountId}";

    /// <summary>Creates the account's service role, artifact bucket, and build project with its role, in the sandbox's Region.</summary>
    /// <param name="state">The state.</param>
    /// <param name="account">The new account.</param>
    public static void Plant(SandboxState state, AccountState account)
    {
        var region = state.Options.Region;
        var partition = RegionPartition.Of(region);
        AddRole(state, account, partition, "AROASANDBOX", RoleName(region), "codepipeline.amazonaws.com", ServiceRolePolicy);
        AddRole(state, account, partition, "AROABUILDER", BuildRoleName, "codebuild.amazonaws.com", BuildRolePolicy);
        var bucket = BucketName(account.AccountId, region);
        state.Part<BucketStore>().ByName[bucket] = new BucketRecord { Name = bucket, OwnerAccountId = account.AccountId, Region = region, Created = state.Now };
        account.Region(region).Part<BuildProjectStore>().ByName.Add(BuildProject, Project(partition, account.AccountId, region, state.Now));
    }

    private static void AddRole(SandboxState state, AccountState account, string partition, string idPrefix, string name, string service, string policy)
    {
        var role = new RoleRecord
        {
            Id = idPrefix + account.AccountId.Substring(2),
            Name = name,
            Path = ServicePath,
            Arn = $"arn:{partition}:iam::{account.AccountId}:role{ServicePath}{name}",
            Created = state.Now,
        };
        var trust = $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"{{service}}"},"Action":"sts:AssumeRole"}]}""";
        role.SetTrust(trust, PolicyDocumentChecks.Trust(state, trust), state.Now);
        role.PutPolicy("sandbox", new InlinePolicy(policy, PolicyDocumentChecks.Identity(policy)), state.Now);
        account.Part<RoleStore>().ByName.Add(name, role);
    }

    private static BuildProjectRecord Project(string partition, string accountId, string region, DateTimeOffset now) => new()
    {
        Name = BuildProject,
        Arn = $"arn:{partition}:codebuild:{region}:{accountId}:project/{BuildProject}",
        Created = now,
        Declaration = new JsonObject
        {
            ["source"] = new JsonObject { ["type"] = "CODEPIPELINE" },
            ["artifacts"] = new JsonObject { ["type"] = "CODEPIPELINE" },
            ["environment"] = new JsonObject
            {
                ["type"] = "LINUX_CONTAINER",
                ["image"] = "aws/codebuild/amazonlinux2-x86_64-standard:5.0",
                ["computeType"] = "BUILD_GENERAL1_SMALL",
            },
            ["serviceRole"] = $"arn:{partition}:iam::{accountId}:role{ServicePath}{BuildRoleName}",
        },
    };

    private static string RoleName(string region) => $"AWSCodePipelineServiceRole-{region}-sandbox";
}
