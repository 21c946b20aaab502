using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace BitbucketConnections;

/// <summary>A reference to a variable in a configuration value, <c>#{namespace.name}</c>. CodePipeline replaces it when the action starts.</summary>
public sealed class VariableReference
{
    /// <summary>The namespace of the variables of the pipeline.</summary>
    public const string PipelineNamespace = "variables";

    /// <summary>The namespace of the variables of CodePipeline.</summary>
    public const string ServiceNamespace = "codepipeline";

    private static readonly Regex s_reference = new(@"#\{([^{}.]+)\.([^{}]+)\}", RegexOptions.CultureInvariant);

    private VariableReference(string space, string name)
    {
        Namespace = space;
        Name = name;
    }

    /// <summary>Gets the namespace.</summary>
    public string Namespace { get; }

    /// <summary>Gets the name of the variable.</summary>
    public string Name { get; }

    /// <summary>Gets a value indicating whether it refers to a variable of the pipeline.</summary>
    public bool IsOfPipeline => Namespace == PipelineNamespace;

    /// <summary>Finds the references in a value.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The references in their order.</returns>
    public static IEnumerable<VariableReference> Find(string value) => s_reference.Matches(value).Cast<Match>().Select(Read);

    /// <summary>Replaces the references in a value. The replacement is not searched again.</summary>
    /// <param name="value">The value.</param>
    /// <param name="valueOf">Returns the value of a variable, or null to keep the reference.</param>
    /// <returns>The value without references to known variables.</returns>
    public static string Resolve(string value, Func<VariableReference, string?> valueOf) =>
        s_reference.Replace(value, match => valueOf(Read(match)) ?? match.Value);

    /// <inheritdoc/>
    public override string ToString() => "#{" + Namespace + "." + Name + "}";

    private static VariableReference Read(Match match) => new(match.Groups[1].Value, match.Groups[2].Value);
}
