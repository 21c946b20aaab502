using System;
using System.Linq;
using System.Management.Automation;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Binding.Definitions;
using BitbucketConnections.Completion;

namespace BitbucketConnections.Commands.Base;

/// <summary>Base of the cmdlets that build the policy of a service role from a definition or from single parameters.</summary>
public abstract class ServiceRoleParametersCommand : RegionCommand
{
    /// <summary>Gets or sets the pipeline or definition.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByInputObject, Mandatory = true, ValueFromPipeline = true, HelpMessage = "The pipeline or its definition")]
    [Alias("Definition")]
    [ValidateNotEmpty]
    public Pipeline? InputObject { get; set; }

    /// <summary>Gets or sets the connection, as an ARN or an object.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByConnectionArn, Mandatory = true, ValueFromPipeline = true, HelpMessage = "The ARN of the connection")]
    [Alias("Connection")]
    [ValidateNotEmpty]
    [ConnectionArnTransformation]
    [ArgumentCompleter(typeof(ConnectionArnCompleter))]
    public string ConnectionArn { get; set; } = string.Empty;

    /// <summary>Gets or sets the artifact bucket.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByConnectionArn, Mandatory = true, HelpMessage = "The artifact bucket")]
    [ValidateNotEmpty]
    public string? ArtifactBucket { get; set; }

    /// <summary>Gets or sets the encryption key of the artifacts: key id, key ARN or alias ARN. Default: the AWS managed key.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByConnectionArn)]
    [Alias("KmsKeyId", "EncryptionKeyArn")]
    [ValidateNotEmpty("Omit -EncryptionKeyId to use the AWS managed key.")]
    public string? EncryptionKeyId { get; set; }

    /// <summary>Gets or sets the CodeBuild project that the pipeline runs.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByConnectionArn)]
    [ValidateNotEmpty("Omit -BuildProject to grant no build project.")]
    public string? BuildProject { get; set; }

    /// <summary>Processes one input with its session. A failure is written as an error, and the next input is processed.</summary>
    /// <param name="target">The input.</param>
    /// <param name="action">The work.</param>
    protected void WithSession(object target, Action<IEngineSession> action) => WithSession(target, InputObject?.Region, action, RegionOf(ConnectionArn));

    /// <summary>Gets the definition that determines the policy.</summary>
    /// <param name="pipelineName">The name of the pipeline, if the definition is built from parameters.</param>
    /// <param name="region">The Region of the pipeline.</param>
    /// <param name="repository">The repository, if the definition is built from parameters; null if it is not known.</param>
    /// <returns>The definition.</returns>
    /// <exception cref="ServiceException">Kind InvalidInput, with all findings.</exception>
    protected Pipeline ReadDefinition(string pipelineName, string region, string? repository = null)
    {
        if (InputObject is not null)
        {
            return Check(InputObject);
        }

        var findings = new[] { ConnectionRules.CheckArn(ConnectionArn), PipelineNameRules.CheckBucket(ArtifactBucket) }.OfType<Finding>().ToList();
        return findings.Count > 0
            ? throw ServiceException.FromFindings(findings)
            : ServiceRoleDefinition.Make(pipelineName, region, ConnectionArn, repository, ArtifactBucket!, EncryptionKeyId, BuildProject);
    }

    // PowerShell converts any object that has some of the properties to a pipeline. Without stages, the policy would have no permissions and would
    // replace the policy of the pipeline with this name.
    private static Pipeline Check(Pipeline definition)
    {
        if (PipelineNameRules.CheckName("pipeline", "InvalidPipelineName", definition.Name) is { } wrongName)
        {
            throw ServiceException.FromFindings([wrongName]);
        }

        return definition.Stages is { Count: > 0 }
            ? definition
            : throw ServiceException.FromFindings([new Finding(
                "PipelineWithoutStages", $"The object for '{definition.Name}' has no stages, so the permissions that the pipeline needs cannot be determined. Pipe the output of Get-BitbucketPipeline.")]);
    }
}
