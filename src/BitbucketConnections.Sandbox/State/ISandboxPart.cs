namespace BitbucketConnections.Sandbox.State;

/// <summary>Marks what a service keeps once for the whole sandbox, such as names that are global.</summary>
internal interface ISandboxPart;
