using Amazon.CodePipeline;
using Amazon.CodePipeline.Model;
using Amazon.CodeStarconnections;
using Amazon.CodeStarconnections.Model;
using Amazon.Runtime;
using BitbucketConnections.Sandbox.Tests.Support;
using PipelineNotFoundException = Amazon.CodePipeline.Model.PipelineNotFoundException;

namespace BitbucketConnections.Sandbox.Tests;

/// <summary>The clients of the .NET SDK with the sandbox, over real HTTP.</summary>
public sealed class SdkClientTests : IDisposable
{
    private readonly TestSandbox _sandbox = new();
    private readonly AmazonCodeStarconnectionsClient _connections;
    private readonly AmazonCodePipelineClient _pipelines;

    public SdkClientTests()
    {
        var credentials = new BasicAWSCredentials(_sandbox.Info.AccessKey, _sandbox.Info.SecretKey);
        var endpoint = _sandbox.Info.EndpointUrl.ToString();
        _connections = new AmazonCodeStarconnectionsClient(
            credentials, new AmazonCodeStarconnectionsConfig { ServiceURL = endpoint, AuthenticationRegion = _sandbox.Info.Region });
        _pipelines = new AmazonCodePipelineClient(
            credentials, new AmazonCodePipelineConfig { ServiceURL = endpoint, AuthenticationRegion = _sandbox.Info.Region });
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _connections.Dispose();
        _pipelines.Dispose();
        _sandbox.Dispose();
    }

    [Fact]
    public async Task A_connection_can_be_created_and_deleted()
    {
        var created = await _connections.CreateConnectionAsync(
            new CreateConnectionRequest { ConnectionName = "MyConnection", ProviderType = Amazon.CodeStarconnections.ProviderType.Bitbucket }, Stop);
        _sandbox.Sandbox.CompleteConnection(created.ConnectionArn!);

        var got = await _connections.GetConnectionAsync(new GetConnectionRequest { ConnectionArn = created.ConnectionArn }, Stop);
        var listed = await _connections.ListConnectionsAsync(new ListConnectionsRequest(), Stop);
        await _connections.DeleteConnectionAsync(new DeleteConnectionRequest { ConnectionArn = created.ConnectionArn }, Stop);

        Assert.Equal("AVAILABLE", got.Connection!.ConnectionStatus!.Value);
        Assert.Equal([created.ConnectionArn], listed.Connections!.Select(connection => connection.ConnectionArn));
        var missing = await Assert.ThrowsAsync<Amazon.CodeStarconnections.Model.ResourceNotFoundException>(
            () => _connections.GetConnectionAsync(new GetConnectionRequest { ConnectionArn = created.ConnectionArn }, Stop));
        Assert.Equal("Resource not found. Verify the connection resource ARN and try again.", missing.Message);
        Assert.Matches("^[0-9a-f-]{36}$", missing.RequestId);
    }

    [Fact]
    public async Task CodePipeline_errors_are_typed_and_its_dates_are_read()
    {
        await Assert.ThrowsAsync<PipelineNotFoundException>(() => _pipelines.GetPipelineStateAsync(new GetPipelineStateRequest { Name = "none" }, Stop));
        await _sandbox.CallAsync(TestSandbox.CodePipeline, "CreatePipeline", new System.Text.Json.Nodes.JsonObject { ["pipeline"] = PipelineJson.Valid(_sandbox.Info) });

        var state = await _pipelines.GetPipelineStateAsync(new GetPipelineStateRequest { Name = "demo" }, Stop);

        Assert.InRange(state.Created!.Value.ToUniversalTime(), SystemTime.UtcNow.AddMinutes(-1), SystemTime.UtcNow.AddMinutes(1));
        Assert.Equal("ConnectionNotAvailable", state.StageStates![0].ActionStates![0].LatestExecution!.ErrorDetails!.Code);
    }

    [Fact]
    public async Task A_throttled_call_and_a_cut_call_are_retried()
    {
        _sandbox.Sandbox.AddFault(new SandboxFault { Operation = "ListPipelines", ErrorCode = "ThrottlingException", Message = "Rate exceeded", Count = 1 });
        _sandbox.Sandbox.AddFault(new SandboxFault { Operation = "ListPipelines", CutConnection = true, Count = 1 });

        Assert.NotNull(await _pipelines.ListPipelinesAsync(new ListPipelinesRequest(), Stop));
    }
}
