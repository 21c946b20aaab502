using System;
using System.Linq;
using System.Text;

namespace BitbucketConnections.Engine.Tests.Diagnosis;

/// <summary>Writes docs/diagnosis.md from the table of faults.</summary>
internal static class FaultPage
{
    public static string Write()
    {
        var text = new StringBuilder($"""
            # Faults that the checks find

            {FaultTable.All.Count} faults, each put into a sandbox in which nothing else is wrong. A test writes this page and proves each row: the check finds the fault, its detail,
            remedy or command contains the text of the last column, and after the remedy the check passes. On the sound sandbox every check passes.
            `Test-BitbucketPipeline` makes the checks, and `Test-BitbucketConnection` those that are marked with °.

            *Unknown* is the status of a check that can't be made: of the faults here, most are permissions that the caller does not have.

            """.Replace("\r\n", "\n", StringComparison.Ordinal));
        foreach (var check in FaultTable.All.GroupBy(fault => fault.Check).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            text.Append("\n## ").Append(check.Key).Append("\n\n| fault | status | says |\n|---|---|---|\n");
            foreach (var fault in check)
            {
                text.Append("| ").Append(fault.Name).Append(fault.IsOfConnection ? "°" : string.Empty).Append(" | ").Append(fault.Status).Append(" | `").Append(fault.Says).Append("` |\n");
            }
        }

        return text.ToString();
    }
}
