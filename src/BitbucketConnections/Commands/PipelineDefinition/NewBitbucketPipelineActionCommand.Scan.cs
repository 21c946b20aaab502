using System.Management.Automation;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Binding.Definitions;
using BitbucketConnections.Completion;

namespace BitbucketConnections.Commands;

/// <content>Parameters of scans with Amazon Inspector.</content>
public sealed partial class NewBitbucketPipelineActionCommand
{
    /// <summary>Gets or sets whether source code or an image is scanned; V2 only.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.InspectorScan, Mandatory = true, HelpMessage = "SourceCodeScan or ECRImageScan")]
    [ValidateNotEmpty]
    [ValidateSet("SourceCodeScan", "ECRImageScan")]
    [ConfigurationKey("InspectorRunMode")]
    public string? InspectorRunMode { get; set; }

    /// <summary>Gets or sets the ECR repository of the image.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.InspectorScan)]
    [ValidateNotEmpty("Omit -ScannedRepository to leave it out of the action.")]
    [ConfigurationKey("ECRRepositoryName")]
    [CompletesNothing]
    public string? ScannedRepository { get; set; }

    /// <summary>Gets or sets the tag of the image.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.InspectorScan)]
    [ValidateNotEmpty("Omit -ScannedImageTag to leave it out of the action.")]
    [ConfigurationKey("ImageTag")]
    [CompletesNothing]
    public string? ScannedImageTag { get; set; }

    /// <summary>Gets or sets the number of critical vulnerabilities above which the action fails.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.InspectorScan)]
    [NumberTransformation]
    [ValidateNotEmpty("Omit -CriticalThreshold to leave it out of the action.")]
    [ValidateRange(0, int.MaxValue)]
    [ConfigurationKey("CriticalThreshold")]
    [CompletesNothing]
    public int? CriticalThreshold { get; set; }

    /// <summary>Gets or sets the number of high vulnerabilities above which the action fails.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.InspectorScan)]
    [NumberTransformation]
    [ValidateNotEmpty("Omit -HighThreshold to leave it out of the action.")]
    [ValidateRange(0, int.MaxValue)]
    [ConfigurationKey("HighThreshold")]
    [CompletesNothing]
    public int? HighThreshold { get; set; }

    /// <summary>Gets or sets the number of medium vulnerabilities above which the action fails.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.InspectorScan)]
    [NumberTransformation]
    [ValidateNotEmpty("Omit -MediumThreshold to leave it out of the action.")]
    [ValidateRange(0, int.MaxValue)]
    [ConfigurationKey("MediumThreshold")]
    [CompletesNothing]
    public int? MediumThreshold { get; set; }

    /// <summary>Gets or sets the number of low vulnerabilities above which the action fails.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.InspectorScan)]
    [NumberTransformation]
    [ValidateNotEmpty("Omit -LowThreshold to leave it out of the action.")]
    [ValidateRange(0, int.MaxValue)]
    [ConfigurationKey("LowThreshold")]
    [CompletesNothing]
    public int? LowThreshold { get; set; }
}
