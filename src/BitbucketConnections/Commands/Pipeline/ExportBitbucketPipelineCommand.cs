using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Binding.Targets;
using BitbucketConnections.Commands.Base;
using BitbucketConnections.Completion;
using BitbucketConnections.Hosting;
using BitbucketConnections.Views;

namespace BitbucketConnections.Commands;

/// <summary>Exports pipelines for the AWS CLI, CloudFormation or Terraform, or as a diagram.</summary>
[Cmdlet(VerbsData.Export, "BitbucketPipeline", DefaultParameterSetName = ParameterSets.ByName, SupportsShouldProcess = true, HelpUri = HelpLinks.Base + "Export-BitbucketPipeline.md")]
[OutputType(typeof(string), typeof(FileInfo))]
public sealed class ExportBitbucketPipelineCommand : PipelineTargetCommand
{
    private readonly List<(Pipeline Pipeline, string Text)> _forFiles = [];

    /// <summary>Gets or sets the format.</summary>
    [Parameter(Position = 1)]
    public PipelineExportFormat Format { get; set; } = PipelineExportFormat.Json;

    /// <summary>Gets or sets the version, from 1. Default: the newest version.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByName)]
    [ValidateNotEmpty("Omit -Version to export the newest version.")]
    [ValidateRange(1, int.MaxValue)]
    [CompletesNothing]
    public int? Version { get; set; }

    /// <summary>Gets or sets the file, or the folder for one file for each pipeline. Default: the cmdlet returns the text.</summary>
    [Parameter]
    [Alias("LiteralPath")]
    [ValidateNotEmpty("Omit -Path to write the text to the pipeline.")]
    public string? Path { get; set; }

    /// <summary>Gets or sets whether to overwrite existing files.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    private protected override void ProcessTarget(PipelineTarget target)
    {
        // A piped definition, or a pipeline with its tags, is exported without a call.
        var given = target.Input as Pipeline;
        var session = Session(given is null ? target.Region : given.Region);
        var pipeline = given ?? Await(token => session.Pipelines.GetAsync(target.PipelineName, Version, token));
        foreach (var action in pipeline.Stages.SelectMany(stage => stage.Actions).Where(HiddenSecret.IsIn))
        {
            WriteWarning($"The action '{action.Name}' of '{pipeline.Name}' has a secret that AWS shows as {HiddenSecret.Text}. Replace {HiddenSecret.Text} with the secret before you use the text.");
        }

        var text = session.Exporter.Export(WithTags(session, pipeline), Format);
        if (Path is null)
        {
            WriteObject(text);
        }
        else
        {
            OnPipelineThread(() => _forFiles.Add((pipeline, text)));
        }
    }

    /// <inheritdoc/>
    protected override void AfterInputs()
    {
        if (_forFiles.Count == 0)
        {
            return;
        }

        ExportFile? file = null;
        ProcessEach(Path, () => file = new ExportFile(FilePath.Resolve(SessionState, Path!, nameof(Path)), Format));
        if (file is null)
        {
            return;
        }

        if (!file.IsFolder && _forFiles.Count > 1)
        {
            IsValid(new Finding("OneFileForSeveral", $"Cannot write {_forFiles.Count} pipelines to one file, '{Path}'. Specify an existing folder, or a path that ends with a separator."), Path);
            return;
        }

        var all = _forFiles.ConvertAll(entry => entry.Pipeline);
        foreach (var (pipeline, text) in _forFiles)
        {
            ProcessEach(pipeline, () => Write(file.PathFor(pipeline, all), text));
        }
    }

    // GetPipeline does not return tags, and a pipeline without its tags is not the same pipeline. A diagram has no tags.
    private Pipeline WithTags(IEngineSession session, Pipeline pipeline)
    {
        if (pipeline.Tags is not null || pipeline.PipelineArn is not { } arn || Format == PipelineExportFormat.Mermaid)
        {
            return pipeline;
        }

        try
        {
            return TaggedCopy.Read(pipeline, Await(token => session.Tags.ListAsync(arn, token)));
        }
        catch (ServiceException failure) when (failure.IsAccessDenied || failure.IsNotFound)
        {
            WriteWarning($"The tags of '{pipeline.Name}' can't be read, so the export has no tags: {failure.Message}");
            return pipeline;
        }
    }

    private void Write(string path, string text)
    {
        if (ShouldProcess(path, $"Write {Format}"))
        {
            if (ExportFile.Write(path, text, Force) is { } folder)
            {
                WriteVerbose($"The folder '{folder}' was created.");
            }

            // The file has the members of the provider, such as PSPath, so that other cmdlets accept it.
            WriteObject(InvokeProvider.Item.Get([path], force: true, literalPath: true), enumerateCollection: true);
        }
    }
}
