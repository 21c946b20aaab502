using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace BitbucketConnections.Completion;

/// <summary>
/// Reads what is piped into a command, without running anything: a value or variable, or the names in the arguments of a command of this module, such as
/// <c>Get-BitbucketPipeline web |</c>.
/// </summary>
internal static class UpstreamInput
{
    // The commands that pass their input on.
    private static readonly HashSet<string> s_filters = new(StringComparer.OrdinalIgnoreCase)
    {
        "Where-Object", "where", "?", "Select-Object", "select", "Sort-Object", "sort", "Tee-Object", "tee",
    };

    /// <summary>Reads the input of a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="session">The session with the variables.</param>
    /// <returns>The values and rows; empty if there is no input, or it is not known before the commands run.</returns>
    public static IReadOnlyList<object> Read(CommandAst command, SessionState session) => Previous(command) switch
    {
        CommandExpressionAst expression => Values(ArgumentValue.Read(expression, session)),
        CommandAst filter when s_filters.Contains(filter.GetCommandName() ?? string.Empty) => Read(filter, session),
        CommandAst source => Rows(source, session),
        _ => [],
    };

    /// <summary>Gets the arguments of a command by parameter.</summary>
    /// <param name="command">The command.</param>
    public static IReadOnlyDictionary<string, Ast> Arguments(CommandAst command)
    {
        var found = new Dictionary<string, Ast>(StringComparer.OrdinalIgnoreCase);
        try
        {
            foreach (var parameter in StaticParameterBinder.BindCommand(command, resolve: true).BoundParameters.Where(bound => bound.Value.Value is not null))
            {
                found[parameter.Key] = parameter.Value.Value;
            }
        }
        catch (ArgumentException)
        {
            // PowerShell's binder fails for some commands whose last parameter has no argument yet. Their named arguments are found without it.
            foreach (var (parameter, argument) in command.CommandElements.Zip(command.CommandElements.Skip(1), (first, second) => (first as CommandParameterAst, second)))
            {
                if (parameter is { Argument: null } && argument is not CommandParameterAst)
                {
                    found[parameter.ParameterName] = argument;
                }
            }
        }

        return found;
    }

    private static CommandBaseAst? Previous(CommandAst command) =>
        command.Parent is PipelineAst pipeline && pipeline.PipelineElements.IndexOf(command) is > 0 and var index ? pipeline.PipelineElements[index - 1] : null;

    private static List<object> Values(object? value) => value switch
    {
        null => [],
        IList many => many.OfType<object>().ToList(),
        _ => [value],
    };

    // A command that acts on its own input, such as Set-BitbucketPipeline -PassThru, passes the same resource on.
    private static IReadOnlyList<object> Rows(CommandAst source, SessionState session)
    {
        var name = source.GetCommandName() ?? string.Empty;
        if (name.IndexOf("-Bitbucket", StringComparison.OrdinalIgnoreCase) < 0)
        {
            return [];
        }

        var values = Arguments(source).Select(argument => (argument.Key, Value: CompletionLine.First(ArgumentValue.Read(argument.Value, session)))).Where(argument => argument.Value is string).ToList();
        var noun = name.EndsWith("-BitbucketConnection", StringComparison.OrdinalIgnoreCase) ? "ConnectionName" : "PipelineName";
        var row = new Hashtable(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in values)
        {
            row[key.Equals("Name", StringComparison.OrdinalIgnoreCase) ? noun : key] = value;
        }

        return row.ContainsKey("PipelineName") || row.ContainsKey("ConnectionName") || row.Keys.Cast<string>().Any(key => key.EndsWith("Arn", StringComparison.OrdinalIgnoreCase))
            ? [row]
            : Read(source, session);
    }
}
