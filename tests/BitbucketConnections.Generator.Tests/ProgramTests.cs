using System.IO;

namespace BitbucketConnections.Generator.Tests;

public sealed class ProgramTests
{
    [Theory]
    [InlineData]
    [InlineData("paint")]
    [InlineData("trim", "only a source")]
    [InlineData("stubs")]
    public void An_invalid_command_line_shows_the_usage(params string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();

        Assert.Equal(2, Program.Run(arguments, output, errors));
        Assert.Contains("clients [FOLDER]", errors.ToString(), System.StringComparison.Ordinal);
        Assert.Empty(output.ToString());
    }

    [Fact]
    public void Clients_are_written_to_the_specified_folder()
    {
        var folder = Directory.CreateTempSubdirectory("generator-");
        try
        {
            using var output = new StringWriter();

            Assert.Equal(0, Program.Run(["clients", folder.FullName], output, TextWriter.Null));

            foreach (var file in Directory.GetFiles(Checkout.Repository.Generated))
            {
                Assert.Equal(File.ReadAllText(file), File.ReadAllText(Path.Combine(folder.FullName, Path.GetFileName(file))));
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
