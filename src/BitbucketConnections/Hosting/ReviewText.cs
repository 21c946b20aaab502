using System.Text.RegularExpressions;

namespace BitbucketConnections.Hosting;

/// <summary>Shortens the lines of a review. With full ARNs of connections, each line of a fleet has several hundred characters.</summary>
internal static class ReviewText
{
    private const string Name = @"arn:[\w-]+:(?:codestar-connections|codeconnections):[\w-]+:\d+:connection/";
    private static readonly Regex s_twin = new($@"(?<one>{Name}(?<id>[\w-]+)), {Name}\k<id>(?![\w-])", RegexOptions.CultureInvariant);
    private static readonly Regex s_repository = new(@" if codestar-connections:FullRepositoryId is (?<names>.+?) if codeconnections:FullRepositoryId is \k<names>(?=$| \()", RegexOptions.CultureInvariant);
    private static readonly Regex s_connection = new($@"{Name}(?<start>[0-9a-f]{{8}})(?:-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}}", RegexOptions.CultureInvariant);

    /// <summary>Shortens a line: a connection is the start of its id, and the permission to use it is named once for the two APIs.</summary>
    /// <param name="line">The line.</param>
    /// <returns>The shorter line.</returns>
    public static string Shorten(string line)
    {
        var once = s_twin.Replace(line.Replace("codestar-connections:UseConnection, codeconnections:UseConnection on", "UseConnection on"), "${one}");
        return s_connection.Replace(s_repository.Replace(once, " for ${names}"), "connection/${start}…");
    }
}
