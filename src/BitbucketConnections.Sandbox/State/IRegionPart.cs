namespace BitbucketConnections.Sandbox.State;

/// <summary>Marks what a service keeps for each Region of an account.</summary>
internal interface IRegionPart;
