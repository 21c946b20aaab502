using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Tests;

/// <summary>A fake engine with connections and pipelines in memory. It records every call, and any call can fail or hang.</summary>
internal sealed class FakeEngine : IEngine
{
    private readonly object _called = new();

    public ConcurrentQueue<string> Calls { get; } = new();

    public List<SessionSettings> Settings { get; } = [];

    public List<Connection> Connections { get; } = [];

    /// <summary>Gets the ARNs of connections to wait for.</summary>
    public List<string> Awaited { get; } = [];

    /// <summary>Gets the alternatives of the lists of connections.</summary>
    public List<string> Alternatives { get; } = [];

    /// <summary>Gets or sets the account of the credentials.</summary>
    public string? AccountId { get; set; } = "123456789012";

    public List<Pipeline> Pipelines { get; } = [];

    public List<ReviewerAssociation> Associations { get; } = [];

    public List<StageRollbackTargets> RollbackTargets { get; } = [];

    public List<string> BuildProjects { get; } = [];

    public List<ListedBucket> Buckets { get; } = [];

    public List<ListedKey> Keys { get; } = [];

    public List<ServiceRole> Roles { get; } = [];

    /// <summary>Gets the requests for associations: creations and lists.</summary>
    public List<object> ReviewRequests { get; } = [];

    /// <summary>Gets the executions by id. Any other id returns a default execution.</summary>
    public List<PipelineExecution> Runs { get; } = [];

    /// <summary>Gets the parts of logs, in the order in which they are read. Without one, each query has a log of one line.</summary>
    public Queue<PipelineLogPart> LogParts { get; } = new();

    public Dictionary<string, Dictionary<string, string>> Tags { get; } = [];

    /// <summary>Gets the options with which pipelines were created.</summary>
    public List<PipelineCreateOptions> Options { get; } = [];

    /// <summary>Gets the requests from which pipelines were built.</summary>
    public List<PipelineRequest> Requests { get; } = [];

    /// <summary>Gets the changes of copied definitions.</summary>
    public List<PipelineCopyRequest> Copies { get; } = [];

    /// <summary>Gets the findings for every definition.</summary>
    public List<Finding> Findings { get; } = [];

    /// <summary>Gets the requests for policies and roles.</summary>
    public List<object> RoleRequests { get; } = [];

    /// <summary>Gets or sets whether a creation uses an existing pipeline.</summary>
    public bool IsExisting { get; set; }

    /// <summary>Gets or sets the name of the pipeline that a definition file has.</summary>
    public string NameInFile { get; set; } = "from-file";

    /// <summary>Gets or sets how many lists of executions are empty, as directly after a creation.</summary>
    public int EmptyRunLists { get; set; }

    /// <summary>Gets the limits of the work in parallel.</summary>
    public List<int> Limits { get; } = [];

    /// <summary>Gets or sets the number of items in a page.</summary>
    public int PageSize { get; set; } = 100;

    /// <summary>Gets the failures by operation, such as ListConnections, or by operation and target, such as "Plan demo".</summary>
    public Dictionary<string, ServiceException> Failures { get; } = [];

    /// <summary>Gets or sets the plan of a repair; null for nothing to do.</summary>
    public PipelineRepair? Repair { get; set; }

    /// <summary>Gets or sets the status of all check results.</summary>
    public CheckStatus CheckStatus { get; set; }

    /// <summary>Gets or sets what refuses an operation; null refuses none.</summary>
    public Func<string, ServiceException?>? Refuse { get; set; }

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
        if (Failures.TryGetValue("Open", out var failure) || Failures.TryGetValue("Open " + settings.ProfileName, out failure))
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
        ConsoleUrl = $"https://{region}.console.aws.amazon.com/x/{name}",
        NextStep = status == "PENDING" ? $"Open https://{region}.console.aws.amazon.com/x/{name}, complete it. Then: Wait-BitbucketConnection" : null,
    };

    public static ReviewerAssociation Association(string repository, string state = "Associated", string region = "us-east-1", string? id = null, string connectionArn = "arn:aws:codestar-connections:us-east-1:123456789012:connection/c")
    {
        var number = id ?? $"{Math.Abs(repository.Aggregate(17, (hash, c) => (hash * 31) + c)) % 1_000_000:D12}";
        return new ReviewerAssociation
        {
            AssociationArn = $"arn:aws:codeguru-reviewer:{region}:123456789012:association:00000000-0000-4000-8000-{number}",
            Owner = repository.Split('/')[0],
            Name = repository.Split('/')[1],
            ConnectionArn = connectionArn,
            ProviderType = "Bitbucket",
            State = state,
            Region = region,
        };
    }

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

    /// <summary>Blocks until an operation is called.</summary>
    /// <param name="call">The operation, and its target if that matters.</param>
    public void WaitForCall(string call)
    {
        lock (_called)
        {
            while (!Calls.Any(made => made.StartsWith(call, StringComparison.Ordinal)))
            {
                Assert.True(Monitor.Wait(_called, Eventually.HangLimit), $"'{call}' was not called.");
            }
        }
    }

    /// <summary>Uses the lists of the fake on one thread at a time, because cmdlets process inputs in parallel.</summary>
    internal void Locked(Action use)
    {
        lock (_called)
        {
            use();
        }
    }

    internal async Task CallAsync(string operation, IDiagnosticSink diagnostics, CancellationToken token, string? target = null)
    {
        Calls.Enqueue(target is null ? operation : operation + " " + target);
        diagnostics.Write(new DiagnosticEvent(DiagnosticLevel.Verbose, operation));
        diagnostics.Write(new DiagnosticEvent(DiagnosticLevel.Debug, "body of " + operation));
        lock (_called)
        {
            Monitor.PulseAll(_called);
        }

        if (Deaf.TryGetValue(operation, out var end) || Deaf.TryGetValue($"{operation} {target}", out end))
        {
            await end.ConfigureAwait(false);
        }

        if (Hanging.Contains(operation))
        {
            await Never.EndsAsync(token).ConfigureAwait(false);
        }

        token.ThrowIfCancellationRequested();
        if (Refuse?.Invoke(operation) is { } refusal)
        {
            throw refusal;
        }

        if (Failures.TryGetValue(operation, out var failure) || Failures.TryGetValue($"{operation} {target}", out failure))
        {
            throw failure;
        }
    }

    /// <summary>Gets or sets the wait that a creation reports. The creation then waits for <see cref="EndOfWait"/>.</summary>
    public DiagnosticEvent? WaitOfCreation { get; set; }

    public TaskCompletionSource EndOfWait { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Reports that something was created, and then warns, hangs or fails as the test requires.</summary>
    internal async Task CreatedAsync(string what, IDiagnosticSink diagnostics, CancellationToken token)
    {
        if (WaitOfCreation is { } wait)
        {
            diagnostics.Write(wait);
            await EndOfWait.Task.ConfigureAwait(false);
        }

        diagnostics.Write(new DiagnosticEvent(DiagnosticLevel.Created, what));
        if (WarningAfterCreation is { } warning)
        {
            diagnostics.Write(new DiagnosticEvent(DiagnosticLevel.Warning, warning));
        }

        if (Hanging.Contains("AfterCreation"))
        {
            await Never.EndsAsync(token).ConfigureAwait(false);
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

    /// <summary>Gets the requested changes.</summary>
    public List<PipelineChanges> Changes { get; } = [];

    /// <summary>Gets or sets the differences of a change.</summary>
    public IReadOnlyList<DefinitionDifference> Differences { get; set; } = [new DefinitionDifference { Path = "Stages['Source'].Actions['Source'].Configuration['BranchName']", Existing = "main", Requested = "develop" }];

    /// <summary>Gets or sets the role changes of a change.</summary>
    public IReadOnlyList<string> RoleChanges { get; set; } = [];

    /// <summary>Gets the warnings of a change.</summary>
    public List<string> EditWarnings { get; } = [];

    /// <summary>Gets the warnings of the check of roles.</summary>
    public List<string> RoleWarnings { get; } = [];

    /// <summary>Gets or sets the role that an interrupted removal of any pipeline left.</summary>
    public string? LeftRole { get; set; }

    /// <summary>Gets the warnings of roles that other pipelines use.</summary>
    public List<string> RolesInUse { get; } = [];

    /// <summary>Gets the executions in progress for the next plans and idle polls, one entry for each; empty after the last.</summary>
    public Queue<string[]> Busy { get; } = new();

    /// <summary>Gets or sets what another user does during a wait for an idle pipeline.</summary>
    public Action? DuringIdleWait { get; set; }

    /// <summary>Gets or sets the failure of a poll for an idle pipeline.</summary>
    public ServiceException? IdleFailure { get; set; }

    internal string[] NextBusy() => Busy.Count > 0 ? Busy.Dequeue() : [];

    /// <summary>Gets the requests of execution calls.</summary>
    public List<object> RunRequests { get; } = [];

    /// <summary>Gets the waiting approvals.</summary>
    public List<FakeApproval> Approvals { get; } = [];

    /// <summary>Gets the stages of every pipeline; if it is empty, a default list is used.</summary>
    public List<StageState> Stages { get; } = [];

    /// <summary>Gets the actions of every execution.</summary>
    public List<ActionExecution> Actions { get; } = [];

    /// <summary>Gets the rule executions of every pipeline.</summary>
    public List<RuleExecution> Rules { get; } = [];

    /// <summary>Gets the results of execution polls, one entry for each poll. After the last, all executions succeed.</summary>
    public Queue<Func<IReadOnlyList<ExecutionKey>, ExecutionPoll>> ExecutionPolls { get; } = new();

    public static PipelineExecution Execution(string pipeline, string id, string status = "InProgress", string region = "us-east-1") =>
        new() { PipelineName = pipeline, PipelineExecutionId = id, Status = status, Region = region, ConsoleUrl = "https://console.example/" + id };

    /// <summary>An approval of a test.</summary>
    internal sealed class FakeApproval : PendingApproval;

    /// <summary>Gets the Regions that a search cannot cover, with the reasons.</summary>
    public Dictionary<string, UnsearchedReason> Unsearched { get; } = [];

    /// <summary>Gets the searches.</summary>
    public List<ConnectionUsageQuery> Searches { get; } = [];

    /// <summary>Gets the number of ended searches.</summary>
    public int EndedSearches { get; internal set; }

    internal static ServiceException NotFound(string operation, string code) => new(ServiceErrorKind.Service, operation + " failed: not there")
    {
        ErrorCode = code, RequestId = "r-1", Operation = operation,
    };
}
