using System;
using System.Linq;

namespace BitbucketConnections.Tests;

public sealed class NearestNamesTests
{
    [Theory]
    [InlineData("web", "Similar name: 'WEB'.", "WEB")]
    [InlineData("web", "Similar names: 'Web', 'web-prod' (1 more).", "api", "web-prod", "Web")]
    [InlineData("web-prd", "Similar names: 'web-prod', 'web' (1 more).", "web", "zzz", "web-prod")]
    [InlineData("shop", "No similar name exists. Number of pipelines: 2.", "api", "web")]
    [InlineData("shpo", "Similar name: 'shop' (1 more).", "shop", "blog")]
    [InlineData("a", "Similar name: 'b' (1 more).", "b", "ab-long")]
    [InlineData("nothing", "No pipelines exist there.")]
    [InlineData("ab", "No similar name exists. Number of pipelines: 1.", "xabx-y")]
    public void Another_case_comes_first_then_a_part_then_a_slip_and_the_others_are_counted(string wanted, string expected, params string[] names) =>
        Assert.Equal(expected, NearestNames.Describe(wanted, names, "pipelines"));

    [Fact]
    public void Three_names_are_shown_of_many_and_the_culture_does_not_matter()
    {
        var names = Enumerable.Range(0, 500).Select(i => $"service-{i:D3}-Iı").ToList();

        Assert.Equal("Similar names: 'service-007-Iı', 'service-000-Iı', 'service-001-Iı' (497 more).", NearestNames.Describe("SERVICE-007-Iı", names, "pipelines"));
    }

    [Fact]
    public void Names_of_the_greatest_length_are_compared_without_delay()
    {
        var names = Enumerable.Range(0, 1000).Select(i => new string('a', 96) + i.ToString("D4", System.Globalization.CultureInfo.InvariantCulture)).ToList();

        Assert.StartsWith("Similar names: '", NearestNames.Describe(new string('a', 99) + "x", names, "pipelines"), StringComparison.Ordinal);
    }
}
