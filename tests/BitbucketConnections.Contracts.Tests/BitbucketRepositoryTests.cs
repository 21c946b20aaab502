using System;
using System.Linq;

namespace BitbucketConnections.Contracts.Tests;

public sealed class BitbucketRepositoryTests
{
    [Theory]
    [InlineData("https://bitbucket.org/workspace/repositories/")]
    [InlineData("https://bitbucket.org/dashboard/overview")]
    [InlineData("https://bitbucket.org/account/settings/")]
    [InlineData("https://bitbucket.org/example-ws/workspace/projects/DEMO")]
    [InlineData("bitbucket.org/repo/create")]
    public void A_page_of_Bitbucket_is_not_a_repository(string url) =>
        Assert.Contains("is a page of Bitbucket and not a repository", BitbucketRepository.Parse(url, out _)!.Message, System.StringComparison.Ordinal);

    [Theory]
    [InlineData("https://me:t0p@bitbucket.org/ws", "https://bitbucket.org/ws")]
    [InlineData("https://me:t0@p@bitbucket.org/ws", "https://bitbucket.org/ws")]
    [InlineData("me:t0p@bitbucket.org:ws/repo", "bitbucket.org:ws/repo")]
    [InlineData("https://t0p@", "https://")]
    [InlineData("ws/repo", "ws/repo")]
    [InlineData(null, "")]
    public void A_possible_secret_is_not_shown(string? value, string shown) => Assert.Equal(shown, BitbucketRepository.Shown(value));

    [Theory]
    [InlineData("example-ws/demo-repo", "example-ws/demo-repo")]
    [InlineData("Example_WS/Demo.Repo", "Example_WS/Demo.Repo")]
    [InlineData(" example-ws/demo-repo ", "example-ws/demo-repo")]
    [InlineData("example-ws/demo-repo/", "example-ws/demo-repo")]
    [InlineData("/example-ws/demo-repo", "example-ws/demo-repo")]
    [InlineData("example-ws/demo-repo.git", "example-ws/demo-repo")]
    [InlineData("example-ws/.git", "example-ws/.git")]
    [InlineData("ws/repo.github.io", "ws/repo.github.io")]
    [InlineData("https://bitbucket.org/example-ws/demo-repo", "example-ws/demo-repo")]
    [InlineData("https://bitbucket.org/example-ws/demo-repo/", "example-ws/demo-repo")]
    [InlineData("https://bitbucket.org/example-ws/demo-repo.git", "example-ws/demo-repo")]
    [InlineData("http://bitbucket.org/example-ws/demo-repo.git", "example-ws/demo-repo")]
    [InlineData("https://www.bitbucket.org/example-ws/demo-repo", "example-ws/demo-repo")]
    [InlineData("HTTPS://BitBucket.ORG/example-ws/demo-repo", "example-ws/demo-repo")]
    [InlineData("https://someone@bitbucket.org/example-ws/demo-repo.git", "example-ws/demo-repo")]
    [InlineData("https://someone:s3cr3t@bitbucket.org/example-ws/demo-repo.git", "example-ws/demo-repo")]
    [InlineData("https://x-token-auth:ATCTT3x@bitbucket.org/example-ws/demo-repo", "example-ws/demo-repo")]
    [InlineData("https://bitbucket.org:443/example-ws/demo-repo", "example-ws/demo-repo")]
    [InlineData("https://bitbucket.org/example-ws/demo-repo/src/main/", "example-ws/demo-repo")]
    [InlineData("https://bitbucket.org/example-ws/demo-repo/src/feature%2Fx/README.md", "example-ws/demo-repo")]
    [InlineData("https://bitbucket.org/example-ws/demo-repo/branch/main", "example-ws/demo-repo")]
    [InlineData("https://bitbucket.org/example-ws/demo-repo/branches/?status=all", "example-ws/demo-repo")]
    [InlineData("https://bitbucket.org/example-ws/demo-repo/commits/0123abc", "example-ws/demo-repo")]
    [InlineData("https://bitbucket.org/example-ws/demo-repo/pull-requests/1#comment-2", "example-ws/demo-repo")]
    [InlineData("https://bitbucket.org/example-ws/demo-repo?at=main", "example-ws/demo-repo")]
    [InlineData("https://bitbucket.org/example-ws/demo-repo#readme", "example-ws/demo-repo")]
    [InlineData("bitbucket.org/example-ws/demo-repo", "example-ws/demo-repo")]
    [InlineData("bitbucket.org/example-ws/demo-repo/src/main", "example-ws/demo-repo")]
    [InlineData("git@bitbucket.org:example-ws/demo-repo.git", "example-ws/demo-repo")]
    [InlineData("git@bitbucket.org:example-ws/demo-repo", "example-ws/demo-repo")]
    [InlineData("bitbucket.org:example-ws/demo-repo.git", "example-ws/demo-repo")]
    [InlineData("ssh://git@bitbucket.org/example-ws/demo-repo.git", "example-ws/demo-repo")]
    [InlineData("ssh://git@bitbucket.org:22/example-ws/demo-repo.git", "example-ws/demo-repo")]
    [InlineData("ssh://git@altssh.bitbucket.org:443/example-ws/demo-repo.git", "example-ws/demo-repo")]
    [InlineData("git://bitbucket.org/example-ws/demo-repo.git", "example-ws/demo-repo")]
    public void Every_URL_form_of_Bitbucket_is_read(string text, string expected)
    {
        Assert.Null(BitbucketRepository.Parse(text, out var id));
        Assert.Equal(expected, id);
    }

    [Theory]
    [InlineData(null, "InvalidRepositoryId")]
    [InlineData("", "InvalidRepositoryId")]
    [InlineData("  ", "InvalidRepositoryId")]
    [InlineData("demo-repo", "InvalidRepositoryId")]
    [InlineData("https://bitbucket.org/example-ws", "InvalidRepositoryId")]
    [InlineData("https://bitbucket.org/", "InvalidRepositoryId")]
    [InlineData("a/b/c", "InvalidRepositoryId")]
    [InlineData("example ws/demo", "InvalidRepositoryId")]
    [InlineData("ws/re*po", "InvalidRepositoryId")]
    [InlineData("ws//repo", "InvalidRepositoryId")]
    [InlineData("ws/..", "InvalidRepositoryId")]
    [InlineData("./repo", "InvalidRepositoryId")]
    [InlineData("{0d3c8f7e-0000-4000-8000-000000000000}/{1d3c8f7e-0000-4000-8000-000000000000}", "InvalidRepositoryId")]
    [InlineData("ftp://bitbucket.org/ws/repo", "InvalidRepositoryId")]
    [InlineData("https://github.com/ws/repo", "UnsupportedRepositoryHost")]
    [InlineData("git@gitlab.com:ws/repo.git", "UnsupportedRepositoryHost")]
    [InlineData("https://bitbucket.example.com/scm/ws/repo.git", "UnsupportedRepositoryHost")]
    [InlineData("https://bitbucket.org.evil.example/ws/repo", "UnsupportedRepositoryHost")]
    public void An_invalid_Bitbucket_Cloud_repository_is_rejected(string? text, string id)
    {
        var finding = BitbucketRepository.Parse(text, out var read);
        Assert.Equal(id, finding?.Id);
        Assert.Empty(read);
    }

    [Theory]
    [InlineData("https://someone:s3cr3t@github.com/ws/repo")]
    [InlineData("https://someone:s3cr3t@bitbucket.org/ws")]
    [InlineData("https://someone:s3cr3t@bitbucket.org/w s/repo")]
    [InlineData("someone:s3cr3t@bitbucket.org/ws/repo")]
    [InlineData("https://s3cr3t@@bitbucket.org:x/ws/repo")]
    [InlineData("https://bitbucket.org/me:s3cr3t@ws/repo")]
    [InlineData("bitbucket.org:s3cr3t@ws/repo")]
    [InlineData("me.s3cr3t:x@bitbucket.org/ws/repo")]
    [InlineData("ftp://someone:s3cr3t@bitbucket.org/ws/repo")]
    public void User_info_of_a_url_is_never_shown(string text)
    {
        var finding = BitbucketRepository.Parse(text, out _);
        Assert.NotNull(finding);
        Assert.DoesNotContain("s3cr3t", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.")]
    [InlineData("a@")]
    [InlineData("../")]
    [InlineData("x")]
    public void A_text_of_200_000_characters_is_rejected_at_once(string part)
    {
        var text = string.Concat(Enumerable.Repeat(part, 200_000 / part.Length));
        Finding? finding = null;

        TimeBound.OneRunWithin(2, () => finding = BitbucketRepository.Parse(text, out _));
        TimeBound.OneRunWithin(2, () => BitbucketRepository.Shown(text));

        Assert.Equal("InvalidRepositoryId", finding!.Id);
        Assert.StartsWith($"The repository has {text.Length} characters.", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("@/ws/repo")]
    [InlineData("/@")]
    [InlineData("://@")]
    [InlineData("@")]
    public void A_text_without_a_host_before_the_at_sign_can_be_shown(string text) => Assert.NotNull(BitbucketRepository.Shown(text));

    [Theory]
    [InlineData("https://bitbucket.org/ws/repo.git.git", "ws/repo")]
    [InlineData("ws/.git", "ws/.git")]
    public void All_endings_of_a_clone_URL_are_removed(string text, string repository)
    {
        Assert.Null(BitbucketRepository.Parse(text, out var read));
        Assert.Equal(repository, read);
    }

    [Fact]
    public void The_host_is_not_a_workspace() =>
        Assert.Contains("has the host where the workspace is expected", BitbucketRepository.Parse("https://bitbucket.org/bitbucket.org/repo", out _)!.Message, StringComparison.Ordinal);
}
