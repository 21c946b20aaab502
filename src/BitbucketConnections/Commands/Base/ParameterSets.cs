namespace BitbucketConnections.Commands.Base;

/// <summary>The names of parameter sets.</summary>
internal static class ParameterSets
{
    public const string ByName = "ByName";
    public const string ByArn = "ByArn";
    public const string ByInputObject = "ByInputObject";
    public const string ByConnectionArn = "ByConnectionArn";
    public const string ByConnection = "ByConnection";
    public const string ByRepository = "ByRepository";
    public const string ByDefinitionPath = "ByDefinitionPath";
}
