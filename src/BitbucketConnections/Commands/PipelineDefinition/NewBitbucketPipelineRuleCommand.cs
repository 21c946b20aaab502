using System.Management.Automation;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Binding.Definitions;
using BitbucketConnections.Catalog;
using BitbucketConnections.Commands.Base;
using BitbucketConnections.Completion;
using BitbucketConnections.Declarations;

namespace BitbucketConnections.Commands;

/// <summary>
/// Creates a rule for the conditions of <c>New-BitbucketPipelineStage</c>. Each type has a parameter set, and one set is for any other type. Makes no AWS
/// calls.
/// </summary>
[Cmdlet(VerbsCommon.New, "BitbucketPipelineRule", DefaultParameterSetName = RuleParameterSets.VariableCheck, HelpUri = HelpLinks.Base + "New-BitbucketPipelineRule.md")]
[OutputType(typeof(StageRule))]
public sealed partial class NewBitbucketPipelineRuleCommand : CancellableCommand
{
    /// <summary>Gets or sets the name, 1–100 of <c>A-Z a-z 0-9 . @ - _</c>.</summary>
    [Parameter(Mandatory = true, Position = 0, HelpMessage = "The name of the rule")]
    [Alias("RuleName")]
    [ValidateNotEmpty]
    [CompletesNothing]
    public string Name { get; set; } = string.Empty;

    /// <summary>Gets or sets the input artifacts, for types that use them.</summary>
    [Parameter]
    [Alias("InputArtifacts")]
    [ValidateNotEmpty("Omit -InputArtifact to use no input artifact.")]
    [CompletesNothing]
    public string[]? InputArtifact { get; set; }

    /// <summary>Gets or sets the Region of the rule. Default: the Region of the pipeline.</summary>
    [Parameter]
    [ValidateNotEmpty("Omit -Region to run the rule in the Region of the pipeline.")]
    [RegionTransformation]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string? Region { get; set; }

    /// <summary>Gets or sets the ARN of the role of the rule. Default: the service role of the pipeline.</summary>
    [Parameter]
    [ValidateNotEmpty("Omit -RoleArn to run the rule with the service role of the pipeline.")]
    [ArgumentCompleter(typeof(PipelineRoleArnCompleter))]
    public string? RoleArn { get; set; }

    /// <summary>Gets or sets the timeout of the rule in minutes, 5–86400.</summary>
    [Parameter]
    [ValidateNotEmpty("Omit -TimeoutInMinutes to use AWS's timeout of the rule type.")]
    [ValidateRange(5, 86400)]
    [CompletesNothing]
    public int? TimeoutInMinutes { get; set; }

    /// <summary>Gets or sets further configuration keys. They take precedence over the other parameters.</summary>
    [Parameter]
    [ValidateNotEmpty("Omit -Configuration to add no further configuration.")]
    [ArgumentCompleter(typeof(RuleConfigurationCompleter))]
    public RuleConfigurationTable? Configuration { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => ProcessEach(Name, Process);

    private void Process()
    {
        var configuration = ActionConfiguration.Read(this);
        if (EnvironmentVariables.ToJson(EnvironmentVariables.Read(EnvironmentVariable, EnvironmentVariables.TypesBySet(ParameterSetName))) is { } variables)
        {
            configuration["EnvironmentVariables"] = variables;
        }

        ActionConfiguration.Merge(configuration, Configuration);
        var type = RuleParameterSets.Type(
            ParameterSetName == RuleParameterSets.Provider ? Provider! : ParameterSetName,
            ParameterSetName == RuleParameterSets.Provider ? ProviderVersion : "1");
        WriteObject(new StageRule
        {
            Name = Name,
            RuleTypeId = type,
            Configuration = configuration.Count == 0 ? null : DeclarationSpelling.Configuration(type, configuration),
            Commands = Command,
            InputArtifacts = InputArtifact,
            RoleArn = RoleArn,
            Region = Region,
            TimeoutInMinutes = TimeoutInMinutes,
        });
    }
}
