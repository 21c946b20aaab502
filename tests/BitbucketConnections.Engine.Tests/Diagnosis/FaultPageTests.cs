using System;
using System.IO;

namespace BitbucketConnections.Engine.Tests.Diagnosis;

/// <summary>Tests that the page of faults is current.</summary>
public sealed class FaultPageTests
{
    [Fact]
    public void The_page_of_faults_matches_the_table()
    {
        var page = Path.Combine(PermissionPageTests.Root(), "docs", "diagnosis.md");
        if (Environment.GetEnvironmentVariable("BITBUCKETCONNECTIONS_WRITE_FAULTS") == "1")
        {
            File.WriteAllText(page, FaultPage.Write());
        }

        Assert.Equal(FaultPage.Write(), File.ReadAllText(page).Replace("\r\n", "\n", StringComparison.Ordinal));
    }
}
