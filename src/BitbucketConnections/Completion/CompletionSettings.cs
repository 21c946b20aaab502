using System;
using System.Collections;
using System.Management.Automation;
using System.Security;
using BitbucketConnections.Binding;

namespace BitbucketConnections.Completion;

/// <summary>Reads what the command would use of the line and the shell: names of another account would be worse than none.</summary>
internal static class CompletionSettings
{
    public static SessionSettings Of(IDictionary bound)
    {
        var session = Shell();
        var stored = new StoredSettings(session);
        return new SessionSettings
        {
            Region = RegionName.Of(bound["Region"]),
            DefaultRegion = stored.Region,
            Credential = CredentialObject.Hold(bound["Credential"]),
            DefaultCredential = stored.Credential,
            ProfileName = bound["ProfileName"] as string,
            ProfileLocation = Location(session, bound),
            AccessKey = bound["AccessKey"] as string,
            SecretKey = Text(bound["SecretKey"]),
            SessionToken = Text(bound["SessionToken"]),
            EndpointUrl = Uri.TryCreate(bound["EndpointUrl"]?.ToString(), UriKind.Absolute, out var url) ? url : null,
        };
    }

    /// <summary>Gets the file of profiles that stands on the command line; null when none does.</summary>
    public static string? Location(IDictionary bound) => Location(Shell(), bound);

    private static string? Location(SessionState session, IDictionary bound) =>
        bound["ProfileLocation"] is string path ? session.Path.GetUnresolvedProviderPathFromPSPath(path) : null;

    private static string? Text(object? value) => value is SecureString secret ? Secret.Reveal(secret) : value as string;

    // A completer is handed no session; it is called on the thread of the one it completes for.
    private static SessionState Shell() => (SessionState)PSObject.AsPSObject(ScriptBlock.Create("$ExecutionContext.SessionState").InvokeReturnAsIs()).BaseObject;
}
