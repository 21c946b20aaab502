using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Binding.Definitions;
using BitbucketConnections.Binding.Inputs;
using BitbucketConnections.Binding.Targets;
using BitbucketConnections.Completion;

namespace BitbucketConnections.Commands.Base;

/// <summary>Base of the cmdlets that build the policy of a service role from a definition or from single parameters.</summary>
public abstract class ServiceRoleParametersCommand : RowCommand
{
    private const string AcceptedInput = "Pipe a pipeline, a definition, a connection, or objects with the properties ConnectionArn and ArtifactBucket.";

    private Pipeline? _definition;

    /// <summary>
    /// Gets or sets the input: a pipeline or definition, a connection, its name or ARN, or an object or hashtable with values of the parameters, such as a row
    /// of a CSV file.
    /// </summary>
    [Parameter(ParameterSetName = ParameterSets.ByInputObject, Mandatory = true, ValueFromPipeline = true, HelpMessage = "The pipeline or its definition, a connection, or an object with values of the parameters")]
    [Alias("Definition")]
    [ValidateNotEmpty(AcceptedInput)]
    [CompletesNothing]
    public PSObject[] InputObject { get; set; } = [];

    /// <summary>Gets or sets the connection, as an ARN, a name or an object.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByConnectionArn, Mandatory = true, HelpMessage = "The ARN or the name of the connection")]
    [Parameter(ParameterSetName = ParameterSets.ByInputObject)]
    [Alias("Connection", "ConnectionName")]
    [ValidateNotEmpty("Omit -ConnectionArn to use the connection of the piped object.")]
    [ConnectionArnTransformation]
    [ArgumentCompleter(typeof(ConnectionArnCompleter))]
    public string ConnectionArn { get; set; } = string.Empty;

    /// <summary>Gets or sets the artifact bucket.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByConnectionArn, Mandatory = true, HelpMessage = "The artifact bucket")]
    [Parameter(ParameterSetName = ParameterSets.ByInputObject)]
    [ValidateNotEmpty("Omit -ArtifactBucket to use the artifact bucket of the piped object.")]
    [ArgumentCompleter(typeof(BucketCompleter))]
    public string? ArtifactBucket { get; set; }

    /// <summary>Gets or sets the encryption key of the artifacts: key id, key ARN or alias ARN. Default: the AWS managed key.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByConnectionArn)]
    [Parameter(ParameterSetName = ParameterSets.ByInputObject)]
    [Alias("KmsKeyId", "EncryptionKeyArn")]
    [ValidateNotEmpty("Omit -EncryptionKeyId to use the AWS managed key.")]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public string? EncryptionKeyId { get; set; }

    /// <summary>Gets or sets the CodeBuild project that the pipeline runs.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByConnectionArn)]
    [Parameter(ParameterSetName = ParameterSets.ByInputObject)]
    [ValidateNotEmpty("Omit -BuildProject to grant no build project.")]
    [ArgumentCompleter(typeof(BuildProjectCompleter))]
    public string? BuildProject { get; set; }

    /// <inheritdoc/>
    private protected override PSObject[] Piped => InputObject;

    /// <inheritdoc/>
    private protected override string Accepted => AcceptedInput;

    /// <summary>Gets the parameters that an input without a definition must set.</summary>
    private protected abstract IReadOnlyList<string> Required { get; }

    /// <summary>Processes the definition or the parameters.</summary>
    /// <param name="session">The session.</param>
    private protected abstract void Process(IEngineSession session);

    /// <inheritdoc/>
    private protected override void ProcessParameters() => ProcessEach(ParameterTarget, () => Process(OpenSession()));

    /// <summary>Gets the target of an error if the command has no input.</summary>
    private protected abstract string ParameterTarget { get; }

    /// <inheritdoc/>
    private protected override bool Take(PipedInput input)
    {
        _definition = NewInput.PipelineOf(input);
        return _definition is not null || TakeConnection(input, nameof(ConnectionArn));
    }

    /// <inheritdoc/>
    private protected override void ProcessTaken(PipedInput input)
    {
        var missing = Required.Where(name => !Row.IsGiven(name)).ToList();
        if (_definition is null && missing.Count > 0)
        {
            // PowerShell's own objects and pipelines of other tools have names, too.
            throw Row.Missing(missing);
        }

        if (_definition is not null && Row.Given([nameof(ConnectionArn), nameof(ArtifactBucket), nameof(EncryptionKeyId), nameof(BuildProject), "PipelineName", "Repository"]).ToList() is { Count: > 0 } others)
        {
            throw ServiceException.FromFindings([new Finding(
                "DefinitionParameterConflict", $"{string.Join(", ", others.Select(name => "-" + name))} can't be used with a pipeline or definition, which has these values.")]);
        }

        Process(OpenSession());
    }

    /// <summary>Gets the definition that determines the policy.</summary>
    /// <param name="session">The session, for the name of a connection and the Region of the pipeline.</param>
    /// <param name="pipelineName">The name of the pipeline, if the definition is built from parameters.</param>
    /// <param name="repository">The repository, if the definition is built from parameters; null if it is not known.</param>
    /// <returns>The definition.</returns>
    /// <exception cref="ServiceException">Kind InvalidInput, with all findings.</exception>
    private protected Pipeline ReadDefinition(IEngineSession session, string pipelineName, string? repository = null)
    {
        if (_definition is not null)
        {
            return Check(_definition.Region.Length > 0 ? _definition : _definition with { Region = session.Region });
        }

        var findings = new[] { IsConnectionName(ConnectionArn) ? null : ConnectionRules.CheckArn(ConnectionArn), PipelineNameRules.CheckBucket(ArtifactBucket) }.OfType<Finding>().ToList();
        return findings.Count > 0
            ? throw ServiceException.FromFindings(findings)
            : ServiceRoleDefinition.Make(pipelineName, session.Region, ArnOf(session, ConnectionArn), repository, ArtifactBucket!, EncryptionKeyId, BuildProject);
    }

    private IEngineSession OpenSession() => Session(_definition?.Region is { Length: > 0 } region ? region : null, RegionOf(ConnectionArn));

    // An object of Select-Object may have only some of the properties of a pipeline. Without stages, the policy would have no permissions and would
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
