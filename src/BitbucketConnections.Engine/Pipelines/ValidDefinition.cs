using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Engine.Pipelines.Rules;

namespace BitbucketConnections.Engine.Pipelines;

/// <summary>Creates checked definitions. No other class creates them, so code that receives one does not check it again.</summary>
internal sealed class ValidDefinition : CheckedDefinition
{
    private ValidDefinition(Pipeline definition, IReadOnlyList<Finding> warnings)
        : base(definition, warnings)
    {
    }

    /// <summary>Checks a definition.</summary>
    /// <param name="definition">The definition. The wizard may add its service role and artifact store.</param>
    /// <exception cref="ServiceException">Kind InvalidInput, with all findings.</exception>
    public static ValidDefinition Check(Pipeline definition) => Check(definition, PipelineValidator.Validate(definition));

    /// <summary>Creates the checked definition from the findings.</summary>
    /// <param name="definition">The definition.</param>
    /// <param name="findings">All findings, errors and warnings.</param>
    /// <exception cref="ServiceException">Kind InvalidInput, with all errors.</exception>
    public static ValidDefinition Check(Pipeline definition, IReadOnlyList<Finding> findings) =>
        findings.Where(finding => !finding.IsWarning).ToList() is { Count: > 0 } errors
            ? throw ServiceException.FromFindings(errors, definition.Name)
            : new ValidDefinition(definition, findings);

    /// <summary>Adds the service role and the artifact stores that CreatePipeline requires.</summary>
    /// <param name="definition">The complete definition.</param>
    /// <exception cref="ServiceException">Kind InvalidInput: a required member is missing.</exception>
    public ValidDefinition Complete(Pipeline definition) => Check(definition, new CompletenessRules().Check(definition).Concat(Warnings).ToList());
}
