using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Tests;

/// <summary>A fake engine with connections and pipelines in memory. It records every call, and any call can fail or hang.</summary>
internal sealed partial class FakeEngine : IEngine
{
    public ConcurrentQueue<string> Calls { get; } = new();

    public List<SessionSettings> Settings { get; } = [];

    public List<Connection> Connections { get; } = [];

    public List<Pipeline> Pipelines { get; } = [];

    /// <summary>Gets the executions by id. Any other id returns a default execution.</summary>
    public List<PipelineExecution> Runs { get; } = [];

    public Dictionary<string, Dictionary<string, string>> Tags { get; } = [];

    /// <summary>Gets the options with which pipelines were created.</summary>
    public List<PipelineCreateOptions> Options { get; } = [];

    /// <summary>Gets the requests from which pipelines were built.</summary>
    public List<PipelineRequest> Requests { get; } = [];

    /// <summary>Gets the findings for every definition.</summary>
    public List<Finding> Findings { get; } = [];

    /// <summary>Gets the requests for policies and roles.</summary>
    public List<object> RoleRequests { get; } = [];

    /// <summary>Gets or sets whether a creation uses an existing pipeline.</summary>
    public bool IsExisting { get; set; }

    /// <summary>Gets or sets how many lists of executions are empty, as directly after a creation.</summary>
    public int EmptyRunLists { get; set; }

    /// <summary>Gets or sets the number of items in a page.</summary>
    public int PageSize { get; set; } = 100;

    /// <summary>Gets the failures by operation, such as ListConnections.</summary>
    public Dictionary<string, ServiceException> Failures { get; } = [];

    /// <summary>Gets the operations that hang until they are cancelled.</summary>
    public HashSet<string> Hanging { get; } = [];

    /// <summary>Gets the ends of operations that ignore a stop.</summary>
    public Dictionary<string, Task> Deaf { get; } = [];

    /// <summary>Gets or sets the warning of a service after it created something.</summary>
    public string? WarningAfterCreation { get; set; }

    /// <summary>Gets or sets the results of connection polls, one entry for each poll.</summary>
    public Queue<Func<ConnectionPoll>> Polls { get; } = new();

    public IEngineSession Open(SessionSettings settings, IDiagnosticSink diagnostics)
    {
        Settings.Add(settings);
        if (Failures.TryGetValue("Open", out var failure))
        {
            throw failure;
        }

        // The default profile has us-east-1. The tests of the engine test its own order.
        return new FakeSession(this, settings.Region ?? settings.InputRegion ?? settings.DefaultRegion ?? "us-east-1", diagnostics);
    }

    public IReadOnlyList<string> ListProfiles(string? profileLocation) =>
        Failures.TryGetValue("ListProfiles", out var failure) ? throw failure : [profileLocation ?? "usual", "my team"];

    public static Connection Connection(string name, string status = "AVAILABLE", string region = "us-east-1", string id = "") => new()
    {
        ConnectionArn = $"arn:aws:codestar-connections:{region}:123456789012:connection/{(id.Length == 0 ? name : id)}",
        ConnectionName = name,
        ConnectionStatus = status,
        ProviderType = "Bitbucket",
        OwnerAccountId = "123456789012",
        Region = region,
        ConsoleUrl = new Uri($"https://{region}.console.aws.amazon.com/x/{name}"),
        NextStep = status == "PENDING" ? $"Open https://{region}.console.aws.amazon.com/x/{name}, complete it. Then: Wait-BitbucketConnection" : null,
    };

    public static Pipeline Pipeline(string name, string connectionArn, string repository = "ws/repo", string? role = "arn:aws:iam::123456789012:role/r", string region = "us-east-1") => new()
    {
        Name = name,
        PipelineArn = $"arn:aws:codepipeline:{region}:123456789012:{name}",
        Region = region,
        Version = 1,
        RoleArn = role,
        PipelineType = "V2",
        Stages =
        [
            new PipelineStage
            {
                Name = "Source",
                Actions =
                [
                    new PipelineAction
                    {
                        Name = "Source",
                        ActionTypeId = new ActionTypeId { Category = "Source", Owner = "AWS", Provider = PipelineSource.Provider, Version = "1" },
                        Configuration = new Dictionary<string, string> { ["ConnectionArn"] = connectionArn, ["FullRepositoryId"] = repository, ["BranchName"] = "main" },
                    },
                ],
            },
        ],
    };

    internal async Task CallAsync(string operation, IDiagnosticSink diagnostics, CancellationToken token, string? target = null)
    {
        Calls.Enqueue(target is null ? operation : operation + " " + target);
        diagnostics.Write(new DiagnosticEvent(DiagnosticLevel.Verbose, operation));
        diagnostics.Write(new DiagnosticEvent(DiagnosticLevel.Debug, "body of " + operation));
        if (Deaf.TryGetValue(operation, out var end) || Deaf.TryGetValue($"{operation} {target}", out end))
        {
            await end.ConfigureAwait(false);
        }

        if (Hanging.Contains(operation))
        {
            await Task.Delay(Timeout.Infinite, token).ConfigureAwait(false);
        }

        token.ThrowIfCancellationRequested();
        if (Failures.TryGetValue(operation, out var failure))
        {
            throw failure;
        }
    }

    /// <summary>Reports that something was created, and then warns, hangs or fails as the test requires.</summary>
    internal async Task CreatedAsync(string what, IDiagnosticSink diagnostics, CancellationToken token)
    {
        diagnostics.Write(new DiagnosticEvent(DiagnosticLevel.Created, what));
        if (WarningAfterCreation is { } warning)
        {
            diagnostics.Write(new DiagnosticEvent(DiagnosticLevel.Warning, warning));
        }

        if (Hanging.Contains("AfterCreation"))
        {
            await Task.Delay(Timeout.Infinite, token).ConfigureAwait(false);
        }

        if (Failures.TryGetValue("AfterCreation", out var failure))
        {
            throw failure;
        }
    }

    internal Page<T> PageOf<T>(IReadOnlyList<T> all, PageCursor? cursor)
    {
        var start = (cursor as Offset)?.Value ?? 0;
        var items = all.Skip(start).Take(PageSize).ToList();
        return new Page<T>(items, start + items.Count < all.Count ? new Offset(start + items.Count) : null);
    }

    private sealed class Offset(int value) : PageCursor
    {
        public int Value => value;
    }
}

internal sealed class FakeDefinition(Pipeline definition, IReadOnlyList<Finding> warnings) : CheckedDefinition(definition, warnings);

internal sealed partial class FakeSession(FakeEngine engine, string region, IDiagnosticSink diagnostics)
    : IEngineSession, IConnectionService, IPipelineService, IPipelineExecutionService, ITagService, IConnectionWaiter, IPipelineWizard, IServiceRoleService
{
    public string Region => region;

    public IConnectionService Connections => this;

    public IPipelineService Pipelines => this;

    public IPipelineExecutionService Executions => this;

    public ITagService Tags => this;

    public IPipelineWizard Wizard => this;

    public IServiceRoleService Roles => this;

    public async Task<Connection> CreateAsync(ConnectionRequest request, CancellationToken cancellationToken)
    {
        await engine.CallAsync("CreateConnection", diagnostics, cancellationToken, request.ConnectionName);
        var created = FakeEngine.Connection(request.ConnectionName, "PENDING", region, request.ConnectionName + engine.Connections.Count);
        engine.Connections.Add(created);
        await engine.CreatedAsync(created.ConnectionArn, diagnostics, cancellationToken);
        return created;
    }

    public async Task<Connection> GetAsync(string connectionArn, CancellationToken cancellationToken)
    {
        await engine.CallAsync("GetConnection", diagnostics, cancellationToken, connectionArn);
        return engine.Connections.FirstOrDefault(c => c.ConnectionArn == connectionArn) ?? throw NotFound("GetConnection", "ResourceNotFoundException");
    }

    public async Task<Page<Connection>> ListAsync(ConnectionQuery query, PageCursor? cursor, CancellationToken cancellationToken)
    {
        await engine.CallAsync(query.RequireComplete ? "ListAllConnections" : "ListConnections", diagnostics, cancellationToken);
        return engine.PageOf(engine.Connections, cursor);
    }

    async Task IConnectionService.DeleteAsync(string connectionArn, CancellationToken cancellationToken)
    {
        await engine.CallAsync("DeleteConnection", diagnostics, cancellationToken, connectionArn);
        engine.Connections.RemoveAll(c => c.ConnectionArn == connectionArn);
    }

    public IConnectionWaiter CreateWaiter(IReadOnlyList<string> connectionArns, WaitOptions options)
    {
        engine.Calls.Enqueue($"CreateWaiter {connectionArns.Count} {options.Timeout.TotalSeconds} {options.PollInterval.TotalSeconds}");
        return this;
    }

    public async Task<ConnectionPoll> PollAsync(CancellationToken cancellationToken)
    {
        await engine.CallAsync("Poll", diagnostics, cancellationToken);
        return engine.Polls.Count > 0 ? engine.Polls.Dequeue()() : new ConnectionPoll { Available = engine.Connections, IsCompleted = true };
    }

    public CheckedDefinition Build(PipelineRequest request)
    {
        engine.Calls.Enqueue("Build");
        engine.Requests.Add(request);
        return request.Branch is { Length: > 0 }
            ? Check(FakeEngine.Pipeline(request.Name, request.ConnectionArn!, request.Repository!, request.RoleArn))
            : throw ServiceException.FromFindings([new Finding("BranchMissing", "No branch is given.")]);
    }

    public CheckedDefinition Check(Pipeline definition) => engine.Findings.Where(finding => !finding.IsWarning).ToList() is { Count: > 0 } errors
        ? throw ServiceException.FromFindings(errors)
        : new FakeDefinition(definition, engine.Findings);

    public async Task<Pipeline> GetAsync(string name, int? version, CancellationToken cancellationToken)
    {
        await engine.CallAsync("GetPipeline", diagnostics, cancellationToken, name);
        return engine.Pipelines.FirstOrDefault(p => p.Name == name) ?? throw NotFound("GetPipeline", "PipelineNotFoundException");
    }

    public async Task<Page<PipelineSummary>> ListAsync(PageCursor? cursor, CancellationToken cancellationToken)
    {
        await engine.CallAsync("ListPipelines", diagnostics, cancellationToken);
        return engine.PageOf(engine.Pipelines.ConvertAll(p => new PipelineSummary { Name = p.Name }), cursor);
    }

    async Task IPipelineService.DeleteAsync(string name, CancellationToken cancellationToken)
    {
        await engine.CallAsync("DeletePipeline", diagnostics, cancellationToken, name);
        engine.Pipelines.RemoveAll(p => p.Name == name);
    }

    public async Task<IReadOnlyList<Tag>> ListAsync(string resourceArn, CancellationToken cancellationToken)
    {
        await engine.CallAsync("ListTags", diagnostics, cancellationToken, resourceArn);
        return engine.Tags.TryGetValue(resourceArn, out var tags)
            ? tags.Select(t => new Tag { ResourceArn = resourceArn, Key = t.Key, Value = t.Value, Region = region }).ToList()
            : [];
    }

    public async Task AddAsync(string resourceArn, IReadOnlyDictionary<string, string> tags, CancellationToken cancellationToken)
    {
        await engine.CallAsync("AddTags", diagnostics, cancellationToken, resourceArn);
        engine.Tags[resourceArn] = tags.ToDictionary(t => t.Key, t => t.Value);
    }

    public Task RemoveAsync(string resourceArn, IReadOnlyList<string> tagKeys, CancellationToken cancellationToken) =>
        engine.CallAsync("RemoveTags", diagnostics, cancellationToken, resourceArn);

    public async Task<PipelineCreation> CreateAsync(CheckedDefinition definition, PipelineCreateOptions options, CancellationToken cancellationToken)
    {
        engine.Options.Add(options);
        var created = definition.Definition;
        await engine.CallAsync("CreatePipeline", diagnostics, cancellationToken, created.Name);
        engine.Pipelines.Add(created);
        await engine.CreatedAsync("the pipeline " + created.Name, diagnostics, cancellationToken);
        return new PipelineCreation { Pipeline = created, IsExisting = engine.IsExisting, Created = ["role r", "bucket b"] };
    }

    public async Task<IReadOnlyList<string>> ReviewAsync(CheckedDefinition definition, PipelineCreateOptions options, CancellationToken cancellationToken)
    {
        engine.Options.Add(options);
        await engine.CallAsync("Review", diagnostics, cancellationToken, definition.Definition.Name);
        return ["Pipeline " + definition.Definition.Name, "New service role"];
    }

    public async Task<PipelineExecution> RunSourceAgainAsync(string pipelineName, CancellationToken cancellationToken)
    {
        await engine.CallAsync("RunSourceAgain", diagnostics, cancellationToken, pipelineName);
        return new PipelineExecution { PipelineName = pipelineName, PipelineExecutionId = "again", Region = region };
    }

    public Pipeline ReadJson(string json)
    {
        engine.Calls.Enqueue("ReadJson " + json);
        return FakeEngine.Pipeline("from-file", engine.Connections[0].ConnectionArn);
    }

    public string NameOf(string pipelineName) => $"AWSCodePipelineServiceRole-{region}-{pipelineName}";

    public string PolicyNameOf(string pipelineName) => $"BitbucketConnections-{region}-{pipelineName}-12345678";

    public async Task<IReadOnlyList<string>> ReviewAsync(ServiceRoleRequest request, CancellationToken cancellationToken)
    {
        engine.RoleRequests.Add(request);
        await engine.CallAsync("ReviewRole", diagnostics, cancellationToken, request.RoleName);
        return ["Service role: " + request.RoleName];
    }

    public Task RemovePolicyAsync(Pipeline pipeline, CancellationToken cancellationToken) => engine.CallAsync("RemovePolicy", diagnostics, cancellationToken, pipeline.Name);

    public string BuildPolicy(ServiceRolePolicyRequest request)
    {
        engine.RoleRequests.Add(request);
        return "{}";
    }

    public async Task<ServiceRole> EnsureAsync(ServiceRoleRequest request, CancellationToken cancellationToken)
    {
        engine.RoleRequests.Add(request);
        await engine.CallAsync("EnsureRole", diagnostics, cancellationToken, request.RoleName);
        await engine.CreatedAsync(Role(request.RoleName).RoleArn, diagnostics, cancellationToken);
        return Role(request.RoleName);
    }

    public async Task<ServiceRole> GrantConnectionAsync(
        string roleName, IReadOnlyList<string> connectionArns, string? restrictToRepository, CancellationToken cancellationToken)
    {
        await engine.CallAsync("GrantConnection", diagnostics, cancellationToken, $"{roleName} {string.Join(",", connectionArns)} {restrictToRepository}".TrimEnd());
        await engine.CreatedAsync($"the policy P of {roleName}", diagnostics, cancellationToken);
        return Role(roleName);
    }

    private static ServiceRole Role(string name) => new() { RoleName = name, RoleArn = "arn:aws:iam::123456789012:role/service-role/" + name };

    private static ServiceException NotFound(string operation, string code) => new(ServiceErrorKind.Service, operation + " failed: not there")
    {
        ErrorCode = code, RequestId = "r-1", Operation = operation,
    };
}
