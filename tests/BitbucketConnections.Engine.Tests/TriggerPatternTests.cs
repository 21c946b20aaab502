using System;
using System.Linq;
using BitbucketConnections.Engine.Pipelines.Rules;

namespace BitbucketConnections.Engine.Tests;

public sealed class TriggerPatternTests
{
    [Theory]
    [InlineData("/src/**", "Use 'src/**'.")]
    [InlineData("./src/app/*.cs", "Use 'src/app/*.cs'.")]
    [InlineData("src/", "Use 'src/**'.")]
    [InlineData("/src/", "Use 'src/**'.")]
    [InlineData(@"src\app\**", "Use 'src/app/**'.")]
    [InlineData("src/**,docs/**", "Use 2 patterns: 'src/**', 'docs/**'.")]
    [InlineData("!docs/**", "Use 'docs/**' as an exclude pattern.")]
    [InlineData("^src/.*$", "Use 'src/**'.")]
    [InlineData("src/.*", "Use 'src/**'.")]
    [InlineData("^src/.*/test/.*$", "Use 'src/**/test/**'.")]
    [InlineData("^(src|docs)/.*$", "Use '{src,docs}/**'.")]
    [InlineData("(?:src|docs)/x", "Use '{src,docs}/x'.")]
    [InlineData("src|docs", "Use '{src,docs}'.")]
    [InlineData(" src/**", "Use 'src/**'.")]
    [InlineData(" /src/ ", "Use 'src/**'.")]
    public void A_path_that_never_matches_has_the_pattern_that_was_meant(string pattern, string remedy) =>
        Assert.EndsWith(remedy, Assert.Single(TriggerPatternRules.Paths(Of(pattern), "p")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("refs/heads/main", "Use 'main'.")]
    [InlineData("refs/tags/v1", "Use 'v1' in a filter for tags.")]
    [InlineData("main, develop", "Use 2 patterns: 'main', 'develop'.")]
    [InlineData("^main$", "Use 'main'.")]
    [InlineData(".*", "Use '**'.")]
    [InlineData("(main|develop)", "Use '{main,develop}'.")]
    [InlineData("^release-.*$", "Use 'release-*'.")]
    [InlineData(" main", "Use 'main'.")]
    [InlineData("!main", "Use 'main' as an exclude pattern.")]
    [InlineData("release/", "Use 'release/**' or 'release'.")]
    [InlineData("/main", "Use 'main'.")]
    [InlineData("release 1", "Use the exact name of the branch.")]
    [InlineData("[abc", "It matches nothing.")]
    public void A_branch_that_never_matches_has_the_pattern_that_was_meant(string pattern, string remedy)
    {
        var finding = Assert.Single(TriggerPatternRules.Branches(new TriggerPatterns { Excludes = [pattern] }, "p"));

        Assert.EndsWith(remedy, finding.Message, StringComparison.Ordinal);
        Assert.True(finding.IsWarning);
        Assert.Contains($"'{pattern}'", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("refs/tags/v*", "Use 'v*'.")]
    [InlineData("refs/heads/main", "Use 'main' in a filter for branches.")]
    public void A_tag_has_no_prefix_of_git(string pattern, string remedy) =>
        Assert.EndsWith(remedy, Assert.Single(TriggerPatternRules.Tags(Of(pattern), "p")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("src/**", "**/*.cs", "README.md", "{src,test}/**", ".github/**", "a b/c.txt", "**/.env", @"a\{b", "Program, Final/x")]
    public void A_path_that_can_match_is_not_a_finding(params string[] patterns) =>
        Assert.Equal(patterns[^1] == "Program, Final/x" ? 1 : 0, TriggerPatternRules.Paths(Of(patterns), "p").Count());

    [Theory]
    [InlineData("main", "release/*", "feature/**", "v1.*", "hotfix-{a,b}", "user/x#1", "**", "*", "r?", "[a-z]*", "cost$x")]
    public void A_name_that_can_match_is_not_a_finding(params string[] patterns)
    {
        Assert.Empty(TriggerPatternRules.Branches(Of(patterns), "p"));
        Assert.Empty(TriggerPatternRules.Tags(Of(patterns), "p"));
    }

    private static TriggerPatterns Of(params string[] patterns) => new() { Includes = patterns };
}
