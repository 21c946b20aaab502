using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using BitbucketConnections.Binding.Targets;

namespace BitbucketConnections.Completion;

/// <summary>
/// What the command line says already: the arguments of the command, by position, alias, variable or splatting, the defaults in
/// <c>$PSDefaultParameterValues</c>, and what the commands to the left pipe into it, as far as this is known before they run.
/// </summary>
internal sealed class CompletionLine
{
    private readonly CommandAst? _ast;
    private readonly IDictionary _bound;
    private readonly Lazy<IReadOnlyList<object>> _piped;
    private readonly Lazy<IReadOnlyDictionary<string, Ast>> _arguments;

    public CompletionLine(string commandName, string parameterName, CommandAst? ast, IDictionary bound)
    {
        Session = CompletionSession.Current();
        Command = commandName;
        Parameter = parameterName;
        _ast = ast;
        _bound = bound;
        _piped = new Lazy<IReadOnlyList<object>>(() => ast is null ? [] : UpstreamInput.Read(ast, Session));
        _arguments = new Lazy<IReadOnlyDictionary<string, Ast>>(() => ast is null ? new Dictionary<string, Ast>() : UpstreamInput.Arguments(ast));
    }

    /// <summary>Gets the state of the session.</summary>
    public SessionState Session { get; }

    /// <summary>Gets the name of the command.</summary>
    public string Command { get; }

    /// <summary>Gets the name of the parameter to complete.</summary>
    public string Parameter { get; }

    /// <summary>Gets the pipeline that the command acts on, with the Region, stage or execution of a piped object; null if it is not known.</summary>
    public PipelineTarget? Pipeline => Targets("PipelineName").Select(input => ReadPipeline(input)).FirstOrDefault(target => target is not null);

    /// <summary>Gets the stage: that of the command line, or of a piped object.</summary>
    public string? StageName => Text("StageName") ?? Pipeline?.StageName;

    /// <summary>Gets the ARN of the resource whose tags the command changes; null if it is not known.</summary>
    public string? TaggedArn => Targets("ResourceArn").Select(ResourceNoun.Tagged.Find).FirstOrDefault(text => text is not null);

    /// <summary>Gets the value of a parameter.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <returns>The value without the wrapper of PowerShell; null if the line does not have it, or it is not known before the command runs.</returns>
    public object? Value(string parameter)
    {
        var value = _bound[parameter] ?? Splatted(parameter) ?? (_arguments.Value.TryGetValue(parameter, out var argument) ? ArgumentValue.Read(argument, Session) : null)
            ?? Default(parameter);
        return value is PSObject wrapped && wrapped.BaseObject is not PSCustomObject ? wrapped.BaseObject : value;
    }

    /// <summary>Gets the text of a parameter, of the first value if there are several; null if the line does not have it.</summary>
    /// <param name="parameter">The parameter.</param>
    public string? Text(string parameter) => First(Value(parameter)) switch
    {
        string text when text.Length > 0 => text,
        null or string => null,
        var other => new PipedInput(PSObject.AsPSObject(other)).Text,
    };

    /// <summary>Gets the first of several values, or the value itself.</summary>
    /// <param name="value">The value or values.</param>
    public static object? First(object? value) => value is IList { Count: > 0 } many ? many[0] : value;

    /// <summary>Gets a name that a command to the left has in its arguments, such as that of a pipeline; null if there is none.</summary>
    /// <param name="member">The member of the piped row.</param>
    public string? PipedName(string member) => _piped.Value.OfType<Hashtable>().Select(row => row[member] as string).FirstOrDefault(name => name is not null && !NamePattern.CanBe(name));

    private static PipelineTarget? ReadPipeline(PipedInput input)
    {
        try
        {
            return ResourceNoun.Pipeline.Find(input) is { } text && !NamePattern.CanBe(text) ? PipelineTarget.Of(input, text) : null;
        }
        catch (ServiceException)
        {
            // The text is not a name of a pipeline. The command itself reports it.
            return null;
        }
    }

    private IEnumerable<PipedInput> Targets(string parameter) =>
        new[] { First(Value(parameter)), First(Value("InputObject")) }.Concat(_piped.Value).OfType<object>().Select(input => new PipedInput(PSObject.AsPSObject(input)));

    private object? Splatted(string parameter) => _ast?.CommandElements.OfType<VariableExpressionAst>().Where(variable => variable.Splatted)
        .Select(variable => Entry(ArgumentValue.Variable(variable.VariablePath, Session), name => name.Equals(parameter, StringComparison.OrdinalIgnoreCase)))
        .FirstOrDefault(value => value is not null);

    private object? Default(string parameter)
    {
        var defaults = Session.PSVariable.GetValue("PSDefaultParameterValues");
        return Entry(defaults, key => key.Equals("Disabled", StringComparison.OrdinalIgnoreCase)) is true ? null : Entry(defaults, key => key.IndexOf(':') is > 0 and var colon
            && WildcardPattern.Get(key.Substring(0, colon).Trim(), WildcardOptions.IgnoreCase).IsMatch(Command)
            && WildcardPattern.Get(key.Substring(colon + 1).Trim(), WildcardOptions.IgnoreCase).IsMatch(parameter)) is { } value and not ScriptBlock ? value : null;
    }

    private static object? Entry(object? table, Func<string, bool> isMeant) => (table is PSObject wrapped ? wrapped.BaseObject : table) is IDictionary map
        ? map.Keys.OfType<string>().Where(isMeant).Select(key => map[key]).FirstOrDefault()
        : null;
}
