using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace BitbucketConnections.Sandbox.Pipelines.Declarations;

/// <summary>A reference to a variable in the configuration of an action, <c>#{namespace.name}</c>.</summary>
/// <param name="ConfigurationKey">The configuration key.</param>
/// <param name="Namespace">The namespace.</param>
/// <param name="Name">The name of the variable.</param>
internal sealed record VariableReference(string ConfigurationKey, string Namespace, string Name)
{
    /// <summary>The namespace of the variables of the pipeline.</summary>
    public const string PipelineNamespace = "variables";

    /// <summary>The namespace of the variables of CodePipeline.</summary>
    public const string ServiceNamespace = "codepipeline";

    private static readonly Regex s_reference = new(@"#\{([^{}.]+)\.([^{}]+)\}", RegexOptions.CultureInvariant);

    /// <summary>Gets a value indicating whether it refers to a variable of the pipeline.</summary>
    public bool IsOfPipeline => Namespace == PipelineNamespace;

    /// <summary>Finds the references of an action.</summary>
    /// <param name="action">The action.</param>
    /// <returns>The references, in the order of the configuration.</returns>
    public static IEnumerable<VariableReference> Find(DeclaredAction action) =>
        from key in action.ConfigurationKeys
        from Match match in s_reference.Matches(action.Configuration(key)!)
        select Read(key, match);

    /// <summary>Replaces the references in a value. The replacement is not searched again.</summary>
    /// <param name="value">The value.</param>
    /// <param name="valueOf">Returns the value of a variable, or null to keep the reference.</param>
    /// <returns>The value without references to known variables.</returns>
    public static string Resolve(string value, Func<VariableReference, string?> valueOf) =>
        s_reference.Replace(value, match => valueOf(Read(string.Empty, match)) ?? match.Value);

    private static VariableReference Read(string key, Match match) => new(key, match.Groups[1].Value, match.Groups[2].Value);
}
