using System;
using System.Security;
using BitbucketConnections.Binding;
using BitbucketConnections.Hosting;

namespace BitbucketConnections.Completion;

/// <summary>
/// Reads the settings that the command would use from the command line and the session. Names of another account would be worse than no names.
/// </summary>
internal static class CompletionSettings
{
    public static SessionSettings Of(CompletionLine line)
    {
        // Of several Regions or profiles, the names of the first are shown.
        var stored = new StoredSettings(line.Session);
        return new SessionSettings
        {
            Region = RegionName.Of(CompletionLine.First(line.Value("Region"))),
            InputRegion = line.Pipeline?.Region,
            DefaultRegion = stored.Region,
            Credential = CredentialObject.Hold(line.Value("Credential")),
            DefaultCredential = stored.Credential,
            ProfileName = line.Text("ProfileName"),
            ProfileLocation = Location(line),
            AccessKey = line.Text("AccessKey"),
            SecretKey = Secret(line, "SecretKey"),
            SessionToken = Secret(line, "SessionToken"),
            EndpointUrl = Uri.TryCreate(line.Value("EndpointUrl")?.ToString(), UriKind.Absolute, out var url) ? url : null,
        };
    }

    /// <summary>Gets the credentials file on the command line; null if there is none.</summary>
    public static string? Location(CompletionLine line) => line.Text("ProfileLocation") is { } path ? FilePath.Resolve(line.Session, path, "ProfileLocation") : null;

    private static string? Secret(CompletionLine line, string parameter) => line.Value(parameter) is SecureString secret ? Binding.Secret.Reveal(secret) : line.Text(parameter);
}
