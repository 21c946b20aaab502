namespace BitbucketConnections.Hosting;

/// <summary>The start of the id of an execution, which the console, the tables and the progress show.</summary>
internal static class ShortId
{
    private const int Length = 8;

    /// <summary>Gets the start of an id.</summary>
    public static string Of(string id) => id.Length > Length ? id.Substring(0, Length) : id;
}
