namespace BitbucketConnections.Engine.Pipelines.Rules;

/// <summary>Writes a number with its noun.</summary>
internal static class Quantity
{
    /// <summary>Returns <c>1 command</c> or <c>2 commands</c>.</summary>
    /// <param name="count">The number.</param>
    /// <param name="noun">The noun in the singular.</param>
    public static string Of(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
