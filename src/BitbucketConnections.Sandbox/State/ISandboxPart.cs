namespace BitbucketConnections.Sandbox.State;

/// <summary>Marks state that a service keeps once for the whole sandbox, such as global names.</summary>
internal interface ISandboxPart;
