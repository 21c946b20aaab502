using System.Management.Automation;

namespace BitbucketConnections.Completion;

/// <summary>Finds the state of the session. A completer does not get it, and runs on the thread of the session.</summary>
internal static class CompletionSession
{
    public static SessionState Current() => (SessionState)PSObject.AsPSObject(ScriptBlock.Create("$ExecutionContext.SessionState").InvokeReturnAsIs()).BaseObject;
}
