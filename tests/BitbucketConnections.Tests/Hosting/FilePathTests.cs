using System;
using System.IO;
using System.Linq;
using BitbucketConnections.Binding.Definitions;

namespace BitbucketConnections.Tests;

/// <summary>Tests paths that are not in the file system, for every parameter that is the path of a file.</summary>
[Collection("shell")]
public sealed class FilePathTests : IDisposable
{
    private static readonly string[] s_commands =
    [
        "Export-BitbucketPipeline demo -Path $path",
        "New-BitbucketPipeline -DefinitionPath $path -WhatIf",
        "Set-BitbucketPipeline -DefinitionPath $path -WhatIf",
        "Get-BitbucketConnection -ProfileLocation $path",
    ];

    private static readonly (string Path, string Reason)[] s_paths =
    [
        ("Env:x", "it is a path of the provider Environment"),
        ("Function:", "it is a path of the provider Function"),
        ("Variable:home", "it is a path of the provider Variable"),
        ("nodrive:x", "the drive 'nodrive' does not exist"),
        ("a\0b", "it contains a character that no path has"),
    ];

    private readonly Shell _shell = new();

    public FilePathTests() => _shell.Engine.Pipelines.Add(FakeEngine.Pipeline("demo", "arn:aws:codestar-connections:us-east-1:123456789012:connection/web"));

    public static TheoryData<string, string, string> Cells
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach (var command in s_commands)
            {
                Array.ForEach(s_paths, path => data.Add(command, path.Path, path.Reason));
            }

            return data;
        }
    }

    public void Dispose() => _shell.Dispose();

    [Theory]
    [MemberData(nameof(Cells))]
    public void A_path_that_is_not_a_file_is_an_error_with_the_parameter(string command, string path, string reason)
    {
        var result = _shell.Run(command, ("path", path));

        var error = Assert.Single(result.Errors);
        Assert.Null(result.Thrown);
        Assert.StartsWith("InvalidPath,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        var parameter = command.Split(" -").Single(word => word.EndsWith("$path", StringComparison.Ordinal) || word.StartsWith("DefinitionPath", StringComparison.Ordinal)).Split(' ')[0];
        Assert.Equal($"-{parameter} '{path}' is not the path of a file: {reason}. Specify a path of the file system.", error.Exception.Message);
    }

    [Fact]
    public void Every_parameter_with_a_path_is_in_the_table() => Assert.Equal(
        s_commands.Select(command => command.Split(" -").Single(word => word.Contains("$path", StringComparison.Ordinal)).Split(' ')[0]).Distinct().Order(),
        Shell.Cmdlets.SelectMany(cmdlet => cmdlet.Type.GetProperties())
            .Where(property => property.IsDefined(typeof(System.Management.Automation.ParameterAttribute), inherit: true) && !property.IsDefined(typeof(ConfigurationKeyAttribute), inherit: true))
            .Select(property => property.Name)
            .Where(name => name.EndsWith("Path", StringComparison.Ordinal) || name.EndsWith("Location", StringComparison.Ordinal))
            .Where(name => !name.EndsWith("IncludePath", StringComparison.Ordinal) && !name.EndsWith("ExcludePath", StringComparison.Ordinal))
            .Distinct().Order());

    [Theory]
    [InlineData("", "is empty. Get a definition with 'Export-BitbucketPipeline NAME -Path pipeline.json' or 'aws codepipeline get-pipeline --name NAME --output json > pipeline.json'.")]
    [InlineData(" \r\n", "is empty. Get a definition with 'Export-BitbucketPipeline NAME -Path pipeline.json' or 'aws codepipeline get-pipeline --name NAME --output json > pipeline.json'.")]
    [InlineData(null, "is a folder. Specify a JSON file.")]
    public void A_definition_file_without_a_definition_is_an_error_of_its_own(string? content, string expected)
    {
        var folder = Directory.CreateTempSubdirectory("bbc-test-").FullName;
        try
        {
            var path = content is null ? folder : Path.Combine(folder, "definition.json");
            if (content is not null)
            {
                File.WriteAllText(path, content);
            }

            var error = Assert.Single(_shell.Run("New-BitbucketPipeline -DefinitionPath $path -WhatIf", ("path", path)).Errors);

            Assert.StartsWith("DefinitionFileUnreadable,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
            Assert.EndsWith(expected, error.Exception.Message, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
