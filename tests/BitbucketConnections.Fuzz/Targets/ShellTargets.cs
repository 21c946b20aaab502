using System;
using System.Collections;
using System.IO;
using System.Linq;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using System.Text;
using BitbucketConnections.Completion;
using BitbucketConnections.Engine.Configuration;

namespace BitbucketConnections.Fuzz.Targets;

/// <summary>Command lines that are completed, and files of profiles.</summary>
internal static class ShellTargets
{
    /// <summary>Gets the targets.</summary>
    public static FuzzTarget[] All { get; } =
    [
        new FuzzTarget
        {
            Name = "CompletionLine", Weight = 1, Seeds = FuzzResources.Lines("lines.txt"), Open = OpenLine,
            Words = ["Get-BitbucketPipeline", "-Name", "-PipelineName", "-StageName", "-InputObject", "-Branch", "@p", "@{", "}", "$(", "$x", "|", "'demo'", "\"", ";", "&", "`", "@(", "[pscustomobject]", "-Configuration", "Where-Object", "Select-Object", "ForEach-Object", "$_", "arn:aws:codepipeline:eu-west-1:123456789012:demo"],
        },
        new FuzzTarget
        {
            Name = "Profile", Weight = 4, Seeds = FuzzResources.Lines("profiles.txt"), Open = OpenProfile,
            Words = ["[default]", "[profile default]", "[sso-session s]", "\n", "=", "#", ";", "role_arn = ", "source_profile = default", "credential_source = Environment", "sso_session = s", "sso_start_url = https://x", "credential_process = ", "max_attempts = ", "region = ", "[", "]", "services = x", "[services x]", "endpoint_url = "],
        },
    ];

    private static Action<string> OpenLine()
    {
        // The session of the last chunk on this thread.
        Runspace.DefaultRunspace?.Dispose();
        var runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        runspace.Open();
        Runspace.DefaultRunspace = runspace;
        return Line;
    }

    private static void Line(string input)
    {
        // PowerShell has no tree for text that is nested too deeply, and then completes nothing.
        if (Parser.ParseInput(input, out _, out _) is not { } script)
        {
            return;
        }

        foreach (var command in script.FindAll(ast => ast is CommandAst, searchNestedScriptBlocks: true).Cast<CommandAst>().Take(5))
        {
            var line = new CompletionLine(command.GetCommandName() ?? string.Empty, "StageName", command, new Hashtable());
            _ = line.Text("Name");
            _ = line.Value("Configuration");
            _ = line.Pipeline;
            _ = line.StageName;
            _ = line.TaggedArn;
            _ = line.PipedName("Name");
        }
    }

    private static Action<string> OpenProfile()
    {
        var path = Path.Combine(Path.GetTempPath(), $"fuzz-profile-{Environment.ProcessId}-{Environment.CurrentManagedThreadId}");
        var settings = new SessionSettings { ProfileName = "default", ProfileLocation = path };
        return input =>
        {
            File.WriteAllBytes(path, Encoding.UTF8.GetBytes(input));
            _ = ProfileProblem.Find("default", settings);
            _ = ProfileProblem.Exists("s", settings);
            _ = ProfileStore.List(settings);
            _ = ProfileStore.ChainOf(settings);
            File.Delete(path);
        };
    }
}
