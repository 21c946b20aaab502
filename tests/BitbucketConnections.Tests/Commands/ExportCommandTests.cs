using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace BitbucketConnections.Tests;

[Collection("shell")]
public sealed class ExportCommandTests : IDisposable
{
    private readonly Shell _shell = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("export-").FullName;

    public ExportCommandTests()
    {
        Engine.Pipelines.Add(FakeEngine.Pipeline("demo", "arn:x"));
        Engine.Pipelines.Add(FakeEngine.Pipeline("other", "arn:x"));
    }

    private FakeEngine Engine => _shell.Engine;

    private (string Name, object? Value) Folder => ("folder", _folder);

    public void Dispose()
    {
        _shell.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("CloudFormation", 1)]
    [InlineData("Json", 0)]
    public void Members_that_a_format_does_not_support_are_a_warning(string format, int warnings)
    {
        var result = _shell.Run($"Export-BitbucketPipeline demo -Format {format}");

        Assert.Equal(warnings, result.Warnings.Count);
        Assert.All(result.Warnings, warning => Assert.Equal(
            "CloudFormation does not support members of the pipeline 'demo': stages.S.beforeEntry.conditions.0.rules.R.timeoutInMinutes. Their values are only in comments of the CloudFormation text.", warning));
    }

    [Fact]
    public void A_pipeline_by_name_is_read_and_returned_as_text()
    {
        var result = _shell.Run("Export-BitbucketPipeline demo Terraform");

        Assert.Equal("Terraform of demo\n", Assert.Single(result.Of<string>()));
        Assert.Equal(["GetPipeline demo", "ListTags " + Engine.Pipelines[0].PipelineArn], Engine.Calls);
    }

    [Theory]
    [InlineData("Json", true)]
    [InlineData("CloudFormation", true)]
    [InlineData("Terraform", true)]
    [InlineData("Mermaid", false)]
    public void The_tags_are_read_for_every_format_that_has_tags(string format, bool isRead)
    {
        Engine.Tags[Engine.Pipelines[0].PipelineArn!] = new() { ["team"] = "shop" };

        var result = _shell.Run("$p | Export-BitbucketPipeline -Format " + format, ("p", Engine.Pipelines[0]));

        Assert.Equal($"{format} of demo{(isRead ? " with team=shop" : string.Empty)}\n", Assert.Single(result.Of<string>()));
    }

    [Fact]
    public void Tags_that_cannot_be_read_are_a_warning_and_another_failure_is_an_error()
    {
        Engine.Failures["ListTags " + Engine.Pipelines[0].PipelineArn] = new ServiceException(ServiceErrorKind.Service, "no") { ErrorCode = "AccessDeniedException" };
        var denied = _shell.Run("$p | Export-BitbucketPipeline", ("p", Engine.Pipelines[0]));
        Engine.Failures["ListTags " + Engine.Pipelines[0].PipelineArn] = new ServiceException(ServiceErrorKind.EndpointUnreachable, "no");
        var unreachable = _shell.Run("$p | Export-BitbucketPipeline", ("p", Engine.Pipelines[0]));

        Assert.Single(denied.Of<string>());
        Assert.Contains("so the export has no tags", Assert.Single(denied.Warnings), StringComparison.Ordinal);
        Assert.Empty(unreachable.Of<string>());
        Assert.Single(unreachable.Errors);
    }

    [Fact]
    public void A_piped_pipeline_with_its_tags_is_exported_for_its_Region_without_a_call()
    {
        var result = _shell.Run("$p | Export-BitbucketPipeline", ("p", Engine.Pipelines[0] with { Tags = new Dictionary<string, string>() }));

        Assert.Equal("Json of demo\n", Assert.Single(result.Of<string>()));
        Assert.Empty(Engine.Calls);
        Assert.Equal("us-east-1", Engine.Settings.Single().InputRegion);
    }

    [Fact]
    public void Several_pipelines_are_written_to_a_folder_with_the_extension_and_no_byte_order_mark()
    {
        var result = _shell.Run("$p | Export-BitbucketPipeline -Format CloudFormation -Path $folder/new/", ("p", Engine.Pipelines.ToArray()), Folder);

        Assert.Equal(["demo.yaml", "other.yaml"], result.Of<FileInfo>().Select(file => file.Name));
        Assert.Equal((byte)'C', File.ReadAllBytes(Path.Combine(_folder, "new", "demo.yaml"))[0]);
    }

    [Theory]
    [InlineData("a.json", "", "Json")]
    [InlineData("a.YAML", "", "CloudFormation")]
    [InlineData("a.yml", "", "CloudFormation")]
    [InlineData("a.tf", "", "Terraform")]
    [InlineData("a.mmd", "", "Mermaid")]
    [InlineData("a.txt", "", "Json")]
    [InlineData("a", "", "Json")]
    [InlineData("a.yml", "-Format CloudFormation", "CloudFormation")]
    [InlineData("a.md", "-Format Mermaid", "Mermaid")]
    [InlineData("folder.yaml/", "", "Json")]
    public void The_extension_of_the_file_determines_the_format(string name, string parameters, string format)
    {
        var file = Assert.Single(_shell.Run($"Export-BitbucketPipeline demo -Path $folder/{name} {parameters}", Folder).Of<FileInfo>());

        Assert.StartsWith(format + " of demo", File.ReadAllText(file.FullName), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.yaml", "Json", "The extension of '*a.yaml' is that of the format CloudFormation, but -Format is Json. Omit -Format, or use the extension '.json'.")]
    [InlineData("a.json", "CloudFormation", "* -Format is CloudFormation. Omit -Format, or use the extension '.yaml'.")]
    [InlineData("a.tf.json", "Terraform", "*'.tf'.")]
    public void An_extension_of_another_format_is_an_error_before_any_call(string name, string format, string message)
    {
        var result = _shell.Run($"Export-BitbucketPipeline demo -Path $folder/{name} -Format {format}", Folder);

        Assert.Equal(["ExportFormatDiffers"], result.Ids);
        Assert.True(System.Management.Automation.WildcardPattern.Get(message, default).IsMatch(result.Errors[0].ToString()), result.Errors[0].ToString());
        Assert.Empty(Engine.Calls);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_file_with_values_is_named_in_a_verbose_line()
    {
        var pipeline = Make("shop") with { Variables = [new PipelineVariable { Name = "STAGE", DefaultValue = "x" }] };

        var verbose = _shell.Run("$p | Export-BitbucketPipeline -Path $folder/a.json -Verbose", ("p", pipeline), Folder).Verbose;

        Assert.Contains(verbose, line => line.EndsWith("a.json' has values of variables or secrets, so only its owner can read it where the system has such a mode.", StringComparison.Ordinal));
    }

    [Fact]
    public void Several_pipelines_cannot_be_written_to_one_file()
    {
        Assert.Equal(["OneFileForSeveral"], _shell.Run("$p | Export-BitbucketPipeline -Path $folder/one.json", ("p", Engine.Pipelines.ToArray()), Folder).Ids);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void An_existing_file_is_kept_without_Force_and_WhatIf_writes_no_file()
    {
        Assert.Empty(_shell.Run("Export-BitbucketPipeline demo -Path $folder/a.json -WhatIf", Folder).Output);
        Assert.Empty(Directory.GetFiles(_folder));
        File.WriteAllText(Path.Combine(_folder, "a.json"), "mine");
        Assert.Equal(["FileExists"], _shell.Run("Export-BitbucketPipeline demo -Path $folder/a.json", Folder).Ids);
        Assert.Equal("mine", File.ReadAllText(Path.Combine(_folder, "a.json")));
        Assert.Single(_shell.Run("Export-BitbucketPipeline demo -Path $folder/a.json -Force", Folder).Of<FileInfo>());
        Assert.Equal(["FileNotWritten"], _shell.Run("Export-BitbucketPipeline demo -Path $folder/a.json/b.json", Folder).Ids);
    }

    [Fact]
    public void Pipelines_with_the_same_name_have_one_file_for_each_Region()
    {
        var result = _shell.Run("$p | Export-BitbucketPipeline -Path $folder -Force", ("p", new[] { Make("shop"), Make("shop", "eu-west-1"), Make("web") }), Folder);

        Assert.Equal(["shop.us-east-1.json", "shop.eu-west-1.json", "web.json"], result.Of<FileInfo>().Select(file => file.Name));
    }

    [Theory]
    [InlineData("shop")]
    [InlineData("Shop")]
    public void Two_pipelines_with_the_same_file_are_not_written(string second)
    {
        var result = _shell.Run("$p | Export-BitbucketPipeline -Path $folder -Force", ("p", new[] { Make("shop"), Make(second) }), Folder);

        Assert.Equal(["OneFileForSeveral", "OneFileForSeveral"], result.Ids);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Theory]
    [InlineData("../escaped", "InvalidPipelineName")]
    [InlineData("a/b", "InvalidPipelineName")]
    [InlineData("", "NotAPipeline")]
    public void A_definition_is_not_written_outside_the_folder(string name, string id)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "in"));

        Assert.Equal([id], _shell.Run("$p | Export-BitbucketPipeline -Path $folder/in/", ("p", Make(name)), Folder).Ids);
        Assert.Empty(Directory.GetFiles(_folder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_file_is_returned_with_the_members_that_other_cmdlets_bind()
    {
        var file = Assert.Single(_shell.Run("Export-BitbucketPipeline demo -Path $folder/a.json", Folder).Output);

        Assert.EndsWith("a.json", (string)file.Properties["PSPath"].Value, StringComparison.Ordinal);
    }

    private static Pipeline Make(string name, string region = "us-east-1") => new() { Name = name, Region = region };

    [Fact]
    public void A_secret_that_AWS_hides_is_a_warning()
    {
        var hidden = new Pipeline
        {
            Name = "p", Region = "us-east-1",
            Stages = [new PipelineStage { Name = "Source", Actions = [new PipelineAction { Name = "Git", ActionTypeId = new ActionTypeId { Category = "Source", Owner = "ThirdParty", Provider = "GitHub", Version = "1" }, Configuration = new Dictionary<string, string> { ["OAuthToken"] = "****" } }] }],
        };

        Assert.Contains("'Git' of 'p'", Assert.Single(_shell.Run("$p | Export-BitbucketPipeline", ("p", hidden)).Warnings), StringComparison.Ordinal);
    }
}
