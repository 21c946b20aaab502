using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Engine.Pipelines.Rules;

namespace BitbucketConnections.Engine.Pipelines;

/// <summary>A definition that breaks no rule: nothing else makes one, so that what takes it need not look.</summary>
internal sealed class ValidDefinition : CheckedDefinition
{
    private ValidDefinition(Pipeline definition, IReadOnlyList<Finding> warnings)
        : base(definition, warnings)
    {
    }

    /// <summary>Checks a definition.</summary>
    /// <param name="definition">The definition; it may leave the service role and the artifact store to the wizard.</param>
    /// <exception cref="ServiceException">Kind InvalidInput, with all findings.</exception>
    public static ValidDefinition Check(Pipeline definition) => Check(definition, PipelineValidator.Validate(definition));

    /// <summary>Makes the checked definition of what was found.</summary>
    /// <param name="definition">The definition.</param>
    /// <param name="findings">All findings, errors and warnings.</param>
    /// <exception cref="ServiceException">Kind InvalidInput: the errors among them.</exception>
    public static ValidDefinition Check(Pipeline definition, IReadOnlyList<Finding> findings) =>
        findings.Where(finding => !finding.IsWarning).ToList() is { Count: > 0 } errors
            ? throw ServiceException.FromFindings(errors)
            : new ValidDefinition(definition, findings);

    /// <summary>Adds the service role and the artifact stores, without which a pipeline can't be sent.</summary>
    /// <param name="definition">The same definition with them.</param>
    /// <exception cref="ServiceException">Kind InvalidInput: one is missing.</exception>
    public ValidDefinition Complete(Pipeline definition) => Check(definition, new CompletenessRules().Check(definition).Concat(Warnings).ToList());
}
