using System.Text.Json.Nodes;

namespace BitbucketConnections.Sandbox.Tests.Support;

/// <summary>A call of an operation, and the right that it needs.</summary>
/// <param name="Call">Calls the operation.</param>
/// <param name="Action">The IAM action.</param>
/// <param name="Resource">The resource.</param>
/// <param name="Named">The resource in the message; null for the resource itself, and empty for none.</param>
internal sealed record OperationCase(Func<TestSandbox, Task<Answer>> Call, string Action, string Resource, string? Named = null)
{
    /// <summary>Gets the rights that the call needs too.</summary>
    public IReadOnlyList<(string Action, string Resource)> Others { get; init; } = [];
}

/// <summary>A call of each operation that the sandbox supports, on resources that do not exist.</summary>
internal static class OperationCases
{
    private const string Region = "us-east-1";
    private const string Account = "123456789012";
    private const string Id = "11111111-2222-4333-8444-555555555555";
    private const string Policy = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}""";
    private const string Trust = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"codepipeline.amazonaws.com"},"Action":"sts:AssumeRole"}]}""";
    private const string ReadOnly = "arn:aws:iam::aws:policy/ReadOnlyAccess";
    private const string Pipeline = $"arn:aws:codepipeline:{Region}:{Account}:demo";
    private const string Stage = Pipeline + "/Build";
    private const string Key = $"arn:aws:kms:{Region}:{Account}:key/{Id}";
    private const string Role = $"arn:aws:iam::{Account}:role/r";
    private const string Profile = $"arn:aws:iam::{Account}:instance-profile/i";
    private const string User = $"arn:aws:iam::{Account}:user/u";
    private const string Bucket = "arn:aws:s3:::demo-bucket";
    private const string PassedRole = $"arn:aws:iam::{Account}:role/service-role/AWSCodePipelineServiceRole-{Region}-sandbox";
    private const string PassedConnection = $"arn:aws:codestar-connections:{Region}:{Account}:connection/none";

    /// <summary>Gets the operations that need no right, or whose right the operation evaluates itself.</summary>
    public static IReadOnlyList<string> WithoutRights { get; } = ["sts:AssumeRole", "sts:AssumeRoleWithWebIdentity", "sts:GetCallerIdentity"];

    /// <summary>Gets the calls by <c>service:operation</c>.</summary>
    public static IReadOnlyDictionary<string, OperationCase> All { get; } =
        new[] { Connections(TestSandbox.CodeStar), Connections(TestSandbox.CodeConnections), Syncs(TestSandbox.CodeStar), Syncs(TestSandbox.CodeConnections), Pipelines(), Keys(), Builds(), Logs(), Buckets(), Roles(), Users(), Reviews() }
            .SelectMany(cases => cases)
            .ToDictionary(test => test.Key, test => test.Value);

    private static IEnumerable<KeyValuePair<string, OperationCase>> Connections(string service)
    {
        var arn = $"arn:aws:{service}:{Region}:{Account}:connection/{Id}";
        yield return Json(service, "CreateConnection", "*", new() { ["ConnectionName"] = "c", ["ProviderType"] = "Bitbucket" });
        yield return Json(service, "GetConnection", arn, new() { ["ConnectionArn"] = arn });
        yield return Json(service, "ListConnections", "*", []);
        yield return Json(service, "DeleteConnection", arn, new() { ["ConnectionArn"] = arn });
        yield return Json(service, "TagResource", arn, new() { ["ResourceArn"] = arn, ["Tags"] = new JsonArray(new JsonObject { ["Key"] = "k", ["Value"] = "v" }) });
        yield return Json(service, "UntagResource", arn, new() { ["ResourceArn"] = arn, ["TagKeys"] = new JsonArray("k") });
        yield return Json(service, "ListTagsForResource", arn, new() { ["ResourceArn"] = arn });

        var host = $"arn:aws:{service}:{Region}:{Account}:host/h-12345678";
        yield return Json(service, "CreateHost", "*", new() { ["Name"] = "h", ["ProviderType"] = "GitLabSelfManaged", ["ProviderEndpoint"] = "https://git.example.com" });
        yield return Json(service, "GetHost", host, new() { ["HostArn"] = host });
        yield return Json(service, "ListHosts", "*", []);
        yield return Json(service, "UpdateHost", host, new() { ["HostArn"] = host });
        yield return Json(service, "DeleteHost", host, new() { ["HostArn"] = host });
    }

    private static IEnumerable<KeyValuePair<string, OperationCase>> Syncs(string service)
    {
        var connection = $"arn:aws:{service}:{Region}:{Account}:connection/{Id}";
        (string Action, string Resource)[] used = [($"{service}:PassConnection", connection), ($"{service}:UseConnection", connection)];
        var link = $"arn:aws:{service}:{Region}:{Account}:repository-link/{Id}";
        yield return Json(service, "CreateRepositoryLink", connection, new() { ["ConnectionArn"] = connection, ["OwnerId"] = "o", ["RepositoryName"] = "r" }, used);
        yield return Json(service, "GetRepositoryLink", link, new() { ["RepositoryLinkId"] = Id });
        yield return Json(service, "ListRepositoryLinks", "*", []);
        yield return Json(service, "UpdateRepositoryLink", link, new() { ["RepositoryLinkId"] = Id, ["ConnectionArn"] = connection }, used);
        yield return Json(service, "DeleteRepositoryLink", link, new() { ["RepositoryLinkId"] = Id });

        JsonObject OfResource(params (string Name, string Value)[] members)
        {
            var input = new JsonObject { ["SyncType"] = "CFN_STACK_SYNC", ["ResourceName"] = "stack" };
            foreach (var (name, value) in members)
            {
                input[name] = value;
            }

            return input;
        }

        foreach (var (operation, resource) in new[] { ("CreateSyncConfiguration", link), ("UpdateSyncConfiguration", "*") })
        {
            var input = OfResource(("Branch", "main"), ("ConfigFile", "c.yaml"), ("RepositoryLinkId", Id), ("RoleArn", Role));
            yield return Json(service, operation, resource, input, ($"{service}:PassRepository", link), ("iam:PassRole", Role));
        }

        foreach (var operation in new[] { "GetSyncConfiguration", "DeleteSyncConfiguration", "GetResourceSyncStatus", "GetSyncBlockerSummary" })
        {
            yield return Json(service, operation, "*", OfResource());
        }

        yield return Json(service, "UpdateSyncBlocker", "*", OfResource(("Id", "b"), ("ResolvedReason", "fixed")));
        yield return Json(service, "ListSyncConfigurations", "*", new() { ["RepositoryLinkId"] = Id, ["SyncType"] = "CFN_STACK_SYNC" });
        yield return Json(service, "ListRepositorySyncDefinitions", "*", new() { ["RepositoryLinkId"] = Id, ["SyncType"] = "CFN_STACK_SYNC" });
        yield return Json(service, "GetRepositorySyncStatus", link, new() { ["Branch"] = "main", ["RepositoryLinkId"] = Id, ["SyncType"] = "CFN_STACK_SYNC" });
    }

    private static IEnumerable<KeyValuePair<string, OperationCase>> Pipelines()
    {
        const string service = TestSandbox.CodePipeline;
        JsonObject OfStage(params (string Name, JsonNode Value)[] members)
        {
            var input = new JsonObject { ["pipelineName"] = "demo", ["stageName"] = "Build" };
            foreach (var (name, value) in members)
            {
                input[name] = value;
            }

            return input;
        }

        foreach (var operation in new[] { "CreatePipeline", "UpdatePipeline" })
        {
            yield return new($"{service}:{operation}", new OperationCase(
                sandbox => sandbox.CallAsync(service, operation, new JsonObject { ["pipeline"] = PipelineJson.Valid(sandbox.Info) }), $"{service}:{operation}", Pipeline)
            {
                Others = [("iam:PassRole", PassedRole), ("codestar-connections:PassConnection", PassedConnection)],
            });
        }

        yield return Json(service, "GetPipeline", Pipeline, new() { ["name"] = "demo" });
        yield return Json(service, "DeletePipeline", Pipeline, new() { ["name"] = "demo" });
        yield return Json(service, "ListPipelines", $"arn:aws:codepipeline:{Region}:{Account}:*", []);
        yield return Json(service, "GetPipelineState", Pipeline, new() { ["name"] = "demo" });
        yield return Json(service, "StartPipelineExecution", Pipeline, new() { ["name"] = "demo" });
        yield return Json(service, "StopPipelineExecution", Pipeline, new() { ["pipelineName"] = "demo", ["pipelineExecutionId"] = Id });
        yield return Json(service, "GetPipelineExecution", Pipeline, new() { ["pipelineName"] = "demo", ["pipelineExecutionId"] = Id });
        yield return Json(service, "ListPipelineExecutions", Pipeline, new() { ["pipelineName"] = "demo" });
        yield return Json(service, "ListActionExecutions", Pipeline, new() { ["pipelineName"] = "demo" });
        yield return Json(service, "ListRuleExecutions", Pipeline, new() { ["pipelineName"] = "demo" });
        yield return Json(service, "ListRuleTypes", "*", []);
        yield return Json(service, "ListActionTypes", "*", []);
        yield return Json(service, "GetActionType", "*", new() { ["category"] = "Source", ["owner"] = "AWS", ["provider"] = "S3", ["version"] = "1" });
        yield return Json(service, "OverrideStageCondition", Stage, OfStage(("pipelineExecutionId", Id), ("conditionType", "BEFORE_ENTRY")));
        yield return Json(service, "RetryStageExecution", Stage, OfStage(("pipelineExecutionId", Id), ("retryMode", "FAILED_ACTIONS")));
        yield return Json(service, "RollbackStage", Stage, OfStage(("targetPipelineExecutionId", Id)));
        yield return Json(service, "EnableStageTransition", Stage, OfStage(("transitionType", "Inbound")));
        yield return Json(service, "DisableStageTransition", Stage, OfStage(("transitionType", "Inbound"), ("reason", "test")));
        yield return Json(
            service,
            "PutApprovalResult",
            Stage + "/Approve",
            OfStage(("actionName", "Approve"), ("token", Id), ("result", new JsonObject { ["summary"] = "ok", ["status"] = "Approved" })));
        yield return Json(service, "TagResource", Pipeline, new() { ["resourceArn"] = Pipeline, ["tags"] = new JsonArray(new JsonObject { ["key"] = "k", ["value"] = "v" }) });
        yield return Json(service, "UntagResource", Pipeline, new() { ["resourceArn"] = Pipeline, ["tagKeys"] = new JsonArray("k") });
        yield return Json(service, "ListTagsForResource", Pipeline, new() { ["resourceArn"] = Pipeline });
    }

    private static IEnumerable<KeyValuePair<string, OperationCase>> Keys()
    {
        const string service = TestSandbox.Kms;
        yield return Json(service, "CreateKey", "*", []);
        foreach (var operation in new[] { "DescribeKey", "EnableKey", "DisableKey", "ScheduleKeyDeletion", "GetKeyPolicy" })
        {
            yield return Json(service, operation, Key, new() { ["KeyId"] = Id });
        }

        yield return Json(service, "PutKeyPolicy", Key, new() { ["KeyId"] = Id, ["Policy"] = Policy });
        yield return Json(
            service, "CreateAlias", $"arn:aws:kms:{Region}:{Account}:alias/a", new() { ["AliasName"] = "alias/a", ["TargetKeyId"] = Id }, ("kms:CreateAlias", Key));
        yield return Json(service, "ListAliases", "*", []);
        yield return Json(service, "ListKeys", "*", []);
    }

    private static IEnumerable<KeyValuePair<string, OperationCase>> Builds()
    {
        const string service = TestSandbox.CodeBuild;
        var project = $"arn:aws:codebuild:{Region}:{Account}:project/demo";
        yield return Json(service, "BatchGetProjects", project, new() { ["names"] = new JsonArray("demo") });
        yield return Json(service, "BatchGetBuilds", project, new() { ["ids"] = new JsonArray("demo:" + Id) });
        yield return Json(service, "ListProjects", "*", []);
        yield return Json(service, "ListSourceCredentials", "*", []);
        yield return Json(service, "ImportSourceCredentials", "*", new() { ["token"] = "t", ["serverType"] = "BITBUCKET", ["authType"] = "BASIC_AUTH", ["username"] = "u" });
        yield return Json(service, "DeleteSourceCredentials", "*", new() { ["arn"] = "arn:aws:codebuild:us-east-1:123456789012:token/bitbucket" });
        yield return Json(
            service,
            "CreateProject",
            project,
            new()
            {
                ["name"] = "demo",
                ["source"] = new JsonObject { ["type"] = "CODEPIPELINE" },
                ["artifacts"] = new JsonObject { ["type"] = "CODEPIPELINE" },
                ["environment"] = new JsonObject { ["type"] = "LINUX_CONTAINER", ["image"] = "i", ["computeType"] = "BUILD_GENERAL1_SMALL" },
                ["serviceRole"] = Role,
            },
            ("iam:PassRole", Role));
    }

    private static IEnumerable<KeyValuePair<string, OperationCase>> Logs()
    {
        const string service = TestSandbox.Logs;
        var group = $"arn:aws:logs:{Region}:{Account}:log-group:/aws/codebuild/demo:log-stream:";
        yield return Json(service, "GetLogEvents", group + Id, new() { ["logGroupName"] = "/aws/codebuild/demo", ["logStreamName"] = Id });
        yield return Json(service, "FilterLogEvents", group, new() { ["logGroupName"] = "/aws/codebuild/demo" });
        yield return Json(service, "DescribeLogStreams", group, new() { ["logGroupName"] = "/aws/codebuild/demo" });
        yield return Json(service, "DescribeLogGroups", $"arn:aws:logs:{Region}:{Account}:log-group::log-stream:", []);
        yield return Json(service, "DeleteLogGroup", group, new() { ["logGroupName"] = "/aws/codebuild/demo" });
    }

    private static IEnumerable<KeyValuePair<string, OperationCase>> Buckets()
    {
        yield return new("s3:ListBuckets", new OperationCase(sandbox => sandbox.S3Async(HttpMethod.Get, "/"), "s3:ListAllMyBuckets", "*", string.Empty));
        yield return S3("CreateBucket", HttpMethod.Put, string.Empty, "s3:CreateBucket");
        yield return S3("HeadBucket", HttpMethod.Head, string.Empty, "s3:ListBucket");
        yield return S3("DeleteBucket", HttpMethod.Delete, string.Empty, "s3:DeleteBucket");
        yield return S3("GetBucketLocation", HttpMethod.Get, "location", "s3:GetBucketLocation");
        yield return S3("PutBucketPolicy", HttpMethod.Put, "policy", "s3:PutBucketPolicy");
        yield return S3("GetBucketPolicy", HttpMethod.Get, "policy", "s3:GetBucketPolicy");
        yield return S3("DeleteBucketPolicy", HttpMethod.Delete, "policy", "s3:DeleteBucketPolicy");
        yield return S3("PutBucketVersioning", HttpMethod.Put, "versioning", "s3:PutBucketVersioning");
        yield return S3("GetBucketVersioning", HttpMethod.Get, "versioning", "s3:GetBucketVersioning");
        yield return S3("PutPublicAccessBlock", HttpMethod.Put, "publicAccessBlock", "s3:PutBucketPublicAccessBlock");
        yield return S3("GetPublicAccessBlock", HttpMethod.Get, "publicAccessBlock", "s3:GetBucketPublicAccessBlock");
        yield return S3("PutBucketEncryption", HttpMethod.Put, "encryption", "s3:PutEncryptionConfiguration");
        yield return S3("GetBucketEncryption", HttpMethod.Get, "encryption", "s3:GetEncryptionConfiguration");
    }

    private static IEnumerable<KeyValuePair<string, OperationCase>> Roles()
    {
        var role = ("RoleName", "r");
        yield return Iam("CreateRole", Role, null, role, ("AssumeRolePolicyDocument", Trust));
        yield return Iam("ListRoles", $"arn:aws:iam::{Account}:role/", null);
        yield return Iam("GetRole", Role, "role r", role);
        yield return Iam("DeleteRole", Role, "role r", role);
        yield return Iam("UpdateAssumeRolePolicy", Role, "role r", role, ("PolicyDocument", Trust));
        yield return Iam("PutRolePolicy", Role, "role r", role, ("PolicyName", "p"), ("PolicyDocument", Policy));
        yield return Iam("GetRolePolicy", Role, "role r", role, ("PolicyName", "p"));
        yield return Iam("DeleteRolePolicy", Role, "role r", role, ("PolicyName", "p"));
        yield return Iam("ListRolePolicies", Role, "role r", role);
        yield return Iam("AttachRolePolicy", Role, "role r", role, ("PolicyArn", ReadOnly));
        yield return Iam("DetachRolePolicy", Role, "role r", role, ("PolicyArn", ReadOnly));
        yield return Iam("ListAttachedRolePolicies", Role, "role r", role);
        yield return Iam("PutRolePermissionsBoundary", Role, "role r", role, ("PermissionsBoundary", ReadOnly));
        yield return Iam("DeleteRolePermissionsBoundary", Role, "role r", role);
        yield return Iam("ListInstanceProfilesForRole", Role, "role r", role);
        yield return Iam("CreatePolicy", $"arn:aws:iam::{Account}:policy/p", "policy p", ("PolicyName", "p"), ("PolicyDocument", Policy));
        yield return Iam("GetPolicy", ReadOnly, "policy " + ReadOnly, ("PolicyArn", ReadOnly));
        yield return Iam("GetPolicyVersion", ReadOnly, "policy " + ReadOnly, ("PolicyArn", ReadOnly), ("VersionId", "v1"));
        var profile = ("InstanceProfileName", "i");
        yield return Iam("CreateInstanceProfile", Profile, "instance profile i", profile);
        yield return Iam("RemoveRoleFromInstanceProfile", Profile, "instance profile i", profile, role);
        yield return Iam("AddRoleToInstanceProfile", Profile, "instance profile i", [("iam:PassRole", Role)], profile, role);
        yield return Iam("TagRole", Role, "role r", role, ("Tags.member.1.Key", "k"), ("Tags.member.1.Value", "v"));
        yield return Iam("ListRoleTags", Role, "role r", role);
    }

    private static IEnumerable<KeyValuePair<string, OperationCase>> Users()
    {
        var user = ("UserName", "u");
        yield return Iam("CreateUser", $"arn:aws:iam::{Account}:user/people/u", null, user, ("Path", "/people/"));
        yield return Iam("ListUsers", $"arn:aws:iam::{Account}:user/", null);
        yield return Iam("GetUser", User, "user u", user);
        yield return Iam("DeleteUser", User, "user u", user);
        yield return Iam("PutUserPolicy", User, "user u", user, ("PolicyName", "p"), ("PolicyDocument", Policy));
        yield return Iam("GetUserPolicy", User, "user u", user, ("PolicyName", "p"));
        yield return Iam("DeleteUserPolicy", User, "user u", user, ("PolicyName", "p"));
        yield return Iam("ListUserPolicies", User, "user u", user);
        yield return Iam("AttachUserPolicy", User, "user u", user, ("PolicyArn", ReadOnly));
        yield return Iam("DetachUserPolicy", User, "user u", user, ("PolicyArn", ReadOnly));
        yield return Iam("ListAttachedUserPolicies", User, "user u", user);
        yield return Iam("CreateAccessKey", User, "user u", user);
        yield return Iam("ListAccessKeys", User, "user u", user);
        yield return Iam("DeleteAccessKey", User, "user u", user, ("AccessKeyId", "AKIAIOSFODNN7EXAMPLE"));
        yield return Iam("SimulatePrincipalPolicy", User, User, ("PolicySourceArn", User), ("ActionNames.member.1", "s3:GetObject"));
    }

    private static IEnumerable<KeyValuePair<string, OperationCase>> Reviews()
    {
        const string service = TestSandbox.Reviewer;
        var arn = $"arn:aws:{service}:{Region}:{Account}:association:{Id}";
        yield return new($"{service}:AssociateRepository", new OperationCase(
            async sandbox => await sandbox.CallAsync(service, "AssociateRepository", ReviewCalls.Repository(await sandbox.ConnectionAsync(account: Account))),
            $"{service}:AssociateRepository",
            "*")
        {
            Others = [("codestar-connections:PassConnection", $"arn:aws:codestar-connections:{Region}:{Account}:connection/*")],
        });
        yield return Json(service, "DescribeRepositoryAssociation", arn, new() { ["AssociationArn"] = arn });
        yield return Json(service, "DisassociateRepository", arn, new() { ["AssociationArn"] = arn });
        yield return Json(service, "ListRepositoryAssociations", "*", []);
        yield return Json(service, "TagResource", arn, new() { ["resourceArn"] = arn, ["Tags"] = new JsonObject { ["k"] = "v" } });
        yield return Json(service, "UntagResource", arn, new() { ["resourceArn"] = arn, ["TagKeys"] = new JsonArray("k") });
        yield return Json(service, "ListTagsForResource", arn, new() { ["resourceArn"] = arn });
    }

    private static KeyValuePair<string, OperationCase> Json(
        string service, string operation, string resource, JsonObject input, params (string Action, string Resource)[] others) =>
        new($"{service}:{operation}", new OperationCase(sandbox => sandbox.CallAsync(service, operation, input), $"{service}:{operation}", resource) { Others = others });

    private static KeyValuePair<string, OperationCase> S3(string operation, HttpMethod method, string part, string action) =>
        new("s3:" + operation, new OperationCase(sandbox => sandbox.S3Async(method, "/demo-bucket" + (part.Length == 0 ? string.Empty : $"?{part}=")), action, Bucket));

    private static KeyValuePair<string, OperationCase> Iam(
        string operation, string resource, string? named, IReadOnlyList<(string Action, string Resource)> others, params (string Name, string Value)[] parameters)
    {
        var (key, test) = Iam(operation, resource, named, parameters);
        return new(key, test with { Others = others });
    }

    private static KeyValuePair<string, OperationCase> Iam(string operation, string resource, string? named, params (string Name, string Value)[] parameters) =>
        new("iam:" + operation, new OperationCase(sandbox => sandbox.QueryAsync("iam", TestCallers.IamVersion, operation, parameters), "iam:" + operation, resource, named));
}
