using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using BitbucketConnections.Sandbox.Http;
using BitbucketConnections.Sandbox.Tests.Support;

namespace BitbucketConnections.Sandbox.Tests;

public sealed class ServerTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void Start_returns_the_endpoint_and_the_accepted_credentials()
    {
        using var sandbox = new SandboxHost().Start(new SandboxOptions { Region = "eu-central-1" });

        Assert.True(sandbox.Info.EndpointUrl.IsLoopback);
        Assert.Equal(sandbox.Info.EndpointUrl.Port, sandbox.Info.Port);
        Assert.Equal(("eu-central-1", "123456789012"), (sandbox.Info.Region, sandbox.Info.AccountId));
        Assert.Equal("arn:aws:iam::123456789012:role/service-role/AWSCodePipelineServiceRole-eu-central-1-sandbox", sandbox.Info.ServiceRoleArn);
        Assert.Equal("codepipeline-eu-central-1-123456789012", sandbox.Info.ArtifactBucket);
    }

    [Fact]
    public async Task Two_sandboxes_are_independent()
    {
        using var first = new TestSandbox();
        using var second = new TestSandbox();
        await first.ConnectionAsync();

        Assert.NotEqual(first.Info.Port, second.Info.Port);
        Assert.Equal("""{"Connections":[]}""", (await second.CallAsync(TestSandbox.CodeStar, "ListConnections")).Body);
    }

    [Fact]
    public void The_error_for_a_port_in_use_has_the_port_and_a_remedy()
    {
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        taken.Listen(1);
        var port = ((IPEndPoint)taken.LocalEndPoint!).Port;

        var error = Assert.Throws<ServiceException>(() => new SandboxHost().Start(new SandboxOptions { Port = port }));

        Assert.Equal(ServiceErrorKind.Sandbox, error.Kind);
        Assert.Contains($"port {port}", error.Message, StringComparison.Ordinal);
        Assert.Contains("another -Port", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_port_of_a_stopped_sandbox_can_be_used_again()
    {
        int port;
        using (var first = new SandboxHost().Start(new SandboxOptions()))
        {
            port = first.Info.Port;
        }

        using var second = new SandboxHost().Start(new SandboxOptions { Port = port });
        Assert.Equal(port, second.Info.Port);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(65536)]
    public void A_port_out_of_range_is_rejected(int port) =>
        Assert.Equal(ServiceErrorKind.Sandbox, Assert.Throws<ServiceException>(() => new SandboxHost().Start(new SandboxOptions { Port = port })).Kind);

    [Fact]
    public void An_invalid_Region_is_rejected() =>
        Assert.Contains("'Frankfurt'", Assert.Throws<ServiceException>(() => new SandboxHost().Start(new SandboxOptions { Region = "Frankfurt" })).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Stopping_ends_calls_in_progress_within_a_second()
    {
        using var delay = new HeldWait(TimeSpan.FromHours(1));
        var sandbox = new TestSandbox(clock: delay.Clock);
        sandbox.Sandbox.AddFault(new SandboxFault { Operation = "ListConnections", Delay = TimeSpan.FromHours(1) });
        var slow = sandbox.CallAsync(TestSandbox.CodeStar, "ListConnections");
        await delay.StartsAsync();
        var waiting = sandbox.Sandbox.WaitForStopAsync(Stop);
        Assert.False(slow.IsCompleted);

        TimeBound.Within(1, sandbox.Sandbox.Dispose);

        await waiting;
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => slow);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => sandbox.CallAsync(TestSandbox.CodeStar, "ListConnections"));
        sandbox.Dispose();
    }

    [Fact]
    public async Task Cancelling_a_wait_for_the_stop_leaves_the_sandbox_running()
    {
        using var sandbox = new TestSandbox();
        using var cancel = new CancellationTokenSource();
        var waiting = sandbox.Sandbox.WaitForStopAsync(cancel.Token);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(200, (await sandbox.CallAsync(TestSandbox.CodeStar, "ListConnections")).Status);
    }

    [Fact]
    public async Task A_slow_call_does_not_block_other_calls()
    {
        using var delay = new HeldWait(TimeSpan.FromHours(1));
        using var sandbox = new TestSandbox(clock: delay.Clock);
        sandbox.Sandbox.AddFault(new SandboxFault { Operation = "ListConnections", Delay = TimeSpan.FromHours(1), Count = 1 });
        var slow = sandbox.CallAsync(TestSandbox.CodeStar, "ListConnections");
        await delay.StartsAsync();

        Assert.Equal(200, (await sandbox.CallAsync(TestSandbox.CodeStar, "ListConnections").WaitAsync(Eventually.HangLimit, Stop)).Status);
        Assert.False(slow.IsCompleted);
        delay.End();
        Assert.Equal(200, (await slow.WaitAsync(Eventually.HangLimit, Stop)).Status);
    }

    [Fact]
    public async Task Many_parallel_calls_all_take_effect()
    {
        using var sandbox = new TestSandbox();

        var arns = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => sandbox.ConnectionAsync($"c{i}")));

        Assert.Equal(100, arns.Distinct().Count());
        Assert.Equal(100, (await sandbox.CallAsync(TestSandbox.CodeStar, "ListConnections")).Json["Connections"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("attacker.example")]
    [InlineData("127.0.0.1.attacker.example")]
    [InlineData("127.0.0.1")]
    public async Task A_request_whose_Host_header_is_not_loopback_with_the_port_is_rejected(string host)
    {
        using var sandbox = new TestSandbox();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(sandbox.Info.EndpointUrl, "codesuite/x"));
        request.Headers.Host = host == "127.0.0.1" ? host : $"{host}:{sandbox.Info.Port}";

        using var response = await sandbox.Http.SendAsync(request, Stop);

        Assert.DoesNotContain("andbox has pages", await response.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.False(response.IsSuccessStatusCode);
    }

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1:4566", true)]
    [InlineData("127.0.0.1", "localhost:4566", true)]
    [InlineData("::1", "localhost:4566", true)]
    [InlineData("192.0.2.1", "127.0.0.1:4566", false)]
    [InlineData("127.0.0.1", "attacker.example:4566", false)]
    [InlineData("127.0.0.1", "localhost:80", false)]
    [InlineData("127.0.0.1", null, false)]
    public void Only_loopback_clients_with_a_loopback_Host_header_are_allowed(string remote, string? host, bool allowed) =>
        Assert.Equal(allowed, LoopbackAddress.Allows(IPAddress.Parse(remote), host, 4566));

    [Fact]
    public async Task The_host_name_localhost_works_too()
    {
        using var sandbox = new TestSandbox();

        using var response = await sandbox.Http.GetAsync(new Uri($"http://localhost:{sandbox.Info.Port}/codesuite/x"), Stop);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("sandbox has a page", await response.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_listens_on_loopback_only()
    {
        using var sandbox = new TestSandbox();
        var addresses = NetworkInterface.GetAllNetworkInterfaces().SelectMany(card => card.GetIPProperties().UnicastAddresses).Select(unicast => unicast.Address);
        foreach (var address in addresses.Where(a => a.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(a)))
        {
            using var client = new TcpClient();
            await Assert.ThrowsAnyAsync<SocketException>(async () => await client.ConnectAsync(address, sandbox.Info.Port, Stop));
        }
    }
}
