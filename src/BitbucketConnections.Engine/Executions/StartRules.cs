using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace BitbucketConnections.Engine.Executions;

/// <summary>Checks requests that start an execution (StartPipelineExecution, API model and guide).</summary>
internal static class StartRules
{
    private static readonly Regex s_variable = new(@"^[A-Za-z0-9@\-_]{1,128}\z", RegexOptions.CultureInvariant);
    private static readonly Regex s_token = new(@"^[a-zA-Z0-9-]{1,128}\z", RegexOptions.CultureInvariant);
    private static readonly string[] s_revisionTypes = ["COMMIT_ID", "IMAGE_DIGEST", "S3_OBJECT_VERSION_ID", "S3_OBJECT_KEY"];

    /// <summary>Checks everything that does not depend on the definition.</summary>
    public static IEnumerable<Finding> Check(PipelineStartRequest request)
    {
        if (request.ClientRequestToken is { } token && !s_token.IsMatch(token))
        {
            yield return new Finding("InvalidClientRequestToken", $"The request token '{token}' is not valid. Use 1 to 128 letters, digits or -.");
        }

        if (request.Variables is { Count: > 50 })
        {
            yield return new Finding("TooManyVariables", $"The request has {request.Variables.Count} variables. The maximum is 50 (CodePipeline quota).");
        }

        foreach (var variable in request.Variables ?? new Dictionary<string, string>())
        {
            if (!s_variable.IsMatch(variable.Key))
            {
                yield return new Finding("InvalidVariable", $"The variable name '{variable.Key}' is not valid. Use 1 to 128 letters, digits or @ - _.");
            }

            if (variable.Value is not { Length: >= 1 and <= 1000 })
            {
                yield return new Finding("InvalidVariable", $"The variable '{variable.Key}' has a value of {variable.Value?.Length ?? 0} characters. AWS accepts 1 to 1000.");
            }
        }

        foreach (var revision in request.SourceRevisions ?? [])
        {
            if (!s_revisionTypes.Contains(revision.RevisionType))
            {
                yield return new Finding(
                    "InvalidRevisionType", $"The revision type '{revision.RevisionType}' is not valid. Use {string.Join(", ", s_revisionTypes)}. AWS has no revision type for a branch.");
            }

            if (revision.RevisionValue is not { Length: >= 1 and <= 1500 })
            {
                yield return new Finding("InvalidRevision", $"A revision has {revision.RevisionValue?.Length ?? 0} characters. AWS accepts 1 to 1500.");
            }
        }
    }

    /// <summary>Checks the request against the definition. AWS ignores unknown variables, and an execution without a required variable fails.</summary>
    public static IEnumerable<Finding> Check(PipelineStartRequest request, Pipeline definition)
    {
        if (definition.PipelineType == "V1")
        {
            foreach (var finding in OnlyV2(request, definition.Name))
            {
                yield return finding;
            }

            yield break;
        }

        var given = request.Variables ?? new Dictionary<string, string>();
        var declared = definition.Variables.Select(variable => variable.Name).ToList();
        foreach (var name in given.Keys.Except(declared, StringComparer.Ordinal))
        {
            yield return new Finding("UnknownVariable", $"The pipeline '{definition.Name}' has no variable '{name}'. Its variables: {Names(declared)}.");
        }

        foreach (var variable in definition.Variables.Where(v => v.DefaultValue is null && !given.ContainsKey(v.Name)))
        {
            yield return new Finding("VariableMissing", $"The variable '{variable.Name}' of the pipeline '{definition.Name}' has no default value. Specify a value.");
        }

        var connectionSources = PipelineSource.All(definition.Stages).Select(source => source.ActionName).ToList();
        var sources = definition.Stages.SelectMany(stage => stage.Actions).Where(a => a.ActionTypeId.Category == "Source").Select(a => a.Name).ToList();
        foreach (var revision in request.SourceRevisions ?? [])
        {
            if (revision.ActionName is null && connectionSources.Count != 1)
            {
                yield return new Finding(
                    "SourceActionNotClear", $"The pipeline '{definition.Name}' has {connectionSources.Count} source actions with a connection. Specify the source action. Its source actions: {Names(sources)}.");
            }
            else if (revision.ActionName is { } name && !sources.Contains(name))
            {
                yield return new Finding("SourceActionNotFound", $"The pipeline '{definition.Name}' has no source action '{name}'. Its source actions: {Names(sources)}.");
            }
        }
    }

    private static IEnumerable<Finding> OnlyV2(PipelineStartRequest request, string pipelineName)
    {
        if (request.SourceRevisions is { Count: > 0 })
        {
            yield return V2Only.Finding("A source revision", pipelineName);
        }

        if (request.Variables is { Count: > 0 })
        {
            yield return V2Only.Finding("A variable", pipelineName);
        }
    }

    private static string Names(List<string> names) => names.Count == 0 ? "none" : string.Join(", ", names);
}
