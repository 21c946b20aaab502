using System;
using System.Collections.Generic;
using System.Text.RegularExpressions;
using BitbucketConnections.Catalog;

namespace BitbucketConnections.Engine.Pipelines.Rules;

/// <summary>Checks the number, names and lengths of variables (CodePipeline API model and quotas).</summary>
internal sealed class VariableRules : IPipelineRule
{
    private static readonly Regex s_name = new(@"^[A-Za-z0-9@\-_]{1,128}\z", RegexOptions.CultureInvariant);

    public IEnumerable<Finding> Check(Pipeline pipeline)
    {
        if (pipeline.Variables.Count > PipelineQuotas.MaximumVariables)
        {
            yield return new Finding("TooManyVariables", $"The pipeline has {pipeline.Variables.Count} variables. The maximum is {PipelineQuotas.MaximumVariables} (CodePipeline quota).", "Variables");
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < pipeline.Variables.Count; i++)
        {
            var variable = pipeline.Variables[i];
            var path = $"Variables[{i}]";
            if (!s_name.IsMatch(variable.Name))
            {
                yield return new Finding("InvalidVariable", $"The variable name '{variable.Name}' is not valid. Use 1 to 128 letters, digits or @ - _.", path);
            }
            else if (!seen.Add(variable.Name))
            {
                yield return new Finding("DuplicateVariable", $"The variable '{variable.Name}' is defined more than once.", path);
            }

            if (variable.DefaultValue is { Length: 0 or > 1000 } || variable.Description is { Length: > 200 })
            {
                yield return new Finding("InvalidVariable", $"The variable '{variable.Name}' has a default value or description of the wrong length. AWS accepts default values of 1 to 1000 and descriptions of 0 to 200 characters.", path);
            }
        }
    }
}
