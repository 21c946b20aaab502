using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace BitbucketConnections.Tests;

/// <summary>
/// One rule of input for every noun: each cmdlet for an existing resource takes it in each form, and what is missing, empty, in another case, a pattern or
/// another noun has the same result in all of them.
/// </summary>
[Collection("shell")]
public sealed class ExistingInputTableTests : IDisposable
{
    // What a cmdlet reads only to find the resource.
    private static readonly string[] s_lookUps =
    [
        "ListConnections", "ListAllConnections", "GetConnection", "ListPipelines", "GetPipeline", "ListRepositoryAssociations", "ListAllRepositoryAssociations",
        "DescribeRepositoryAssociation", "GetCallerIdentity",
    ];

    private static readonly Dictionary<string, (InputNoun Noun, string Arguments)> s_cmdlets = new()
    {
        ["Get-BitbucketConnection"] = (InputNoun.Connection, string.Empty),
        ["Get-BitbucketConnectionUsage"] = (InputNoun.Connection, "-SearchRegion us-east-1"),
        ["Open-BitbucketConnection"] = (InputNoun.Connection, "-PassThru"),
        ["Wait-BitbucketConnection"] = (InputNoun.Connection, string.Empty),
        ["Remove-BitbucketConnection"] = (InputNoun.Connection, "-Force -Confirm:$false"),
        ["Get-BitbucketPipeline"] = (InputNoun.Pipeline, string.Empty),
        ["Test-BitbucketConnection"] = (InputNoun.Connection, string.Empty),
        ["Test-BitbucketPipeline"] = (InputNoun.Pipeline, string.Empty),
        ["Repair-BitbucketPipeline"] = (InputNoun.Pipeline, "-Confirm:$false"),
        ["Set-BitbucketPipeline"] = (InputNoun.Pipeline, "-Branch develop"),
        ["Remove-BitbucketPipeline"] = (InputNoun.Pipeline, "-Confirm:$false"),
        ["Export-BitbucketPipeline"] = (InputNoun.Pipeline, string.Empty),
        ["Start-BitbucketPipeline"] = (InputNoun.Pipeline, string.Empty),
        ["Get-BitbucketPipelineExecution"] = (InputNoun.Pipeline, string.Empty),
        ["Wait-BitbucketPipelineExecution"] = (InputNoun.Pipeline, string.Empty),
        ["Stop-BitbucketPipelineExecution"] = (InputNoun.Pipeline, "-PipelineExecutionId e1 -Confirm:$false"),
        ["Get-BitbucketPipelineState"] = (InputNoun.Pipeline, string.Empty),
        ["Get-BitbucketPipelineRuleExecution"] = (InputNoun.Pipeline, string.Empty),
        ["Get-BitbucketPipelineLog"] = (InputNoun.Pipeline, string.Empty),
        ["Restart-BitbucketPipelineStage"] = (InputNoun.Pipeline, "-StageName Build"),
        ["Undo-BitbucketPipelineStage"] = (InputNoun.Pipeline, "-StageName Build -Confirm:$false"),
        ["Skip-BitbucketPipelineCondition"] = (InputNoun.Pipeline, "-StageName Build -Confirm:$false"),
        ["Approve-BitbucketPipelineAction"] = (InputNoun.Pipeline, "-Confirm:$false"),
        ["Deny-BitbucketPipelineAction"] = (InputNoun.Pipeline, "-Confirm:$false"),
        ["Enable-BitbucketPipelineTransition"] = (InputNoun.Pipeline, "-StageName Build"),
        ["Disable-BitbucketPipelineTransition"] = (InputNoun.Pipeline, "-StageName Build -Reason test -Confirm:$false"),
        ["Get-BitbucketTag"] = (InputNoun.TaggedConnection, string.Empty),
        ["Add-BitbucketTag"] = (InputNoun.TaggedPipeline, "-Tag @{ a = 'b' }"),
        ["Remove-BitbucketTag"] = (InputNoun.TaggedPipeline, "-TagKey of -Confirm:$false"),
        ["Get-BitbucketReviewerAssociation"] = (InputNoun.Association, string.Empty),
        ["Wait-BitbucketReviewerAssociation"] = (InputNoun.Association, string.Empty),
        ["Remove-BitbucketReviewerAssociation"] = (InputNoun.Association, "-Confirm:$false"),
    };

    private static readonly TriggerDecision s_decision = new() { PipelineName = InputNoun.Known, SourceActionName = "Source", Starts = true, Reason = "r", Region = "us-east-1" };
    private readonly Shell _shell = new();

    public static TheoryData<string> Cmdlets => [.. s_cmdlets.Keys];

    private FakeEngine Engine => _shell.Engine;

    public void Dispose() => _shell.Dispose();

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void A_cmdlet_takes_its_noun_in_every_form(string cmdlet)
    {
        var (noun, arguments) = s_cmdlets[cmdlet];
        var baseline = new InputForm("baseline", true, text => text, IsPiped: false, noun.Parameters[0].Parameter);
        var expected = Outcome(Run(cmdlet, arguments, baseline, noun.Arn(InputNoun.Known)));
        var other = Outcome(Run(cmdlet, arguments, baseline, noun.Arn(InputNoun.Other)));
        Assert.DoesNotContain("error", expected, StringComparison.Ordinal);
        Assert.NotEqual(expected, other);

        var wrong = new List<string>();
        var cells = 0;
        foreach (var form in noun.Forms)
        {
            foreach (var state in Enum.GetValues<Given>().Where(state => Exists(cmdlet, form, state)))
            {
                cells++;
                if (Check(cmdlet, form, state, expected) is { } problem)
                {
                    wrong.Add($"{form.Label} {cmdlet}, {state}: {problem}");
                }
            }
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"Input table: {cmdlet} takes the noun {noun.Label} in {noun.Forms.Count} forms and {cells} cells.");
        Assert.True(cells > 60, $"{cells} cells");
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {cells} cells:\n{string.Join('\n', wrong)}");
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void A_cmdlet_refuses_every_other_noun(string cmdlet)
    {
        var (noun, arguments) = s_cmdlets[cmdlet];
        var wrong = new List<string>();
        var cells = 0;
        foreach (var (label, value) in Others())
        {
            foreach (var (form, given) in Copies(label, value))
            {
                cells++;
                var result = Run($"$value | {cmdlet} {arguments}", given);
                var outcome = Outcome(result);
                if (IsAccepted(cmdlet, noun, label) ? result.Errors.Count > 0 && noun.Refusal == result.Ids.First() : outcome != "error " + noun.Refusal)
                {
                    wrong.Add($"{form} | {cmdlet}: {outcome}");
                }
            }
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"Input table: {cmdlet} takes no other noun in {cells} cells.");
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {cells} cells:\n{string.Join('\n', wrong)}");
    }

    [Fact]
    public void The_table_has_every_cmdlet_that_takes_an_existing_resource()
    {
        // Those that create or describe something have their own table. A sandbox is in the tests of the packed module.
        var piped = Shell.Cmdlets.Where(cmdlet => cmdlet.Type.GetProperty("InputObject") is { } input && input.PropertyType == typeof(PSObject[])).Select(cmdlet => cmdlet.Name);

        Assert.Empty(piped.Except(s_cmdlets.Keys).Except(CreatingInputTableTests.Cmdlets).Except(["Complete-BitbucketSandboxConnection"]));
    }

    // An object of the module always has a name and an ARN. A live definition is exported as it is, without AWS.
    private static bool Exists(string cmdlet, InputForm form, Given state) => !form.IsObject
        || state == Given.Found
        || (state is Given.NotFound or Given.WrongCase && !(cmdlet.StartsWith("Export", StringComparison.Ordinal) && form.IsLive));

    private static string? Value(InputNoun noun, InputForm form, Given state) => state switch
    {
        Given.Null => null,
        Given.Empty => string.Empty,
        Given.Blank => " ",
        _ when form.HasArn => noun.Arn(NameIn(state)),
        _ => noun.NameOf(NameIn(state)),
    };

    private static string NameIn(Given state) => state switch
    {
        Given.Found => InputNoun.Known,
        Given.NotFound => InputNoun.Unknown,
        Given.WrongCase => InputNoun.Known.ToUpperInvariant(),
        _ => "we*",
    };

    // Objects of PowerShell and of the other nouns of this module.
    private static IEnumerable<(string Label, object Value)> Others() =>
    [
        ("Connection", InputNoun.Connection.Live(InputNoun.Known)),
        ("ConnectionUsage", new ConnectionUsage { ConnectionArn = InputNoun.Connection.Arn(InputNoun.Known), PipelineName = InputNoun.Known, ActionName = "Source", Region = "us-east-1" }),
        ("Pipeline", InputNoun.Pipeline.Live(InputNoun.Known)),
        ("PipelineExecution", FakeEngine.Execution(InputNoun.Known, "e1")),
        ("StageState", new StageState { PipelineName = InputNoun.Known, StageName = "Build", PipelineExecutionId = "e1", Region = "us-east-1" }),
        ("ActionExecution", new ActionExecution { PipelineName = InputNoun.Known, PipelineExecutionId = "e1", StageName = "Build", ActionName = "ok", Region = "us-east-1" }),
        ("RuleExecution", new RuleExecution { PipelineName = InputNoun.Known, PipelineExecutionId = "e1", StageName = "Build", RuleName = "r", Region = "us-east-1" }),
        ("ReviewerAssociation", InputNoun.Association.Live(InputNoun.Known)),
        ("Tag", new Tag { ResourceArn = InputNoun.Pipeline.Arn(InputNoun.Known), Key = "of", Value = InputNoun.Known, Region = "us-east-1" }),
        ("TriggerDecision", s_decision),
        ("SandboxPushResult", new SandboxPushResult { Decision = s_decision, PipelineExecutionId = "e1", CommitId = "abc" }),
        ("FileInfo", new System.IO.FileInfo(InputNoun.Known)),
        ("Version", new Version(1, 0)),
        ("Boolean", true),
        ("empty row", new PSObject()),
        ("row of another kind", new PSObject { Properties = { new PSNoteProperty("Id", InputNoun.Known), new PSNoteProperty("Path", InputNoun.Known) } }),
    ];

    private static IEnumerable<(string Form, object Value)> Copies(string label, object value) => value.GetType().Assembly == typeof(Connection).Assembly
        ? [(label, value), ("job's " + label, PSSerializer.Deserialize(PSSerializer.Serialize(value))), ("JSON of " + label, InputForm.Shallow(value))]
        : [(label, value)];

    private static bool IsAccepted(string cmdlet, InputNoun noun, string label) => noun.Refusal switch
    {
        "NotAConnection" => label == "Connection" || (label == "ConnectionUsage" && cmdlet != "Remove-BitbucketConnection"),
        "NotAnAssociation" => label == "ReviewerAssociation",
        "NotATaggedResource" => label is "Connection" or "Pipeline" or "Tag",
        _ => label is "Pipeline" or "ConnectionUsage" || (label == "Connection" && cmdlet == "Get-BitbucketPipeline")
            || (label is "PipelineExecution" or "StageState" or "ActionExecution" or "RuleExecution" or "TriggerDecision" or "SandboxPushResult" && cmdlet != "Remove-BitbucketPipeline"),
    };

    private string? Check(string cmdlet, InputForm form, Given state, string expected)
    {
        var (noun, arguments) = s_cmdlets[cmdlet];
        var isPattern = state == Given.Wildcard && !form.HasArn;

        // The search for users does not look for the connection itself.
        var isSearch = cmdlet == "Get-BitbucketConnectionUsage" && form.HasArn;
        var isAnyCase = noun == InputNoun.Association && !form.HasArn;
        if (state == Given.NotFound || (state == Given.WrongCase && !isAnyCase) || (state == Given.Wildcard && form.HasArn))
        {
            Engine.Refuse = operation => s_lookUps.Contains(operation) || isSearch ? null : FakeEngine.NotFound(operation, noun == InputNoun.Pipeline ? "PipelineNotFoundException" : "ResourceNotFoundException");
        }

        var result = Run(cmdlet, arguments, form, Value(noun, form, state));
        Engine.Refuse = null;
        var outcome = Outcome(result);
        var isRight = state switch
        {
            // Bitbucket ignores the case of a repository.
            Given.WrongCase when isAnyCase => outcome == expected,
            Given.Found => outcome == expected,
            Given.NotFound or Given.WrongCase or Given.Wildcard when isSearch => result.Output.Count == 0,
            Given.NotFound => IsNotFound(result),
            Given.WrongCase => IsNotFound(result) && (form.HasArn || result.Errors[0].Exception.Message.Contains($"'{noun.NameOf(InputNoun.Known)}'", StringComparison.Ordinal)),
            Given.Wildcard when isPattern && (noun != InputNoun.Pipeline || cmdlet == "Get-BitbucketPipeline") => outcome == expected,
            Given.Wildcard when isPattern => outcome == "error InvalidPipelineName" && result.Errors[0].Exception.Message.EndsWith($"run: Get-BitbucketPipeline 'we*' | {cmdlet}", StringComparison.Ordinal),
            Given.Wildcard => IsNotFound(result) || outcome is "error InvalidPipelineArn" or "error InvalidAssociationArn",
            _ => IsRefused(result, noun, form),
        };
        return isRight ? null : $"{outcome} | {string.Join(" | ", result.Errors.Select(error => error.Exception.Message))}{result.Thrown?.Message}";
    }

    private static bool IsNotFound(Shell.Result result) =>
        result.Output.Count == 0 && result.Errors.Count > 0 && result.Errors.TrueForAll(error => error.CategoryInfo.Category == ErrorCategory.ObjectNotFound);

    // PowerShell refuses the argument. The module refuses an object without a value.
    private bool IsRefused(Shell.Result result, InputNoun noun, InputForm form) => Engine.Calls.IsEmpty && result.Output.Count == 0
        && (form.IsText ? (result.ThrownId ?? result.Ids.FirstOrDefault()) is "ParameterArgumentValidationError" or "ParameterBindingFailed" or "InputObjectNotBound" : result.Ids.SequenceEqual([noun.Refusal]));

    // What the cmdlet did: its errors and its output, and its calls without those that only find the resource.
    private string Outcome(Shell.Result result) => string.Join("; ", (IEnumerable<string>)
    [
        .. result.Ids.Select(id => "error " + id),
        .. result.Output.Select(item => item.ToString()),
        .. Engine.Calls.Where(call => !s_lookUps.Contains(call.Split(' ')[0])),
        .. Engine.Awaited,
        .. Engine.RunRequests.OfType<TransitionRequest>().Select(request => request.PipelineName),
    ]);

    private Shell.Result Run(string cmdlet, string arguments, InputForm form, string? value) => Run(
        form switch
        {
            { IsPiped: true } => $"$value | {cmdlet} {arguments}",
            { Parameter: { } parameter } => $"{cmdlet} -{parameter} $value {arguments}",
            _ => $"{cmdlet} @value {arguments}",
        },
        form.Make(value));

    private Shell.Result Run(string script, object? value)
    {
        InputNoun.Fill(Engine);
        Engine.Calls.Clear();
        Engine.Awaited.Clear();
        Engine.RunRequests.Clear();
        return _shell.Run(script, ("value", value));
    }
}
