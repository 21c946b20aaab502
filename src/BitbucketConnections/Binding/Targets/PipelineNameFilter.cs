using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace BitbucketConnections.Binding.Targets;

/// <summary>Filters pipelines by names and patterns. Exact names are case-sensitive, as on AWS. Patterns are not.</summary>
internal sealed class PipelineNameFilter
{
    private readonly List<WildcardPattern> _patterns;
    private readonly HashSet<string> _exact;
    private readonly HashSet<string> _missing;

    public PipelineNameFilter(IEnumerable<string> names)
    {
        var all = names.ToList();
        _patterns = all.Where(WildcardPattern.ContainsWildcardCharacters).Select(NamePattern.Compile).ToList();
        _exact = new HashSet<string>(all.Where(name => !WildcardPattern.ContainsWildcardCharacters(name)), StringComparer.Ordinal);
        _missing = new HashSet<string>(_exact, StringComparer.Ordinal);
    }

    /// <summary>Gets the exact names that were not found.</summary>
    public IReadOnlyCollection<string> Missing => _missing;

    /// <summary>Determines whether a name matches the filter.</summary>
    public bool Match(string name) => _exact.Contains(name) || _patterns.Exists(pattern => pattern.IsMatch(name));

    /// <summary>Marks a name as found.</summary>
    public void Found(string name) => _missing.Remove(name);
}
