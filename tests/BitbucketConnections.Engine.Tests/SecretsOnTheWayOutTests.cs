using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Engine.Tests;

/// <summary>Tests that secrets in definitions are in objects and requests, but not in reviews, differences, errors or traces.</summary>
[Collection("environment")]
public sealed class SecretsOnTheWayOutTests : IDisposable
{
    private const string Secret = "t0p-s3cret";
    private const string Plain = "pl4in-value";
    private readonly SandboxFixture _fixture = new(wantsDebug: true);
    private string? _connectionArn;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task A_review_names_the_secrets_and_shows_the_other_values()
    {
        var lines = await _fixture.Session.Wizard.ReviewAsync(await DefinitionAsync(Secret), new PipelineCreateOptions(), Token);

        var review = string.Join("\n", lines);
        Assert.DoesNotContain(Secret, review, StringComparison.Ordinal);
        Assert.Contains("Variable: DB_PASSWORD = ****", review, StringComparison.Ordinal);
        Assert.Contains($"Variable: LEVEL = {Plain}", review, StringComparison.Ordinal);
        Assert.Contains($$"""EnvironmentVariables: [{"name":"API_KEY","value":"****"},{"name":"STAGE","value":"{{Plain}}"}]""", review, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Differences_and_the_error_of_another_definition_hide_both_values()
    {
        await _fixture.Session.Wizard.CreateAsync(await DefinitionAsync(Secret), new PipelineCreateOptions(), Token);

        var differs = await Assert.ThrowsAsync<ServiceException>(async () => await _fixture.Session.Wizard.CreateAsync(
            await DefinitionAsync(Secret + "-2"), new PipelineCreateOptions { ReuseExisting = true }, Token));
        var plan = await _fixture.Session.Editor.PlanAsync(
            "demo", new PipelineChanges { Variables = [new PipelineVariable { Name = "DB_PASSWORD", DefaultValue = Secret + "-3" }, new PipelineVariable { Name = "ADDED_TOKEN", DefaultValue = Secret }] }, Token);

        var text = differs + string.Join("\n", plan.Differences);
        Assert.Equal("PipelineDefinitionDiffers", differs.Condition);
        Assert.DoesNotContain(Secret, text, StringComparison.Ordinal);
        Assert.Contains("Variables[0].DefaultValue: **** -> ****", text, StringComparison.Ordinal);
        Assert.Contains("Variables['DB_PASSWORD'].DefaultValue: **** -> ****", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_trace_shows_no_value_of_a_variable_and_the_object_has_all_of_them()
    {
        await _fixture.Session.Wizard.CreateAsync(await DefinitionAsync(Secret), new PipelineCreateOptions(), Token);
        await _fixture.Session.Executions.StartAsync(new PipelineStartRequest { PipelineName = "demo", Variables = new Dictionary<string, string> { ["LEVEL"] = Plain } }, Token);
        var pipeline = await _fixture.Session.Pipelines.GetAsync("demo", null, Token);

        var trace = string.Join("\n", _fixture.Sink.Events.Select(e => e.Message));
        Assert.Contains("CodePipeline_20150709.StartPipelineExecution", trace, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, trace, StringComparison.Ordinal);
        Assert.DoesNotContain(Plain, trace, StringComparison.Ordinal);
        Assert.Equal(Secret, pipeline.Variables[0].DefaultValue);
        Assert.Contains(Secret, pipeline.Stages[1].Actions[0].Configuration!["EnvironmentVariables"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_that_repeats_a_value_shows_only_its_name()
    {
        _fixture.Sandbox.AddFault(new SandboxFault
        {
            Operation = "GetPipeline", ErrorCode = "ValidationException", Message = $"Value '{{OAuthToken={Secret}}}' at 'configuration' failed: {{\"password\":\"{Secret}\"}}", HttpStatusCode = 400,
        });

        var refused = await Assert.ThrowsAsync<ServiceException>(() => _fixture.Session.Pipelines.GetAsync("demo", null, Token));

        Assert.Contains("Value '{OAuthToken=****}' at 'configuration'", refused.Message, StringComparison.Ordinal);
        for (Exception? e = refused; e is not null; e = e.InnerException)
        {
            Assert.DoesNotContain(Secret, e.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain(Secret, e.Message, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(Secret, refused.ServiceMessage!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_value_of_a_SecureString_is_hidden_under_any_key()
    {
        var (first, second) = ("kn0wn \"first\"\\value", "kn0wn<second>value");
        KnownSecrets.Remember(first);
        KnownSecrets.Remember(second);
        var definition = await DefinitionAsync(Secret, first);

        var review = string.Join("\n", await _fixture.Session.Wizard.ReviewAsync(definition, new PipelineCreateOptions(), Token));
        await _fixture.Session.Wizard.CreateAsync(definition, new PipelineCreateOptions(), Token);
        var differs = await Assert.ThrowsAsync<ServiceException>(async () => await _fixture.Session.Wizard.CreateAsync(
            await DefinitionAsync(Secret, second), new PipelineCreateOptions { ReuseExisting = true }, Token));
        var created = await _fixture.Session.Pipelines.GetAsync("demo", null, Token);

        var trace = string.Join("\n", _fixture.Sink.Events.Select(e => e.Message));
        Assert.Contains("CodePipeline_20150709.CreatePipeline", trace, StringComparison.Ordinal);
        Assert.Contains("BatchEnabled: ****", review, StringComparison.Ordinal);
        Assert.Contains("['BatchEnabled']: **** -> ****", differs.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("kn0wn", review + trace + differs, StringComparison.Ordinal);
        Assert.Equal(first, created.Stages[1].Actions[0].Configuration!["BatchEnabled"]);
    }

    [Fact]
    public async Task User_information_of_the_endpoint_is_not_in_links_and_errors()
    {
        var endpoint = new UriBuilder(_fixture.Sandbox.Info.EndpointUrl) { UserName = "me", Password = Secret }.Uri;
        var session = _fixture.Engine.Open(_fixture.Settings with { EndpointUrl = endpoint }, _fixture.Sink);

        var connection = await session.Connections.CreateAsync(new ConnectionRequest { ConnectionName = "web" }, Token);
        var missing = await Assert.ThrowsAsync<ServiceException>(() => session.Pipelines.GetAsync("nope", null, Token));

        Assert.StartsWith($"{_fixture.Sandbox.Info.EndpointUrl}codesuite/", connection.ConsoleUrl!.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, connection.NextStep + missing + string.Join("\n", _fixture.Sink.Events.Select(e => e.Message)), StringComparison.Ordinal);
    }

    private async Task<Pipeline> DefinitionAsync(string secret, string batchEnabled = "false")
    {
        if (_connectionArn is null)
        {
            _connectionArn = (await _fixture.Session.Connections.CreateAsync(new ConnectionRequest { ConnectionName = "c" }, Token)).ConnectionArn;
            _fixture.Sandbox.CompleteConnection(_connectionArn);
        }

        return _fixture.Session.Pipelines.Build(new PipelineRequest
        {
            Name = "demo",
            ConnectionArn = _connectionArn,
            Repository = "example-ws/demo-repo",
            Branch = "main",
            RoleArn = _fixture.Sandbox.Info.ServiceRoleArn,
            ArtifactBucket = _fixture.Sandbox.Info.ArtifactBucket,
            Variables = [new PipelineVariable { Name = "DB_PASSWORD", DefaultValue = secret }, new PipelineVariable { Name = "LEVEL", DefaultValue = Plain }],
            Stages =
            [
                new PipelineStage
                {
                    Name = "Build",
                    Actions =
                    [
                        new PipelineAction
                        {
                            Name = "Build",
                            ActionTypeId = new ActionTypeId { Category = "Build", Owner = "AWS", Provider = "CodeBuild", Version = "1" },
                            Configuration = new Dictionary<string, string>
                            {
                                ["ProjectName"] = _fixture.Sandbox.Info.BuildProject,
                                ["BatchEnabled"] = batchEnabled,
                                ["EnvironmentVariables"] = $$"""[{"name":"API_KEY","value":"{{secret}}"},{"name":"STAGE","value":"{{Plain}}"}]""",
                            },
                        },
                    ],
                },
            ],
        }).Definition;
    }
}
