using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using BitbucketConnections.Catalog;

namespace BitbucketConnections.Engine.Pipelines.Rules;

/// <summary>Checks the members of a Commands action outside its configuration (CodePipeline API model).</summary>
internal sealed class CommandRules : IPipelineRule
{
    private static readonly Regex s_variable = new(@"^[A-Za-z0-9_]{1,128}\z", RegexOptions.CultureInvariant);

    public IEnumerable<Finding> Check(Pipeline pipeline) => PlacedAction.All(pipeline).SelectMany(Check);

    private static IEnumerable<Finding> Check(PlacedAction placed)
    {
        var action = placed.Action;
        var isCommands = ActionCatalog.Find(action.ActionTypeId)?.Keys.Any(key => key is { IsActionMember: true, IsRequired: true, Name: "commands" }) == true;
        return Texts(placed, "InvalidCommands", "command", action.Commands, isCommands ? 1 : 0, 50, 1000, ".Commands")
            .Concat(Lines(placed))
            .Concat(Texts(placed, "InvalidOutputVariables", "output variable", action.OutputVariables, 0, 15, 128, ".OutputVariables"))
            .Concat(action.OutputArtifacts.SelectMany((artifact, o) =>
                Texts(placed, "InvalidOutputFiles", "output file", artifact.Files, 0, 10, 128, $".OutputArtifacts[{o}].Files")))
            .Concat(Environment(placed));
    }

    private static IEnumerable<Finding> Lines(PlacedAction placed)
    {
        for (var c = 0; c < (placed.Action.Commands?.Count ?? 0); c++)
        {
            if (placed.Action.Commands![c].IndexOfAny(['\r', '\n']) >= 0)
            {
                yield return new Finding(
                    "CommandWithSeveralLines",
                    $"A command of the action '{placed.Action.Name}' has several lines. AWS's documentation allows one line. Make each line a command of its own.",
                    $"{placed.Path}.Commands[{c}]") { IsWarning = true };
            }
        }
    }

    private static IEnumerable<Finding> Texts(
        PlacedAction placed, string id, string what, IReadOnlyList<string>? texts, int minimum, int maximum, int longest, string member)
    {
        if (TextListRules.Check($"The action '{placed.Action.Name}'", what, texts, (minimum, maximum, longest)) is { } message)
        {
            yield return new Finding(id, message, placed.Path + member);
        }
    }

    private static IEnumerable<Finding> Environment(PlacedAction placed)
    {
        var variables = placed.Action.EnvironmentVariables ?? [];
        if (variables.Count > 10)
        {
            yield return new Finding(
                "TooManyEnvironmentVariables", $"The action '{placed.Action.Name}' has {variables.Count} environment variables. The maximum is 10.", placed.Path + ".EnvironmentVariables");
        }

        for (var i = 0; i < variables.Count; i++)
        {
            var variable = variables[i];
            if (variable.Type == "SECRETS_MANAGER" && variable.Value.IndexOfAny(['*', '?']) >= 0)
            {
                yield return new Finding(
                    "WildcardInConfiguration",
                    $"The environment variable '{variable.Name}' of the action '{placed.Action.Name}' names a secret with * or ?. The policy of the service role would allow other secrets. Specify the full name or ARN of the secret.",
                    $"{placed.Path}.EnvironmentVariables[{i}]");
            }

            if (!s_variable.IsMatch(variable.Name) || variable.Value.Length is 0 or > 2000 || variable.Type is not (null or "PLAINTEXT" or "SECRETS_MANAGER"))
            {
                // The value may be a secret, so the message shows only its length.
                yield return new Finding(
                    "InvalidEnvironmentVariable",
                    $"The environment variable '{variable.Name}' (type {variable.Type ?? "PLAINTEXT"}, value of {Quantity.Of(variable.Value.Length, "character")}) is not valid. Use a name of 1 to 128 letters, digits or _, a value of 1 to 2000 characters, and the type PLAINTEXT or SECRETS_MANAGER.",
                    $"{placed.Path}.EnvironmentVariables[{i}]");
            }
        }
    }
}
