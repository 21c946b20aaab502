using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Engine.Export;

namespace BitbucketConnections.Engine.Tests;

/// <summary>Tests that a file has the whole old text or the whole new text, and that only its owner can read values.</summary>
public sealed class ExportedFileTests : IDisposable
{
    private static readonly PipelineExportFormat[] s_formats = [PipelineExportFormat.Json, PipelineExportFormat.CloudFormation, PipelineExportFormat.Terraform, PipelineExportFormat.Mermaid];
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "exported-" + Guid.NewGuid().ToString("N"));

    public ExportedFileTests() => Directory.CreateDirectory(_folder);

    private string File1 => Path.Combine(_folder, "a.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_new_file_and_its_folders_are_created_and_nothing_else_is_left()
    {
        var path = Path.Combine(_folder, "new", "folder", "a.json");

        Assert.Equal(Path.GetDirectoryName(path), ExportedFile.Write(path, "text é\n", isPrivate: true, overwrite: false));
        Assert.Null(ExportedFile.Write(path, "other", isPrivate: true, overwrite: true));

        Assert.Equal("other"u8.ToArray(), File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFiles(_folder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void An_existing_file_is_kept_without_overwrite()
    {
        File.WriteAllText(File1, "mine");

        var refused = Assert.Throws<ServiceException>(() => ExportedFile.Write(File1, "text", isPrivate: false, overwrite: false));

        Assert.Equal("FileExists", refused.Condition);
        Assert.Equal("mine", File.ReadAllText(File1));
        Assert.Equal([File1], Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_named_pipe_is_not_replaced_by_a_file()
    {
        if (Path.DirectorySeparatorChar != '/')
        {
            return;
        }

        using (var make = Process.Start("mkfifo", File1)!)
        {
            make.WaitForExit();
        }

        var refused = Assert.Throws<ServiceException>(() => ExportedFile.Write(File1, "text", isPrivate: true, overwrite: true));

        Assert.Equal("FileNotWritten", refused.Condition);
        Assert.Contains("it is a pipe or a device, not a file", refused.Message, StringComparison.Ordinal);
        using var pipe = new FileStream(File1, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        Assert.False(pipe.CanSeek);
    }

    // A second writer of the file would overwrite what the process wrote.
    [Fact]
    public void A_device_that_is_a_file_here_is_refused()
    {
        using var held = new FileStream(File1, FileMode.Create, FileAccess.ReadWrite, FileShare.ReadWrite);
        var device = $"/dev/fd/{held.SafeFileHandle.DangerousGetHandle()}";
        if (Path.DirectorySeparatorChar != '/' || !File.Exists(device))
        {
            return;
        }

#if NET
        var refused = Assert.Throws<ServiceException>(() => ExportedFile.Write(device, "text", isPrivate: false, overwrite: true));

        Assert.Equal("FileNotWritten", refused.Condition);
        Assert.Contains($"it is the file '{File1}'", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, held.Length);
#endif
    }

    [Theory]
    [InlineData("a.json/b.json")]
    [InlineData("in/x\0y.json")]
    public void A_failure_names_the_file_and_leaves_no_other_file(string name)
    {
        File.WriteAllText(File1, "mine");

        var refused = Assert.Throws<ServiceException>(() => ExportedFile.Write(_folder + "/" + name, "text", isPrivate: true, overwrite: true));

        Assert.Equal("FileNotWritten", refused.Condition);
        Assert.StartsWith($"Cannot write the file '{_folder}/{name}': ", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(".tmp", refused.Message, StringComparison.Ordinal);
        Assert.Equal([File1], Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task A_reader_never_sees_a_part_of_the_text()
    {
        var texts = new[] { new string('a', 2_000_000), new string('b', 1_000_000) };
        ExportedFile.Write(File1, texts[0], isPrivate: true, overwrite: false);
        using var stop = new CancellationTokenSource();
        var seen = new HashSet<(char, int)>();
        var reader = Task.Run(
            () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    using var stream = new StreamReader(new FileStream(File1, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
                    var text = stream.ReadToEnd();
                    seen.Add((text[0], text.Length));
                }
            },
            TestContext.Current.CancellationToken);
        for (var i = 0; i < 20; i++)
        {
            ExportedFile.Write(File1, texts[(i + 1) % 2], isPrivate: true, overwrite: true);
        }

        stop.Cancel();
        await reader;
        Assert.Subset(new HashSet<(char, int)> { ('a', 2_000_000), ('b', 1_000_000) }, seen);
        Assert.NotEmpty(seen);
    }

#if NET
    public static bool IsWindows => OperatingSystem.IsWindows();

    [Theory(SkipWhen = nameof(IsWindows), Skip = "Windows has no file modes")]
    [InlineData(null, true, "600")]
    [InlineData("644", true, "600")]
    [InlineData("640", false, "640")]
    [InlineData("600", false, "600")]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void Only_the_owner_can_read_values_and_another_file_keeps_its_mode(string? existing, bool isPrivate, string expected)
    {
        if (existing is not null)
        {
            File.WriteAllText(File1, "mine");
            File.SetUnixFileMode(File1, Mode(existing));
        }

        ExportedFile.Write(File1, "text", isPrivate, overwrite: true);

        Assert.Equal(Mode(expected), File.GetUnixFileMode(File1));
    }

    [Fact(SkipWhen = nameof(IsWindows), Skip = "Windows has no file modes")]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void A_new_file_without_values_has_the_mode_of_every_new_file()
    {
        File.WriteAllText(File1 + ".other", "text");
        ExportedFile.Write(File1, "text", isPrivate: false, overwrite: false);

        Assert.Equal(File.GetUnixFileMode(File1 + ".other"), File.GetUnixFileMode(File1));
    }

    [Theory(SkipWhen = nameof(IsWindows), Skip = "Only administrators create links on Windows")]
    [InlineData(true)]
    [InlineData(false)]
    public void A_link_stays_and_the_file_that_it_points_to_is_written(bool exists)
    {
        var link = Path.Combine(_folder, "link.json");
        Directory.CreateDirectory(Path.Combine(_folder, "in"));
        var target = Path.Combine(_folder, "in", "a.json");
        File.CreateSymbolicLink(link, Path.Combine("in", "a.json"));
        if (exists)
        {
            File.WriteAllText(target, "mine");
            Assert.Equal("FileExists", Assert.Throws<ServiceException>(() => ExportedFile.Write(link, "text", isPrivate: true, overwrite: false)).Condition);
        }

        ExportedFile.Write(link, "text", isPrivate: true, overwrite: true);

        Assert.Equal("text", File.ReadAllText(target));
        Assert.NotNull(new FileInfo(link).LinkTarget);
        Assert.Empty(Directory.GetFiles(_folder, "*.tmp", SearchOption.AllDirectories));
    }

    [Fact(SkipWhen = nameof(IsWindows), Skip = "Windows has no such files")]
    public void A_device_is_written_and_never_replaced()
    {
        ExportedFile.Write("/dev/null", "text", isPrivate: true, overwrite: true);

        Assert.False(File.ReadAllBytes("/dev/null").Length > 0);
        Assert.Equal("FileExists", Assert.Throws<ServiceException>(() => ExportedFile.Write("/dev/null", "text", isPrivate: true, overwrite: false)).Condition);
    }

    private static UnixFileMode Mode(string octal) => (UnixFileMode)Convert.ToInt32(octal, 8);
#endif

    [Theory]
    [InlineData("EnvironmentVariables", """[{"name":"STAGE","value":"x","type":"PLAINTEXT"}]""", true)]
    [InlineData("UserParameters", "x", true)]
    [InlineData("oauthtoken", "x", true)]
    [InlineData("Url", "https://me:x@host/", true)]
    [InlineData("ProjectName", "web", false)]
    public void An_export_has_values_if_the_wire_trace_would_hide_some(string key, string value, bool expected)
    {
        var pipeline = new Pipeline
        {
            Name = "p", Region = "us-east-1",
            Stages =
            [
                new PipelineStage
                {
                    Name = "S",
                    Actions = [new PipelineAction { Name = "A", ActionTypeId = new ActionTypeId { Category = "Build", Owner = "AWS", Provider = "CodeBuild", Version = "1" }, Configuration = new Dictionary<string, string> { [key] = value } }],
                },
            ],
        };

        foreach (var format in s_formats)
        {
            Assert.Equal(expected && format != PipelineExportFormat.Mermaid, new PipelineExporter().Export(pipeline, format).HasValues);
        }
    }

    [Fact]
    public void An_export_shows_no_value_that_came_as_a_SecureString()
    {
        KnownSecrets.Remember("kn0wn-to-an-export");
        var configuration = new Dictionary<string, string> { ["ProjectName"] = "kn0wn-to-an-export", ["Other"] = "text" };
        var rule = new StageRule { Name = "R", RuleTypeId = new RuleTypeId { Category = "Rule", Owner = "AWS", Provider = "LambdaInvoke", Version = "1" }, Configuration = configuration };
        var conditions = new StageConditions { Conditions = [new StageCondition { Result = "FAIL", Rules = [rule] }] };
        var pipeline = new Pipeline
        {
            Name = "p", Region = "us-east-1",
            Stages =
            [
                new PipelineStage
                {
                    Name = "S",
                    Actions = [new PipelineAction { Name = "A", ActionTypeId = new ActionTypeId { Category = "Build", Owner = "AWS", Provider = "CodeBuild", Version = "1" }, Configuration = configuration }],
                    BeforeEntry = conditions, OnSuccess = conditions, OnFailure = new StageFailureConditions { Conditions = conditions.Conditions },
                },
            ],
        };

        foreach (var format in s_formats)
        {
            var text = new PipelineExporter().Export(pipeline, format).Text;
            Assert.DoesNotContain("kn0wn", text, StringComparison.Ordinal);
            Assert.Equal(format == PipelineExportFormat.Mermaid ? 0 : 4, text.Split(["****"], StringSplitOptions.None).Length - 1);
        }
    }
}
