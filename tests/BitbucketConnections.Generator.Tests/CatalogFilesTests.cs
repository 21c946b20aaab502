using System.IO;
using System.Linq;
using BitbucketConnections.Generator.Catalog;

namespace BitbucketConnections.Generator.Tests;

public sealed class CatalogFilesTests
{
    [Fact]
    public void The_tables_are_those_that_the_generator_makes_of_the_facts()
    {
        var files = CatalogFiles.Write(Checkout.Repository.Root).ToList();

        Assert.Equal(4, files.Count);
        Assert.All(files, file => Assert.Equal(file.Text, File.ReadAllText(file.Path)));
    }

    [Fact]
    public void A_member_that_the_generator_does_not_know_is_an_error() =>
        Assert.Throws<InvalidDataException>(() => CatalogWriter.WriteActionTypes("""[{ "category": "Deploy", "requierd": true }]"""));
}
