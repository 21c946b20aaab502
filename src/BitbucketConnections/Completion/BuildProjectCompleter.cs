using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Completion;

/// <summary>Completes the CodeBuild projects of the Region.</summary>
internal sealed class BuildProjectCompleter : LiveCompleter<string>
{
    public BuildProjectCompleter()
        : base(CompletionLists.BuildProjects)
    {
    }

    protected override IEnumerable<Choice> Choose(IReadOnlyList<string> items, CompletionLine line) => items.Select(name => new Choice(name, "CodeBuild project " + name));
}
