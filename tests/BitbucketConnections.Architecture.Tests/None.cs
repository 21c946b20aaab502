using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Architecture.Tests;

/// <summary>Fails with every line: xUnit's own message shows the beginnings of the first five.</summary>
internal static class None
{
    public static void Of(IEnumerable<string> wrong)
    {
        var all = wrong.ToList();
        Assert.True(all.Count == 0, string.Join("\n", all));
    }
}
