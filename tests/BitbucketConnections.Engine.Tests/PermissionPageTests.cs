using System;
using System.IO;
using System.Linq;
using BitbucketConnections.Catalog;

namespace BitbucketConnections.Engine.Tests;

/// <summary>The policies and the catalog have the same permissions, and the page of permissions is current.</summary>
public sealed class PermissionPageTests
{
    [Fact]
    public void The_policies_have_exactly_the_permissions_of_the_catalog() => Assert.Equal(string.Empty, string.Join("\n", PermissionPage.Differences()));

    [Fact]
    public void Every_type_of_the_catalog_is_on_the_page()
    {
        var text = PermissionPage.Write();

        Assert.All(ActionCatalog.All.Where(type => type.Owner == "AWS"), type => Assert.Contains($"\n## {type}\n", text, StringComparison.Ordinal));
        Assert.All(RuleCatalog.All, type => Assert.Contains($"\n## Rule/{type}\n", text, StringComparison.Ordinal));
    }

    [Fact]
    public void The_page_of_permissions_matches_the_catalog()
    {
        var page = Path.Combine(Root(), "docs", "permissions.md");
        if (Environment.GetEnvironmentVariable("BITBUCKETCONNECTIONS_WRITE_PERMISSIONS") == "1")
        {
            File.WriteAllText(page, PermissionPage.Write());
        }

        Assert.Equal(PermissionPage.Write(), File.ReadAllText(page).Replace("\r\n", "\n", StringComparison.Ordinal));
    }

    internal static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "BitbucketConnections.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }
}
