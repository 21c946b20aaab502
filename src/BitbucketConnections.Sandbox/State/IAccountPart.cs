namespace BitbucketConnections.Sandbox.State;

/// <summary>Marks state that a service keeps for each account.</summary>
internal interface IAccountPart;
