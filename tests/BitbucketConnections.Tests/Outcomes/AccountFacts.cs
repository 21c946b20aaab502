using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Amazon.IdentityManagement.Model;
using Amazon.S3;
using BitbucketConnections.Engine;
using BitbucketConnections.Engine.Clients;

namespace BitbucketConnections.Tests.Outcomes;

/// <summary>Reads everything that commands can change, with clients of its own.</summary>
internal sealed class AccountFacts
{
    private readonly ClientSet _clients;
    private readonly IReadOnlyList<IEngineSession> _sessions;

    public AccountFacts(AwsEngine engine, SessionSettings settings, ClientSet clients)
    {
        _clients = clients;
        _sessions = new[] { OutcomeWorld.Region, OutcomeWorld.OtherRegion }.Select(region => ((IEngine)engine).Open(settings with { Region = region }, new NoDiagnostics())).ToList();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public string CreateConnection(string name) =>
        _sessions[0].Connections.CreateAsync(new ConnectionRequest { ConnectionName = name }, Token).GetAwaiter().GetResult().ConnectionArn;

    /// <summary>Removes the inline policies of a role.</summary>
    /// <param name="roleName">The role.</param>
    public void RemovePolicies(string roleName)
    {
        var iam = _clients.IdentityManagement(OutcomeWorld.Region);
        foreach (var policy in iam.ListRolePoliciesAsync(new ListRolePoliciesRequest { RoleName = roleName }, Token).GetAwaiter().GetResult().PolicyNames ?? [])
        {
            iam.DeleteRolePolicyAsync(new DeleteRolePolicyRequest { RoleName = roleName, PolicyName = policy }, Token).GetAwaiter().GetResult();
        }
    }

    /// <summary>Reads the facts, by their names.</summary>
    public async Task<IReadOnlyDictionary<string, Fact>> ReadAsync()
    {
        var facts = new Dictionary<string, Fact>(StringComparer.Ordinal);
        await ReadConnectionsAsync(facts);
        foreach (var session in _sessions)
        {
            await ReadPipelinesAsync(session, facts);
        }

        await ReadRolesAsync(facts);
        await ReadBucketsAsync(facts);
        foreach (var association in (await _sessions[0].Reviews.ListAsync(new ReviewerAssociationQuery(), null, Token)).Items)
        {
            facts["association " + association.AssociationArn] = new Fact(association.State ?? string.Empty, [association.AssociationArn, association.FullRepositoryId]);
        }

        return facts;
    }

    private async Task ReadConnectionsAsync(Dictionary<string, Fact> facts)
    {
        foreach (var connection in (await _sessions[0].Connections.ListAsync(new ConnectionQuery { RequireComplete = true, Api = ConnectionApi.CodeStarConnections }, null, Token)).Items)
        {
            var tags = await _sessions[0].Tags.ListAsync(connection.ConnectionArn, Token);
            facts["connection " + connection.ConnectionArn] = new Fact(
                $"{connection.ConnectionName} {connection.ConnectionStatus} {Join(tags)}", [connection.ConnectionArn, $"'{connection.ConnectionName}'"]);
        }
    }

    private async Task ReadPipelinesAsync(IEngineSession session, Dictionary<string, Fact> facts)
    {
        foreach (var summary in (await session.Pipelines.ListAsync(null, Token)).Items)
        {
            var name = summary.Name;
            var document = await _clients.PipelineDocuments(session.Region).GetDocumentAsync(name, null, Token);
            var pipeline = await session.Pipelines.GetAsync(name, null, Token);
            facts["pipeline " + name] = new Fact(
                document.Body.GetProperty("pipeline").GetRawText() + Join(await session.Tags.ListAsync(pipeline.PipelineArn!, Token)), [name]);
            foreach (var execution in (await session.Executions.ListAsync(name, null, Token)).Items)
            {
                facts["execution " + execution.PipelineExecutionId] = new Fact(
                    execution.Status is "Stopping" or "Stopped" ? "stopped" : "runs or ended", [execution.PipelineExecutionId, name]);
            }

            foreach (var stage in await session.Executions.GetStateAsync(name, Token))
            {
                facts[$"stage {name}/{stage.StageName}"] = new Fact(
                    string.Join(
                        " ",
                        stage.InboundTransitionEnabled ? "open" : "closed",
                        stage.BeforeEntry?.Status,
                        stage.OnSuccess?.Status,
                        string.Join(",", stage.Actions.Select(action => $"{action.Status} {action.Summary}"))),
                    [name]);
            }
        }
    }

    private async Task ReadRolesAsync(Dictionary<string, Fact> facts)
    {
        var iam = _clients.IdentityManagement(OutcomeWorld.Region);
        foreach (var role in (await iam.ListRolesAsync(new ListRolesRequest(), Token)).Roles ?? [])
        {
            facts["role " + role.RoleName] = new Fact(role.AssumeRolePolicyDocument!, [role.RoleName!]);
            foreach (var policy in (await iam.ListRolePoliciesAsync(new ListRolePoliciesRequest { RoleName = role.RoleName }, Token)).PolicyNames ?? [])
            {
                var document = (await iam.GetRolePolicyAsync(new GetRolePolicyRequest { RoleName = role.RoleName, PolicyName = policy }, Token)).PolicyDocument;
                facts[$"policy {role.RoleName}/{policy}"] = new Fact(document!, [role.RoleName!]);
            }
        }
    }

    private async Task ReadBucketsAsync(Dictionary<string, Fact> facts)
    {
        foreach (var session in _sessions)
        {
            foreach (var bucket in (await _clients.S3(session.Region).ListBucketsAsync(Token)).Buckets ?? [])
            {
                facts["bucket " + bucket.BucketName] = new Fact(await PolicyAsync(session.Region, bucket.BucketName), [bucket.BucketName]);
            }
        }
    }

    private async Task<string> PolicyAsync(string region, string bucket)
    {
        try
        {
            return (await _clients.S3(region).GetBucketPolicyAsync(bucket, Token)).Policy ?? string.Empty;
        }
        catch (AmazonS3Exception missing) when (missing.ErrorCode is "NoSuchBucketPolicy" or "PermanentRedirect" or "IllegalLocationConstraintException")
        {
            return string.Empty;
        }
    }

    private static string Join(IEnumerable<Tag> tags) => string.Join(",", tags.OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => $"{tag.Key}={tag.Value}"));

    private sealed class NoDiagnostics : IDiagnosticSink
    {
        public bool IsDebugWanted => false;

        public bool IsVerboseWanted => false;

        public void Write(DiagnosticEvent diagnostic)
        {
        }
    }
}

/// <summary>Something that a command can change.</summary>
/// <param name="Value">Its content.</param>
/// <param name="Names">Texts of which a message that is about it has at least one.</param>
internal sealed record Fact(string Value, IReadOnlyList<string> Names);
