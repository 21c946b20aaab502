namespace BitbucketConnections.Sandbox.State;

/// <summary>Marks what a service keeps for each account.</summary>
internal interface IAccountPart;
