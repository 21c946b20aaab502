using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using Amazon.CodePipeline;
using Amazon.CodePipeline.Model;
using Amazon.Runtime;
using BitbucketConnections.Catalog;
using BitbucketConnections.Engine.Clients;
using BitbucketConnections.Engine.Declarations;
using BitbucketConnections.Engine.Pipelines.Rules;

namespace BitbucketConnections.Engine.Tests;

/// <summary>
/// Checks every row of the catalog with every bound in the module's validator and in the sandbox's CreatePipeline,
/// so both always agree with the catalog and with each other.
/// </summary>
[Collection("environment")]
public sealed class CatalogWalkTests : IDisposable
{
    private const string Name = "Tested";
    private const int MostInputs = 11;
    private readonly SandboxFixture _fixture = new();

    /// <summary>The results of both sides for a definition.</summary>
    private enum Answer
    {
        /// <summary>The module finds nothing, and the sandbox creates it.</summary>
        Accepted,

        /// <summary>The module warns, and the sandbox creates it.</summary>
        Warned,

        /// <summary>The module warns, and the sandbox rejects it.</summary>
        WarnedAndRefused,

        /// <summary>The module and the sandbox reject it.</summary>
        Refused,
    }

    public static IEnumerable<TheoryDataRow<string, string, string>> Types() =>
        ActionCatalog.All.Select(type => new TheoryDataRow<string, string, string>(type.Category, type.Owner, type.Provider));

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [MemberData(nameof(Types))]
    public async Task The_module_and_the_sandbox_agree_on_every_bound_of_a_row(string category, string owner, string provider)
    {
        var type = ActionCatalog.Find(category, owner, provider, "1")!;
        var wrong = new List<string>();
        var number = 0;
        foreach (var probe in Probes(type))
        {
            var pipeline = Pipeline(type, probe, number++);
            var findings = PipelineValidator.ValidateComplete(pipeline);
            var refusal = await CreateAsync(pipeline);
            var answer = (findings.Any(f => !f.IsWarning), findings.Any(f => f.IsWarning), refusal is not null) switch
            {
                (false, false, false) => Answer.Accepted,
                (false, true, false) => Answer.Warned,
                (false, true, true) => Answer.WarnedAndRefused,
                (true, _, true) => Answer.Refused,
                _ => (Answer?)null,
            };
            if (answer != probe.Expected)
            {
                wrong.Add($"{probe.What}: expected {probe.Expected}; module: {string.Join(" ", findings.Select(f => $"[{(f.IsWarning ? "warning" : "error")} {f.Id}]"))}; sandbox: {refusal ?? "created"}");
            }
        }

        Assert.Empty(wrong);
        Assert.True(number >= 6, $"Only {number} definitions were tried.");
    }

    [Fact]
    public async Task The_policy_of_a_new_service_role_is_enough_for_every_row()
    {
        var failures = new List<string>();
        var number = 0;
        var connection = await _fixture.Session.Connections.CreateAsync(new ConnectionRequest { ConnectionName = "walk" }, TestContext.Current.CancellationToken);
        _fixture.Sandbox.CompleteConnection(connection.ConnectionArn);
        foreach (var type in ActionCatalog.All)
        {
            // The id of an execution is not a value of Extract, so this deployment fails.
            foreach (var probe in Probes(type).Where(probe => probe.Expected == (type.Retired is null ? Answer.Accepted : Answer.Warned) && probe.Region == "us-east-1" && probe.Type == "V2" && probe.What != "Extract with a variable"))
            {
                var runnable = probe.Configuration.ContainsKey("ConnectionArn") ? probe with { Configuration = With(probe, "ConnectionArn", connection.ConnectionArn) } : probe;
                if (await RunAsync(_fixture, Pipeline(type, runnable, number++)) is { } failure)
                {
                    failures.Add($"{type} with {probe.What}: {failure}");
                }
            }
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{number} executions.");
        Assert.Empty(failures);
        Assert.True(number > 100, $"Only {number} definitions were tried.");
    }

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public async Task A_stage_has_the_same_action_limit_on_both_sides(int count, bool isAccepted)
    {
        var approvals = Enumerable.Range(0, count).Select(i => Approval("A" + i)).ToArray();

        await AssertBothAsync(Pipeline("us-east-1", "V2", [Sources(1), Stage("Approve", approvals)], 0), isAccepted);
    }

    [Theory]
    [InlineData(10, true)]
    [InlineData(11, false)]
    public async Task A_pipeline_has_the_same_action_limit_on_both_sides(int stages, bool isAccepted)
    {
        // 10 × 99 approvals and 10 sources are 1000 actions.
        var approvals = Enumerable.Range(0, stages).Select(s => Stage("S" + s, Enumerable.Range(0, 99).Select(a => Approval("A" + a)).ToArray()));

        await AssertBothAsync(Pipeline("us-east-1", "V2", [Sources(10), .. approvals], 0), isAccepted);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(50, true)]
    [InlineData(51, false)]
    public async Task A_pipeline_has_the_same_stage_limits_on_both_sides(int count, bool isAccepted) => await AssertBothAsync(
        Pipeline("us-east-1", "V2", [Sources(1), .. Enumerable.Range(1, count - 1).Select(s => Stage("S" + s, Approval("A")))], 0), isAccepted);

    private async Task AssertBothAsync(Pipeline pipeline, bool isAccepted)
    {
        var findings = PipelineValidator.ValidateComplete(pipeline);
        var refusal = await CreateAsync(pipeline);

        Assert.Equal((isAccepted, isAccepted), (findings.Count == 0, refusal is null));
    }

    private static IEnumerable<Probe> Probes(ActionTypeFacts type)
    {
        var usual = type.Retired is null ? Answer.Accepted : Answer.Warned;
        var full = new Probe("all keys", usual)
        {
            Configuration = type.ConfigurationKeys.ToDictionary(key => key.Name, Value), Inputs = type.Inputs.Maximum, Outputs = type.Outputs.Maximum,
        };
        yield return full;
        yield return full with { What = "V1", Type = "V1", Expected = type.IsV2Only ? Answer.Refused : usual };
        yield return full with { What = "version 2", Version = "2", Expected = Answer.WarnedAndRefused };
        yield return full with { What = "an unknown key", Configuration = With(full, "NoSuchKey", "x"), Expected = type.AreKeysComplete ? Answer.WarnedAndRefused : usual };

        foreach (var count in Around(type.Inputs))
        {
            yield return full with { What = $"{count} inputs", Inputs = count, Expected = type.Inputs.Contains(count) ? usual : Answer.Refused };
        }

        foreach (var count in Around(type.Outputs))
        {
            yield return full with { What = $"{count} outputs", Outputs = count, Expected = type.Outputs.Contains(count) ? usual : Answer.Refused };
        }

        foreach (var key in type.Keys.Where(key => key.IsRequired))
        {
            yield return key.IsActionMember
                ? full with { What = $"no member {key.Name}", Without = key.Name, Expected = Answer.Refused }
                : full with { What = $"no {key.Name}", Configuration = Less(full, key.Name), Expected = Answer.Refused };
        }

        foreach (var key in type.ConfigurationKeys.Where(key => key.AllowedValues.Count > 0))
        {
            foreach (var value in key.AllowedValues)
            {
                yield return full with { What = $"{key.Name} {value}", Configuration = With(full, key.Name, value) };
            }

            yield return full with { What = $"{key.Name} with a variable", Configuration = With(full, key.Name, "#{codepipeline.PipelineExecutionId}") };
            yield return full with { What = $"{key.Name} with another value", Configuration = With(full, key.Name, "NotAllowed"), Expected = Answer.Warned };
            if (key.IsList)
            {
                yield return full with { What = $"{key.Name} with all values", Configuration = With(full, key.Name, string.Join(",", key.AllowedValues)) };
            }
        }

        foreach (var region in type.UnavailableRegions)
        {
            yield return full with { What = region, Region = region, Expected = Answer.WarnedAndRefused };
        }
    }

    private static IEnumerable<int> Around(ArtifactCount count) =>
        new[] { count.Minimum - 1, count.Minimum, count.Maximum, count.Maximum + 1 }.Where(n => n >= 0).Distinct();

    // Members that the module's rules for connection sources and CodeBuild check have valid values.
    private static string Value(ConfigurationKeyFacts key) => key.Name switch
    {
        "ConnectionArn" => "arn:aws:codestar-connections:us-east-1:123456789012:connection/11111111-2222-3333-4444-555555555555",
        "FullRepositoryId" => "example-ws/demo-repo",
        "PrimarySource" => "Source0",
        "CombineArtifacts" => "false",
        _ => key.AllowedValues.Count > 0 ? key.AllowedValues[0] : "value",
    };

    private static Dictionary<string, string> With(Probe probe, string key, string value) =>
        probe.Configuration.Where(entry => entry.Key != key).Append(new(key, value)).ToDictionary(entry => entry.Key, entry => entry.Value);

    private static Dictionary<string, string> Less(Probe probe, string key) =>
        probe.Configuration.Where(entry => entry.Key != key).ToDictionary(entry => entry.Key, entry => entry.Value);

    private static Pipeline Pipeline(ActionTypeFacts type, Probe probe, int number)
    {
        var tested = new PipelineAction
        {
            Name = Name,
            ActionTypeId = new ActionTypeId { Category = type.Category, Owner = type.Owner, Provider = type.Provider, Version = probe.Version },
            Configuration = probe.Configuration.Count == 0 ? null : probe.Configuration,
            InputArtifacts = Enumerable.Range(0, probe.Inputs).Select(i => "Source" + i).ToList(),
            OutputArtifacts = Enumerable.Range(0, probe.Outputs).Select(i => new OutputArtifact { Name = "Made" + i }).ToList(),
            Commands = type.Keys.Any(key => key is { IsActionMember: true, Name: "commands" }) && probe.Without != "commands" ? ["make"] : null,
        };
        var sources = Sources(MostInputs);
        PipelineStage[] stages = type.Category == "Source"
            ? [Stage("Source", [tested]), Stage("Next", Approval("Next"))]
            : [sources, Stage("Next", tested, Approval("Then"))];
        return type.Category == "Source" && probe.Inputs > 0
            ? Pipeline(probe.Region, probe.Type, [Stage("Source", [.. sources.Actions, tested]), stages[1]], number)
            : Pipeline(probe.Region, probe.Type, stages, number);
    }

    private static Pipeline Pipeline(string region, string type, IReadOnlyList<PipelineStage> stages, int number) => new()
    {
        Name = "walk-" + number.ToString(CultureInfo.InvariantCulture),
        Region = region,
        RoleArn = "arn:aws:iam::123456789012:role/replaced",
        PipelineType = type,
        ExecutionMode = "SUPERSEDED",
        ArtifactStore = new ArtifactStore { Location = "codepipeline-us-east-1-123456789012" },
        Stages = stages,
    };

    private static PipelineStage Stage(string name, params PipelineAction[] actions) => new() { Name = name, Actions = actions };

    private static PipelineStage Sources(int count) => Stage("Source", Enumerable.Range(0, count).Select(i => new PipelineAction
    {
        Name = "Source" + i,
        ActionTypeId = new ActionTypeId { Category = "Source", Owner = "AWS", Provider = "S3", Version = "1" },
        Configuration = new Dictionary<string, string> { ["S3Bucket"] = "bucket", ["S3ObjectKey"] = "key" },
        OutputArtifacts = [new OutputArtifact { Name = "Source" + i }],
    }).ToArray());

    private static PipelineAction Approval(string name) => new()
    {
        Name = name, ActionTypeId = new ActionTypeId { Category = "Approval", Owner = "AWS", Provider = "Manual", Version = "1" },
    };

    /// <returns>The error of an action; null if none failed.</returns>
    private static async Task<string?> RunAsync(SandboxFixture fixture, Pipeline pipeline)
    {
        var token = TestContext.Current.CancellationToken;
        var role = await fixture.Session.Roles.EnsureAsync(new ServiceRoleRequest { RoleName = pipeline.Name, Definition = pipeline }, token);
        using var client = new PipelineDocumentClient(
            new BasicAWSCredentials(fixture.Sandbox.Info.AccessKey, fixture.Sandbox.Info.SecretKey),
            new AmazonCodePipelineConfig { ServiceURL = fixture.Sandbox.Info.EndpointUrl.ToString(), AuthenticationRegion = pipeline.Region, MaxErrorRetry = 0 });
        await client.CreateDocumentAsync(RecordWriter.Write(pipeline with { RoleArn = role.RoleArn }), null, token);
        var state = await client.GetPipelineStateAsync(new GetPipelineStateRequest { Name = pipeline.Name }, token);
        await client.DeletePipelineAsync(new DeletePipelineRequest { Name = pipeline.Name }, token);
        return state.StageStates!.SelectMany(stage => stage.ActionStates ?? []).Select(action => action.LatestExecution?.ErrorDetails).FirstOrDefault(error => error is not null) is { } error ? $"{error.Code}: {error.Message}" : null;
    }

    /// <returns>The sandbox's error; null if it created the pipeline.</returns>
    private async Task<string?> CreateAsync(Pipeline pipeline)
    {
        using var client = new PipelineDocumentClient(
            new BasicAWSCredentials(_fixture.Sandbox.Info.AccessKey, _fixture.Sandbox.Info.SecretKey),
            new AmazonCodePipelineConfig { ServiceURL = _fixture.Sandbox.Info.EndpointUrl.ToString(), AuthenticationRegion = pipeline.Region, MaxErrorRetry = 0 });
        var declaration = RecordWriter.Write(pipeline with { RoleArn = _fixture.Sandbox.Info.ServiceRoleArn });
        try
        {
            await client.CreateDocumentAsync(declaration, null, TestContext.Current.CancellationToken);
            await client.DeletePipelineAsync(new DeletePipelineRequest { Name = pipeline.Name }, TestContext.Current.CancellationToken);
            return null;
        }
        catch (AmazonCodePipelineException refused)
        {
            return refused.Message;
        }
    }

    private sealed record Probe(string What, Answer Expected)
    {
        public IReadOnlyDictionary<string, string> Configuration { get; init; } = new Dictionary<string, string>();

        public int Inputs { get; init; }

        public int Outputs { get; init; }

        public string Type { get; init; } = "V2";

        public string Version { get; init; } = "1";

        public string Region { get; init; } = "us-east-1";

        public string? Without { get; init; }
    }
}
