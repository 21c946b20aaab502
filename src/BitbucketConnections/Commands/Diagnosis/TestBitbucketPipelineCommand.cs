using System.Collections.Generic;
using System.Management.Automation;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Binding.Definitions;
using BitbucketConnections.Binding.Inputs;
using BitbucketConnections.Binding.Targets;
using BitbucketConnections.Commands.Base;
using BitbucketConnections.Completion;
using BitbucketConnections.Hosting;

namespace BitbucketConnections.Commands;

/// <summary>Checks pipelines, or definitions before they are created, with all that they need. Changes nothing.</summary>
[Cmdlet(VerbsDiagnostic.Test, "BitbucketPipeline", DefaultParameterSetName = ParameterSets.ByName, HelpUri = HelpLinks.Base + "Test-BitbucketPipeline.md")]
[OutputType(typeof(CheckResult), typeof(bool))]
public sealed class TestBitbucketPipelineCommand : PipelineTargetCommand
{
    private readonly CheckReport _report = new();

    /// <summary>Gets or sets the path of a definition file, which is checked as a pipeline that does not exist yet.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByDefinitionPath, Mandatory = true, HelpMessage = "The path of a JSON file in the format of the AWS CLI")]
    [Alias("LiteralPath")]
    [ValidateNotEmpty]
    [ArgumentCompleter(typeof(DefinitionPathCompleter))]
    public string? DefinitionPath { get; set; }

    /// <summary>Gets or sets whether to return only a Boolean: whether all checks could be made and none failed.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (DefinitionPath is { } path)
        {
            var file = FilePath.Resolve(SessionState, path, nameof(DefinitionPath));
            ProcessInScopes(path, isOnly: true, () => TestDefinition(Session().Wizard.ReadJson(DefinitionFile.Read(file))));
            return;
        }

        // Only a definition is checked as it is. A pipeline may have changed since its object was made.
        var existing = new List<PSObject>();
        foreach (var input in ReadInputs(InputObject))
        {
            ProcessEach(input.Value, () =>
            {
                if (input.Text is null && string.IsNullOrEmpty(input[nameof(Pipeline.PipelineArn)]) && NewInput.PipelineOf(input) is { PipelineArn: null, Stages.Count: > 0 } definition)
                {
                    ProcessObject(input.Value, definition.Region.Length == 0 ? null : definition.Region, null, IsOnly(InputObject.Length), () => TestDefinition(definition));
                }
                else
                {
                    existing.Add(PSObject.AsPSObject(input.Value));
                }
            });
        }

        InputObject = [.. existing];
        base.ProcessRecord();
    }

    /// <inheritdoc/>
    protected override void AfterInputs()
    {
        if (Quiet)
        {
            WriteObject(_report.IsSound(HasFailures));
        }
    }

    private protected override void ProcessTarget(PipelineTarget target)
    {
        var session = Session(target.Region);
        Test(session, Await(token => session.Pipelines.GetAsync(target.PipelineName, null, token)));
    }

    private void TestDefinition(Pipeline definition)
    {
        var session = Session(definition.Region.Length == 0 ? null : definition.Region);
        Test(session, definition with { PipelineArn = null });
    }

    private void Test(IEngineSession session, Pipeline pipeline)
    {
        var results = Await(token => session.Diagnosis.TestPipelineAsync(pipeline, token));
        OnPipelineThread(() => _report.Add(results));
        if (!Quiet)
        {
            WriteObject(results, enumerateCollection: true);
        }
    }
}
