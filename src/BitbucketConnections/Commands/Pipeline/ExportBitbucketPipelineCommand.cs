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
    private readonly List<(Pipeline Pipeline, PipelineExport Export, IPipelineExporter Exporter)> _forFiles = [];
    private ExportFile? _file;

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
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (Path is not null)
        {
            PipelineExportFormat? given = MyInvocation.BoundParameters.ContainsKey(nameof(Format)) ? Format : null;
            ProcessEach(Path, () => _file = new ExportFile(FilePath.Resolve(SessionState, Path, nameof(Path)), given));
            Format = _file?.Format ?? Format;
        }
    }

    /// <inheritdoc/>
    private protected override void ProcessTarget(PipelineTarget target)
    {
        if (Path is not null && _file is null)
        {
            return;
        }

        // A piped definition, or a pipeline with its tags, is exported without a call.
        var given = target.Input as Pipeline;
        var session = Session(given is null ? target.Region : given.Region);
        var pipeline = given ?? Await(token => session.Pipelines.GetAsync(target.PipelineName, Version, token));
        foreach (var action in pipeline.Stages.SelectMany(stage => stage.Actions).Where(HiddenSecret.IsShownIn))
        {
            WriteWarning($"The action '{action.Name}' of '{pipeline.Name}' has a secret that is shown as {HiddenSecret.Text}. Replace {HiddenSecret.Text} with the secret before you use the text.");
        }

        var exporter = session.Exporter;
        var export = exporter.Export(WithTags(session, pipeline), Format);
        if (export.Unsupported.Count > 0)
        {
            WriteWarning($"{export.ResourceType} does not support members of the pipeline '{pipeline.Name}': {ShortList.Join(export.Unsupported)}. Their values are only in comments of the {Format} text.");
        }

        if (Path is null)
        {
            WriteObject(export.Text);
        }
        else
        {
            OnPipelineThread(() => _forFiles.Add((pipeline, export, exporter)));
        }
    }

    /// <inheritdoc/>
    protected override void AfterInputs()
    {
        if (_file is not { } file || _forFiles.Count == 0)
        {
            return;
        }

        if (!file.IsFolder && _forFiles.Count > 1)
        {
            IsValid(new Finding("OneFileForSeveral", $"Cannot write {_forFiles.Count} pipelines to one file, '{Path}'. Specify an existing folder, or a path that ends with a separator."), Path);
            return;
        }

        var all = _forFiles.ConvertAll(entry => entry.Pipeline);
        foreach (var (pipeline, export, exporter) in _forFiles)
        {
            ProcessEach(pipeline, () => Write(file.PathFor(pipeline, all), export, exporter));
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

    private void Write(string path, PipelineExport export, IPipelineExporter exporter)
    {
        if (ShouldProcess(path, $"Write {Format}"))
        {
            if (exporter.Save(path, export, Force) is { } folder)
            {
                WriteVerbose($"The folder '{folder}' was created.");
            }

            if (export.HasValues)
            {
                WriteVerbose($"The file '{path}' has values of variables or secrets, so only its owner can read it where the system has such a mode.");
            }

            // The file has the members of the provider, such as PSPath, so that other cmdlets accept it.
            WriteObject(InvokeProvider.Item.Get([path], force: true, literalPath: true), enumerateCollection: true);
        }
    }
}
