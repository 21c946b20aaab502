using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using Amazon.IdentityManagement;
using Amazon.IdentityManagement.Model;
using BitbucketConnections.Engine.Policies;

namespace BitbucketConnections.Engine.Tests;

/// <summary>Creates pipelines with roles from the wizard, and reads IAM as another client.</summary>
internal sealed class RoleHarness : IDisposable
{
    public SandboxFixture Fixture { get; } = new();

    public AmazonIdentityManagementServiceClient Iam { get; }

    public RoleHarness() => Iam = new AmazonIdentityManagementServiceClient(
        new Amazon.Runtime.BasicAWSCredentials(Fixture.Sandbox.Info.AccessKey, Fixture.Sandbox.Info.SecretKey),
        new AmazonIdentityManagementServiceConfig { ServiceURL = Fixture.Sandbox.Info.EndpointUrl.AbsoluteUri, AuthenticationRegion = "us-east-1" });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public EngineSession Session => Fixture.Session;

    public string[] Warnings => Fixture.Sink.Messages(DiagnosticLevel.Warning);

    public int Calls(string operation) => Fixture.Sink.Calls(operation);

    public void Refuse(string operation, int? count = null) =>
        Fixture.Sandbox.AddFault(new SandboxFault { Operation = operation, ErrorCode = "AccessDenied", Message = "not allowed", HttpStatusCode = 403, Count = count });

    /// <summary>Creates a pipeline with the stages, on its own role or on the specified role.</summary>
    public async Task<Pipeline> CreateAsync(string name, string? role, params PipelineStage[] stages)
    {
        var definition = await DefinitionAsync(name, stages);
        return (await Session.Wizard.CreateAsync(definition, new PipelineCreateOptions { RoleName = role }, Token)).Pipeline;
    }

    /// <summary>Creates a pipeline on a role without a policy of this module.</summary>
    public async Task<Pipeline> CreateOnAsync(string name, string roleArn, params PipelineStage[] stages)
    {
        var definition = await DefinitionAsync(name, stages, roleArn);
        return await Session.Pipelines.CreateAsync(definition, Token);
    }

    public async Task<Pipeline> DefinitionAsync(string name, PipelineStage[] stages, string? roleArn = null, string? format = null)
    {
        var connection = await Session.Connections.CreateAsync(new ConnectionRequest { ConnectionName = "c" }, Token);
        Fixture.Sandbox.CompleteConnection(connection.ConnectionArn);
        return Session.Pipelines.Build(new PipelineRequest
        {
            Name = name,
            ConnectionArn = connection.ConnectionArn,
            Repository = "example-ws/demo-repo",
            Branch = "main",
            ArtifactBucket = Fixture.Sandbox.Info.ArtifactBucket,
            RoleArn = roleArn,
            OutputArtifactFormat = format,
            Stages = stages,
        }).Definition;
    }

    public async Task<string> CreateRoleAsync(string name, string? trust = null)
    {
        var response = await Iam.CreateRoleAsync(new CreateRoleRequest { RoleName = name, AssumeRolePolicyDocument = trust ?? PolicyJson.Trust("codepipeline.amazonaws.com") }, Token);
        return response.Role!.Arn!;
    }

    /// <summary>Creates a customer managed policy.</summary>
    public async Task<string> CreateManagedAsync(string name, string document)
    {
        var response = await Iam.CreatePolicyAsync(new CreatePolicyRequest { PolicyName = name, PolicyDocument = document }, Token);
        return response.Policy!.Arn!;
    }

    public async Task AttachAsync(string role, string policyArn) => await Iam.AttachRolePolicyAsync(new AttachRolePolicyRequest { RoleName = role, PolicyArn = policyArn }, Token);

    public async Task SetBoundaryAsync(string role, string policyArn) =>
        await Iam.PutRolePermissionsBoundaryAsync(new PutRolePermissionsBoundaryRequest { RoleName = role, PermissionsBoundary = policyArn }, Token);

    public async Task<bool> HasRoleAsync(string role)
    {
        var roles = await Iam.ListRolesAsync(new ListRolesRequest(), Token);
        return roles.Roles!.Exists(found => found.RoleName == role);
    }

    /// <summary>Makes the document of a policy with one statement.</summary>
    public static string Policy(string statement) => $$"""{"Version":"2012-10-17","Statement":[{{statement}}]}""";

    public async Task<(PipelineEditPlan Plan, Pipeline After)> EditAsync(string name, PipelineChanges changes)
    {
        var plan = await Session.Editor.PlanAsync(name, changes, Token);
        return (plan, await Session.Editor.ApplyAsync(plan, Token));
    }

    /// <summary>Gets the inline policies of a role by name.</summary>
    public async Task<SortedDictionary<string, JsonObject>> PoliciesAsync(string role)
    {
        var names = await Iam.ListRolePoliciesAsync(new ListRolePoliciesRequest { RoleName = role }, Token);
        var policies = new SortedDictionary<string, JsonObject>(StringComparer.Ordinal);
        foreach (var name in names.PolicyNames ?? [])
        {
            policies.Add(name, JsonNode.Parse(await DocumentAsync(role, name))!.AsObject());
        }

        return policies;
    }

    public async Task<string> DocumentAsync(string role, string policy) => Uri.UnescapeDataString(
        (await Iam.GetRolePolicyAsync(new GetRolePolicyRequest { RoleName = role, PolicyName = policy }, Token)).PolicyDocument!);

    /// <summary>Gets the name of the policy that belongs to a pipeline.</summary>
    public async Task<string> NameOfAsync(string role, string pipeline) =>
        Assert.Single((await PoliciesAsync(role)).Keys, name => name.StartsWith($"BitbucketConnections-us-east-1-{pipeline}-", StringComparison.Ordinal));

    public async Task PutAsync(string role, string policy, string document) =>
        await Iam.PutRolePolicyAsync(new PutRolePolicyRequest { RoleName = role, PolicyName = policy, PolicyDocument = document }, Token);

    /// <summary>Changes a policy as a person does in the console.</summary>
    public async Task ChangeByHandAsync(string role, string policy, Action<JsonArray> change)
    {
        var document = JsonNode.Parse(await DocumentAsync(role, policy))!;
        change(document["Statement"]!.AsArray());
        await PutAsync(role, policy, document.ToJsonString());
    }

    /// <summary>Lists what a policy allows, as action and resource, without the artifact bucket, the connection and the list of functions.</summary>
    public static IEnumerable<string> Rights(JsonObject policy) =>
        from statement in policy["Statement"]!.AsArray()
        where statement!["Action"] is not null
        from action in Texts(statement!["Action"])
        from resource in Texts(statement["Resource"])
        where !action.StartsWith("s3:", StringComparison.Ordinal) && !action.EndsWith(":UseConnection", StringComparison.Ordinal) && action != "lambda:ListFunctions"
        select $"{action} {resource.Split(':')[^1]}";

    /// <summary>Gets the Sids of a policy, without the hashes of their content.</summary>
    public static IEnumerable<string> Sids(JsonObject policy) => policy["Statement"]!.AsArray().Select(s => PolicyStatement.WithoutHash((string?)s!["Sid"] ?? "-"));

    public static IEnumerable<string> Texts(JsonNode? node) => node is JsonArray list ? list.Select(item => (string)item!) : [(string)node!];

    public static PipelineStage Lambda(string function, string stage = "Invoke") => Stage(stage, "Invoke", "Lambda", ("FunctionName", function));

    public static PipelineStage Build(string project) => Stage("Build", "Build", "CodeBuild", ("ProjectName", project));

    public static PipelineStage Approval() => Stage("Approve", "Approval", "Manual");

    public static PipelineChanges Replace(PipelineStage stage, bool grant = false) =>
        new() { GrantsRole = grant, StageChanges = [new StageChange { Kind = StageChangeKind.Replace, StageName = stage.Name, Stage = stage }] };

    public static PipelineChanges Add(PipelineStage stage, bool grant = false) =>
        new() { GrantsRole = grant, StageChanges = [new StageChange { Kind = StageChangeKind.Add, StageName = stage.Name, Stage = stage }] };

    public void Dispose()
    {
        Iam.Dispose();
        Fixture.Dispose();
    }

    private static PipelineStage Stage(string name, string category, string provider, params (string Key, string Value)[] configuration) => new()
    {
        Name = name,
        Actions =
        [
            new PipelineAction
            {
                Name = name,
                RunOrder = 1,
                ActionTypeId = new ActionTypeId { Category = category, Owner = "AWS", Provider = provider, Version = "1" },
                Configuration = configuration.ToDictionary(c => c.Key, c => c.Value),
            },
        ],
    };
}
