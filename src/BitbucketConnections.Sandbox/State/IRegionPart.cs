namespace BitbucketConnections.Sandbox.State;

/// <summary>Marks state that a service keeps for each Region of an account.</summary>
internal interface IRegionPart;
