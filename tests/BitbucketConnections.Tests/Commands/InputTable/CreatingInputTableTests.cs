using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using BitbucketConnections.Hosting;

namespace BitbucketConnections.Tests;

/// <summary>
/// The rule of input for the cmdlets that create or describe something: they take what it consists of in each form, and what is missing, empty, in another
/// case, a pattern or another noun has the same result in all of them.
/// </summary>
[Collection("shell")]
public sealed class CreatingInputTableTests : IDisposable
{
    private static readonly Dictionary<string, string> s_awsNames = new()
    {
        ["Name"] = "PipelineName", ["Repository"] = "FullRepositoryId", ["Branch"] = "BranchName", ["Tag"] = "Tags", ["EncryptionKeyId"] = "KmsKeyId",
    };

    // The other values of each cmdlet, and the arguments that no row can have.
    private static readonly Dictionary<string, (Dictionary<string, object?> Columns, string Always)> s_withConnection = new()
    {
        ["New-BitbucketPipeline"] = (new() { ["Name"] = "p", ["Repository"] = "ws/repo", ["Branch"] = "main", ["ExecutionMode"] = "queued", ["BuildProject"] = "build" }, string.Empty),
        ["New-BitbucketReviewerAssociation"] = (new() { ["Repository"] = "ws/repo", ["KmsKeyId"] = "k" }, string.Empty),
        ["New-BitbucketServiceRole"] = (new() { ["PipelineName"] = "p", ["ArtifactBucket"] = "bucket", ["EncryptionKeyId"] = "k" }, string.Empty),
        ["Get-BitbucketServiceRolePolicy"] = (new() { ["PipelineName"] = "p", ["ArtifactBucket"] = "bucket", ["BuildProject"] = "build" }, string.Empty),
        ["Grant-BitbucketConnectionAccess"] = (new() { ["RoleName"] = "r", ["RestrictToRepository"] = "ws/repo" }, string.Empty),
        ["Set-BitbucketSandboxFault"] = (new() { ["ConnectionStatus"] = "ERROR" }, "-ConnectionStatus ERROR"),
    };

    // Each cmdlet for a pipeline or definition, with its other arguments.
    private static readonly Dictionary<string, string> s_withPipeline = new()
    {
        ["New-BitbucketPipeline"] = "-Name copy",
        ["New-BitbucketServiceRole"] = string.Empty,
        ["Get-BitbucketServiceRolePolicy"] = string.Empty,
        ["Test-BitbucketPipelineTrigger"] = "-Branch main",
        ["Invoke-BitbucketSandboxPush"] = string.Empty,
    };

    // What a cmdlet accepts besides the objects of its own row.
    private static readonly Dictionary<string, (string[] Accepted, string Arguments, string Refusal)> s_nouns = new()
    {
        ["New-BitbucketConnection"] = (["Connection"], string.Empty, "UnexpectedInputObject"),
        ["New-BitbucketPipeline"] = (["Connection", "Pipeline", "FileInfo"], "-Name p -Repository ws/repo -Branch main", "UnexpectedInputObject"),
        ["New-BitbucketReviewerAssociation"] = (["Connection"], "-Repository ws/repo", "UnexpectedInputObject"),
        ["New-BitbucketServiceRole"] = (["Connection", "Pipeline"], "-PipelineName p -ArtifactBucket bucket", "UnexpectedInputObject"),
        ["Get-BitbucketServiceRolePolicy"] = (["Connection", "Pipeline"], "-ArtifactBucket bucket", "UnexpectedInputObject"),
        ["Grant-BitbucketConnectionAccess"] = (["Connection"], "-RoleName r", "UnexpectedInputObject"),
        ["Set-BitbucketSandboxFault"] = (["Connection"], "-ConnectionStatus ERROR", "UnexpectedInputObject"),
        ["Invoke-BitbucketSandboxPush"] = (["Pipeline"], "-Branch main", "UnexpectedInputObject"),
        ["Test-BitbucketPipelineTrigger"] = (["Pipeline", "ConnectionUsage", "PipelineExecution", "StageState", "ActionExecution", "RuleExecution"], "-Branch main", "NotAPipeline"),
    };

    private readonly Shell _shell = new();
    private readonly FakeSandboxHost _host = new();

    public CreatingInputTableTests()
    {
        EngineHost.SandboxOverride = _host;
        SandboxSession.Start(new SandboxOptions());
    }

    public static TheoryData<string> WithConnection => [.. s_withConnection.Keys];

    public static TheoryData<string> WithPipeline => [.. s_withPipeline.Keys];

    public static TheoryData<string> Nouns => [.. s_nouns.Keys];

    /// <summary>Gets the cmdlets of this table, which the table of existing resources does not have.</summary>
    public static IReadOnlyCollection<string> Cmdlets => s_nouns.Keys;

    private FakeEngine Engine => _shell.Engine;

    private FakeSandbox Sandbox => _host.Sandbox!;

    public void Dispose()
    {
        SandboxSession.Stop();
        EngineHost.SandboxOverride = null;
        _shell.Dispose();
    }

    [Theory]
    [MemberData(nameof(WithConnection))]
    public void A_cmdlet_takes_a_connection_in_every_form(string cmdlet)
    {
        var (columns, always) = s_withConnection[cmdlet];
        var forms = CreatingForm.All(columns, s_awsNames, isAny: always.Length == 0);
        var arguments = string.Join(" ", columns.Select(column => $"-{column.Key} {column.Value}"));
        string Created(string arn) => Outcome(Run($"{cmdlet} -ConnectionArn $value {arguments}", arn));
        var expected = Created(Arn("web"));
        Assert.DoesNotContain("error", expected, StringComparison.Ordinal);
        Assert.Contains(Arn("web"), expected, StringComparison.Ordinal);

        var wrong = new List<string>();
        var cells = 0;
        foreach (var form in forms)
        {
            foreach (var state in Enum.GetValues<Given>().Where(state => !form.IsObject || state is Given.Found or Given.NotFound or Given.WrongCase))
            {
                cells++;
                var result = Run(string.Format(null, form.Script, cmdlet, arguments, always), form.Make(Text(form, state)));
                var outcome = Outcome(result);
                var isRight = state switch
                {
                    // Only AWS knows whether an ARN exists, and only the sandbox the names of its connections.
                    Given.Found or Given.NotFound or Given.WrongCase or Given.Wildcard when (form.HasArn && state != Given.Found) || cmdlet == "Set-BitbucketSandboxFault" =>
                        outcome == expected.Replace(Arn("web"), Text(form, state), StringComparison.Ordinal) || outcome == "error InvalidConnectionArn",
                    Given.Found => outcome == expected,
                    Given.WrongCase => outcome == "error ObjectNotFound" && result.Errors[0].Exception.Message.Contains("'web'", StringComparison.Ordinal),
                    Given.NotFound or Given.Wildcard => outcome == "error ObjectNotFound",
                    _ => IsRefused(result),
                };
                if (!isRight)
                {
                    wrong.Add($"{form.Label} {cmdlet}, {state}: {outcome} | {string.Join(" | ", result.Errors.Select(error => error.Exception.Message))}{result.Thrown?.Message}");
                }
            }
        }

        Report($"{cmdlet} takes a connection in {forms.Count} forms and {Enum.GetValues<Given>().Length} states, {cells} cells.");
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {cells} cells, expected {expected}:\n{string.Join('\n', wrong)}");
    }

    [Theory]
    [MemberData(nameof(WithPipeline))]
    public void A_cmdlet_takes_a_pipeline_in_every_form(string cmdlet)
    {
        var arguments = s_withPipeline[cmdlet];
        var (forms, cells, wrong) = (PipelineForms().ToList(), 0, new List<string>());
        var expected = Outcome(Run($"$value | {cmdlet} {arguments}", Pipeline()));
        Assert.DoesNotContain("error", expected, StringComparison.Ordinal);
        foreach (var (label, script, make) in forms)
        {
            foreach (var (state, pipeline) in new[] { ("whole", Pipeline()), ("null in a list", Pipeline() with { Stages = [Pipeline().Stages[0], null!] }), ("without stages", Pipeline() with { Stages = [] }) })
            {
                cells++;
                var result = Run(script.Replace("{0}", cmdlet).Replace("{1}", arguments), make(pipeline));
                var outcome = Outcome(result);
                var isRight = state switch
                {
                    "whole" => outcome == expected,
                    "null in a list" => outcome == "error PipelineObjectInvalid",
                    _ => outcome == expected ? cmdlet is "New-BitbucketPipeline" or "Test-BitbucketPipelineTrigger" : outcome.StartsWith("error ", StringComparison.Ordinal) && !outcome.Contains(';', StringComparison.Ordinal),
                };
                if (!isRight)
                {
                    wrong.Add($"{label} {cmdlet}, {state}: {outcome} | {string.Join(" | ", result.Errors.Select(error => error.Exception.Message))}{result.Thrown?.Message}");
                }
            }
        }

        Report($"{cmdlet} takes a pipeline in {forms.Count} forms and 3 states, {cells} cells.");
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {cells} cells, expected {expected}:\n{string.Join('\n', wrong)}");
    }

    [Theory]
    [InlineData("text", "$value", "ParameterArgumentValidationError")]
    [InlineData("row Name", "[pscustomobject]@{ Name = $value }", "RequiredValueMissing")]
    [InlineData("row ConnectionName", "[pscustomobject]@{ ConnectionName = $value }", "RequiredValueMissing")]
    [InlineData("CSV row", "[pscustomobject]@{ Name = $value; Tag = ''; Region = ''; Owner = 'me' }", "RequiredValueMissing")]
    [InlineData("hashtable Name", "@{ Name = $value }", "InvalidInputValue")]
    [InlineData("hashtable connectionname", "@{ connectionname = $value }", "InvalidInputValue")]
    public void A_new_connection_takes_its_name_in_every_form(string label, string input, string ofNull)
    {
        Assert.Equal("CreateConnection web", Outcome(Run($"{input} | New-BitbucketConnection", "web", isEmpty: true)));
        Assert.Equal(["ConnectionNameInUse"], Run($"{input} | New-BitbucketConnection", "web").Ids);
        Assert.Equal("error " + ofNull, Outcome(Run($"{input} | New-BitbucketConnection", null)));
        Assert.True(IsRefused(Run($"{input} | New-BitbucketConnection", string.Empty)) && IsRefused(Run($"{input} | New-BitbucketConnection", " ")));
        Report($"New-BitbucketConnection takes a name as {label} in 5 states, 5 cells.");
    }

    [Theory]
    [MemberData(nameof(Nouns))]
    public void A_cmdlet_refuses_every_other_noun(string cmdlet)
    {
        var (accepted, arguments, refusal) = s_nouns[cmdlet];
        var (cells, wrong) = (0, new List<string>());
        foreach (var (label, value) in Others().SelectMany(other => Copies(other.Label, other.Value)))
        {
            cells++;
            var isAccepted = accepted.Contains(label.Split(' ')[^1]);
            var result = Run($"$value | {cmdlet} {(label.EndsWith(" Pipeline", StringComparison.Ordinal) || label == "Pipeline" ? s_withPipeline.GetValueOrDefault(cmdlet, arguments) : arguments)}", value);
            var outcome = Outcome(result);
            if (isAccepted ? outcome.Contains("error " + refusal, StringComparison.Ordinal) || outcome.Length == 0 : outcome != "error " + refusal)
            {
                wrong.Add($"{label} | {cmdlet}: {outcome} | {string.Join(" | ", result.Errors.Select(error => error.Exception.Message))}");
            }
        }

        Report($"{cmdlet} takes {accepted.Length} nouns and refuses the others, {cells} cells.");
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {cells} cells:\n{string.Join('\n', wrong)}");
    }

    private static string Arn(string name) => $"arn:aws:codestar-connections:us-east-1:123456789012:connection/{name}";

    private static Pipeline Pipeline() => FakeEngine.Pipeline("demo", Arn("web"), role: null) with
    {
        ArtifactStore = new ArtifactStore { Location = "bucket" },
        Tags = new Dictionary<string, string> { ["team"] = "web" },
        Triggers = [new PipelineTrigger { SourceActionName = "Source", Push = [new TriggerPushFilter { Branches = new TriggerPatterns { Includes = ["main"] } }] }],
    };

    private static string? Text(CreatingForm form, Given state) => state switch
    {
        Given.Null => null,
        Given.Empty => string.Empty,
        Given.Blank => " ",
        Given.Found => form.HasArn ? Arn("web") : "web",
        Given.NotFound => form.HasArn ? Arn("ghost") : "ghost",
        Given.WrongCase => form.HasArn ? Arn("WEB") : "WEB",
        _ => form.HasArn ? Arn("we*") : "we*",
    };

    private static IEnumerable<(string Label, string Script, Func<Pipeline, object> Make)> PipelineForms()
    {
        object Job(Pipeline pipeline) => PSSerializer.Deserialize(PSSerializer.Serialize(pipeline, 10));
        return
        [
            ("object | ", "$value | {0} {1}", pipeline => pipeline),
            ("-InputObject object", "{0} -InputObject $value {1}", pipeline => pipeline),
            ("object of a job | ", "$value | {0} {1}", Job),
            ("-InputObject object of a job", "{0} -InputObject $value {1}", Job),
            ("Select-Object | ", "$value | {0} {1}", pipeline => InputForm.Shallow(pipeline, "Selected.")),
            ("ConvertTo-Json, ConvertFrom-Json | ", "$value | {0} {1}", pipeline => JsonCopy.Of(pipeline)),
            ("ConvertFrom-Json -AsHashtable | ", "$value | {0} {1}", pipeline => JsonCopy.Of(pipeline, asHashtable: true)),
            ("answer of the AWS CLI | ", "$value | {0} {1}", pipeline => JsonCopy.Of(new { pipeline = pipeline with { Tags = null }, tags = new[] { new { key = "team", value = "web" } }, metadata = new { created = 1 } })),
        ];
    }

    private static IEnumerable<(string Label, object Value)> Others() =>
    [
        ("Connection", FakeEngine.Connection("web")),
        ("ConnectionUsage", new ConnectionUsage { ConnectionArn = Arn("web"), PipelineName = "demo", ActionName = "Source", Region = "us-east-1" }),
        ("Pipeline", Pipeline()),
        ("PipelineExecution", FakeEngine.Execution("demo", "e1")),
        ("StageState", new StageState { PipelineName = "demo", StageName = "Build", PipelineExecutionId = "e1", Region = "us-east-1" }),
        ("ActionExecution", new ActionExecution { PipelineName = "demo", PipelineExecutionId = "e1", StageName = "Build", ActionName = "ok", Region = "us-east-1" }),
        ("RuleExecution", new RuleExecution { PipelineName = "demo", PipelineExecutionId = "e1", StageName = "Build", RuleName = "r", Region = "us-east-1" }),
        ("ReviewerAssociation", FakeEngine.Association("ws/web")),
        ("Tag", new Tag { ResourceArn = Arn("web"), Key = "of", Value = "web", Region = "us-east-1" }),
        ("ServiceRole", new ServiceRole { RoleName = "r", RoleArn = "arn:aws:iam::123456789012:role/r" }),
        ("FileInfo", new System.IO.FileInfo("web")),
        ("Version", new Version(1, 0)),
        ("Boolean", true),
        ("emptyrow", new PSObject()),
        ("otherrow", new PSObject { Properties = { new PSNoteProperty("Id", "web"), new PSNoteProperty("Path", "web") } }),
    ];

    // A role has no mark in its members, so its JSON is a row.
    private static IEnumerable<(string Form, object Value)> Copies(string label, object value) => value.GetType().Assembly == typeof(Connection).Assembly
        ? [(label, value), ("job's " + label, PSSerializer.Deserialize(PSSerializer.Serialize(value, 10))), .. label == "ServiceRole" ? [] : new[] { ("JSON of " + label, InputForm.Shallow(value)) }]
        : [(label, value)];

    // No value is an error of PowerShell for an argument, and of the module for a row. Nothing is done.
    private static bool IsRefused(Shell.Result result) => result.Output.Count == 0
        && (result.ThrownId ?? result.Ids.SingleOrDefault()) is "ParameterArgumentValidationError" or "ParameterArgumentValidationErrorNullNotAllowed"
            or "ParameterBindingFailed" or "RequiredValueMissing" or "ConnectionMissing" or "InvalidInputValue";

    private static void Report(string line) => TestContext.Current.TestOutputHelper!.WriteLine("Input table: " + line);

    // What the cmdlet did: its errors, and what it would create.
    private string Outcome(Shell.Result result) => string.Join("; ", (IEnumerable<string>)
    [
        .. result.Ids.Select(id => "error " + id),
        .. result.ThrownId is { } thrown ? ["error " + thrown] : Array.Empty<string>(),
        .. Engine.Requests.Select(request => $"build {request.Name} {request.ConnectionArn} {request.Repository} {request.Branch} {request.ExecutionMode?.ToUpperInvariant()} {request.BuildProject} {request.RoleArn}"),
        .. Engine.Copies.Select(copy => $"copy {copy.Name} {copy.ConnectionArn}"),
        .. Engine.ReviewRequests.OfType<ReviewerAssociationRequest>().Select(request => $"associate {request.FullRepositoryId} {request.ConnectionArn} {request.KmsKeyId}"),
        .. Engine.RoleRequests.OfType<ServiceRoleRequest>().Select(request => "role " + Describe(request.Definition)),
        .. Engine.RoleRequests.OfType<ServiceRolePolicyRequest>().Select(request => "policy " + Describe(request.Definition)),
        .. Sandbox.Statuses.Select(status => $"{status.Connection} {status.Status}"),
        .. Sandbox.Pushes.Select(push => $"push {push.Event.FullRepositoryId} {push.Event.Branch}"),
        .. result.Output.Select(output => output.BaseObject).OfType<TriggerDecision>().Select(decision => $"decision {decision.PipelineName} {decision.Starts} {decision.Reason}"),
        .. Engine.Calls.Where(call => call.Split(' ')[0] is "CreateConnection" or "CreatePipeline" or "GrantConnection"),
        .. Engine.Pipelines.Skip(1).Select(created => string.Join(",", (created.Tags ?? new Dictionary<string, string>()).Select(tag => $"{tag.Key}={tag.Value}"))).Where(tags => tags.Length > 0),
    ]);

    private static string Describe(Pipeline definition) => string.Join(
        " ", definition.Name, definition.ConnectionArn, definition.ArtifactStore?.Location, definition.ArtifactStore?.EncryptionKey?.Id, string.Join(",", definition.Stages.Select(stage => stage.Name)));

    private Shell.Result Run(string script, object? value, bool isEmpty = false)
    {
        Engine.Connections.Clear();
        Engine.Pipelines.Clear();
        Engine.Associations.Clear();
        if (!isEmpty)
        {
            Engine.Connections.AddRange([FakeEngine.Connection("web"), FakeEngine.Connection("api")]);
        }

        Engine.Pipelines.Add(Pipeline());
        Engine.Requests.Clear();
        Engine.Copies.Clear();
        Engine.ReviewRequests.Clear();
        Engine.RoleRequests.Clear();
        Engine.Calls.Clear();
        Sandbox.Statuses.Clear();
        Sandbox.Pushes.Clear();
        return _shell.Run(script, ("value", value));
    }
}
