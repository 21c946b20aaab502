using System;
using System.Collections;
using System.Management.Automation;
using System.Security;
using BitbucketConnections.Binding;
using BitbucketConnections.Hosting;

namespace BitbucketConnections.Completion;

/// <summary>
/// Reads the settings that the command would use from the command line and the session. Names of another account would be worse than no names.
/// </summary>
internal static class CompletionSettings
{
    public static SessionSettings Of(IDictionary bound)
    {
        var session = Shell();
        var stored = new StoredSettings(session);
        return new SessionSettings
        {
            Region = RegionName.Of(First(bound["Region"])),
            DefaultRegion = stored.Region,
            Credential = CredentialObject.Hold(bound["Credential"]),
            DefaultCredential = stored.Credential,
            ProfileName = First(bound["ProfileName"]) as string,
            ProfileLocation = Location(session, bound),
            AccessKey = bound["AccessKey"] as string,
            SecretKey = Text(bound["SecretKey"]),
            SessionToken = Text(bound["SessionToken"]),
            EndpointUrl = Uri.TryCreate(bound["EndpointUrl"]?.ToString(), UriKind.Absolute, out var url) ? url : null,
        };
    }

    /// <summary>Gets the credentials file on the command line; null if there is none.</summary>
    public static string? Location(IDictionary bound) => Location(Shell(), bound);

    private static string? Location(SessionState session, IDictionary bound) =>
        bound["ProfileLocation"] is string path ? FilePath.Resolve(session, path, "ProfileLocation") : null;

    // Of several Regions or profiles, the first one's names are shown.
    private static object? First(object? value) => value is IList { Count: > 0 } many ? many[0] : value;

    private static string? Text(object? value) => value is SecureString secret ? Secret.Reveal(secret) : value as string;

    // A completer gets no session state. It runs on the thread of the session.
    private static SessionState Shell() => (SessionState)PSObject.AsPSObject(ScriptBlock.Create("$ExecutionContext.SessionState").InvokeReturnAsIs()).BaseObject;
}
