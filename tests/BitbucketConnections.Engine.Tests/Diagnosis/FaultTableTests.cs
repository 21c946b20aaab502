using System;
using System.Linq;
using System.Threading.Tasks;

namespace BitbucketConnections.Engine.Tests.Diagnosis;

/// <summary>Puts each fault of the table into a sound system: its check must find it and name its remedy, and must pass after the remedy.</summary>
[Collection("environment")]
public sealed class FaultTableTests
{
    public static TheoryData<string> Names { get; } = new(FaultTable.All.Select(fault => fault.Name));

    [Fact]
    public void The_table_has_at_least_60_faults() => Assert.InRange(FaultTable.All.Select(fault => fault.Name).Distinct().Count(), 60, int.MaxValue);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_fault_is_found_and_the_remedy_puts_it_right(string name)
    {
        var fault = FaultTable.All.Single(fault => fault.Name == name);
        using var system = await SoundSystem.CreateAsync();
        Task<System.Collections.Generic.IReadOnlyList<CheckResult>> TestAsync() => fault.IsOfConnection ? system.TestConnectionAsync("us-east-1") : system.TestAsync();

        await fault.Break(system);
        var broken = await TestAsync();

        var found = broken.Where(result => result.Check == fault.Check && result.Status == fault.Status).ToList();
        Assert.True(found.Count > 0, "Results: " + string.Join("\n", broken.Select(result => $"{result}: {result.Detail}")));
        Assert.Contains(found, result => string.Join(" ", result.Detail, result.Remedy, result.Command).Contains(fault.Says, StringComparison.Ordinal));
        Assert.DoesNotContain(broken, result => result.Check == fault.Check && result.Status == CheckStatus.Passed);
        Assert.All(broken.Where(result => result.Status == CheckStatus.Failed), result => Assert.False(string.IsNullOrEmpty(result.Remedy) && string.IsNullOrEmpty(result.Command) && !result.Detail.Contains(". ", StringComparison.Ordinal)));

        await fault.Repair(system);
        Assert.DoesNotContain(await TestAsync(), result => result.Check == fault.Check && result.Status != CheckStatus.Passed);
    }
}
