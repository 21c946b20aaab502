using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using BitbucketConnections.Binding;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Binding.Definitions;
using BitbucketConnections.Catalog;
using BitbucketConnections.Commands.Base;
using BitbucketConnections.Completion;
using BitbucketConnections.Declarations;

namespace BitbucketConnections.Commands;

/// <summary>
/// Creates an action for <c>New-BitbucketPipelineStage</c>. Each type of AWS has a parameter set, and one set is for any other type. Makes no AWS
/// calls.
/// </summary>
[Cmdlet(VerbsCommon.New, "BitbucketPipelineAction", DefaultParameterSetName = ActionParameterSets.CodeBuild, HelpUri = HelpLinks.Base + "New-BitbucketPipelineAction.md")]
[OutputType(typeof(PipelineAction))]
public sealed partial class NewBitbucketPipelineActionCommand : CancellableCommand
{
    /// <summary>Gets or sets the name, 1–100 of <c>A-Z a-z 0-9 . @ - _</c>, unique in the stage.</summary>
    [Parameter(Mandatory = true, Position = 0, HelpMessage = "The name of the action")]
    [Alias("ActionName")]
    [ValidateNotEmpty]
    [CompletesNothing]
    public string Name { get; set; } = string.Empty;

    /// <summary>Gets or sets the input artifacts. Default: the newest artifact, if the type uses one.</summary>
    [Parameter]
    [Alias("InputArtifacts")]
    [ValidateNotEmpty("Omit -InputArtifact to let the pipeline choose the input artifacts.")]
    [CompletesNothing]
    public string[] InputArtifact { get; set; } = [];

    /// <summary>Gets or sets the output artifacts, unique in the pipeline.</summary>
    [Parameter]
    [Alias("OutputArtifacts")]
    [ValidateNotEmpty("Omit -OutputArtifact to let the pipeline choose the output artifacts.")]
    [CompletesNothing]
    public string[] OutputArtifact { get; set; } = [];

    /// <summary>Gets or sets the order in the stage, 1–999; actions of the same order run in parallel.</summary>
    [Parameter]
    [ValidateRange(1, 999)]
    [CompletesNothing]
    public int RunOrder { get; set; } = 1;

    /// <summary>
    /// Gets or sets the Region of the action. Another Region than the pipeline's needs its own artifact bucket. Default: the Region of the pipeline.
    /// </summary>
    [Parameter]
    [ValidateNotEmpty("Omit -Region to run the action in the Region of the pipeline.")]
    [RegionTransformation]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string? Region { get; set; }

    /// <summary>Gets or sets the ARN of the role of the action. Default: the service role of the pipeline.</summary>
    [Parameter]
    [ValidateNotEmpty("Omit -RoleArn to run the action with the service role of the pipeline.")]
    [ArgumentCompleter(typeof(PipelineRoleArnCompleter))]
    public string? RoleArn { get; set; }

    /// <summary>Gets or sets the namespace of the action's output variables, 1–100 of <c>A-Z a-z 0-9 @ - _</c>.</summary>
    [Parameter]
    [ValidateNotEmpty("Omit -Namespace to define no variable namespace.")]
    [CompletesNothing]
    public string? Namespace { get; set; }

    /// <summary>Gets or sets further configuration keys. They take precedence over the other parameters. A secret value can be a SecureString.</summary>
    [Parameter]
    [ValidateNotEmpty("Omit -Configuration to add no further configuration.")]
    [ArgumentCompleter(typeof(ConfigurationCompleter))]
    public ActionConfigurationTable? Configuration { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => ProcessEach(Name, Process);

    private void Process()
    {
        var variables = EnvironmentVariables.Read(EnvironmentVariable, EnvironmentVariables.TypesBySet(ParameterSetName));
        var configuration = ActionConfiguration.Read(this);
        Add(configuration, "FullRepositoryId", RepositoryParameter.Read(Repository));
        Add(configuration, "BranchName", BranchParameter.Read(Branch));
        Add(configuration, "SourceRevisions", InvokedPipelineValues.Revisions(SourceRevision));
        Add(configuration, "Variables", InvokedPipelineValues.Variables(Variable));
        AddImages(configuration);
        if (ParameterSetName == ActionParameterSets.CodeBuild)
        {
            Add(configuration, "EnvironmentVariables", EnvironmentVariables.ToJson(variables));
            variables = null;
        }

        ActionConfiguration.Merge(configuration, Configuration);
        if (OutputFile is not null && OutputArtifact.Length == 0)
        {
            throw ServiceException.FromFindings([new Finding("OutputFilesWithoutArtifact", "-OutputFile names the files of an output artifact, and the action has none. Specify -OutputArtifact, such as -OutputArtifact BuildArtifact, or omit -OutputFile.")]);
        }

        var type = Type();
        WriteObject(new PipelineAction
        {
            Name = Name,
            ActionTypeId = type,
            RunOrder = RunOrder,
            Configuration = configuration.Count == 0 ? null : DeclarationSpelling.Configuration(type, configuration),
            Commands = Command,
            OutputArtifacts = OutputArtifact.Select(name => new OutputArtifact { Name = name, Files = OutputFile }).ToList(),
            InputArtifacts = InputArtifact,
            OutputVariables = OutputVariable,
            EnvironmentVariables = variables,
            RoleArn = RoleArn,
            Region = Region,
            Namespace = Namespace,
            TimeoutInMinutes = TimeoutInMinutes,
        });
    }

    private static void Add(Dictionary<string, string> configuration, string key, string? value)
    {
        if (value is not null)
        {
            configuration[key] = value;
        }
    }

    private ActionTypeId Type() => ParameterSetName switch
    {
        ActionParameterSets.Provider => ActionCatalog.Spell(new ActionTypeId { Category = Category!, Owner = Owner, Provider = Provider!, Version = ProviderVersion }),
        ActionParameterSets.CodeBuild when AsTest => ActionParameterSets.Aws("Test", "CodeBuild"),
        _ => ActionParameterSets.BySet[ParameterSetName],
    };

    // AWS numbers the images: Image1ArtifactName, Image1ContainerName and so on.
    private void AddImages(Dictionary<string, string> configuration)
    {
        var number = 0;
        foreach (var image in (TextMap.Read(ImageContainer) ?? new Dictionary<string, string>()).OrderBy(i => i.Key, System.StringComparer.Ordinal))
        {
            number++;
            configuration[$"Image{number}ArtifactName"] = image.Value;
            configuration[$"Image{number}ContainerName"] = image.Key;
        }
    }
}
