using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace BitbucketConnections.Architecture.Tests;

/// <summary>The code of the sandbox uses each input member of AWS's service models, refuses it, or docs/sandbox.md says why it has no effect.</summary>
public sealed partial class UsedMemberTests
{
    // The folder of each service. That a member of one operation is used is not shown for another operation with the same member.
    private static readonly Dictionary<string, string[]> s_folders = new(StringComparer.Ordinal)
    {
        ["codepipeline"] = ["Pipelines"],
        ["codestar-connections"] = ["Connections"],
        ["codeconnections"] = ["Connections"],
        ["codeguru-reviewer"] = ["Reviews"],
        ["iam"] = ["Identity"],
        ["sts"] = ["Identity"],
        ["kms"] = ["Keys"],
        ["s3"] = ["Storage"],
        ["codebuild"] = ["Builds"],
        ["logs"] = ["Logs"],
    };

    // The sandbox keeps these structures as they are sent, and returns them.
    private static readonly string[] s_kept = ["CreatePipeline.pipeline.", "UpdatePipeline.pipeline.", "CreateProject.", "PutBucketEncryption.ServerSideEncryptionConfiguration."];

    // S3Xml.Require refuses other elements than those that the sandbox reads.
    private static readonly string[] s_refusedElements = ["CreateBucket.CreateBucketConfiguration.", "PutBucketVersioning.VersioningConfiguration."];

    private static readonly string s_root = RecordedRowTests.Root();
    private static readonly Lazy<HashSet<string>> s_documented = new(Documented);

    public static TheoryData<string> Services => [.. s_folders.Keys];

    [Fact]
    public void Each_service_model_has_a_folder() => Assert.Equal(
        Directory.EnumerateFiles(Models(), "*.json").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal), s_folders.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Services))]
    public void Each_member_is_used_or_has_a_reason(string service)
    {
        var used = Used(service);
        var refused = Refused(service);
        None.Of(Members(service)
            .Where(member => !used.Overlaps(member.Names) && !member.Path.Split('.').Any(refused.Contains) && !s_documented.Value.Contains(member.Path))
            .Select(member => member.Path));
    }

    [Fact]
    public void Each_documented_member_exists_and_is_not_used()
    {
        var all = s_folders.Keys.SelectMany(service => Members(service).Where(member => !Used(service).Overlaps(member.Names)).Select(member => member.Path));
        None.Of(s_documented.Value.Except(all));
    }

    private static HashSet<string> Documented()
    {
        var page = File.ReadAllText(Path.Combine(s_root, "docs", "sandbox.md"));
        var start = page.IndexOf("\n## Members without effect\n", StringComparison.Ordinal);
        var rows = page[start..page.IndexOf("\n## ", start + 1, StringComparison.Ordinal)].Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Trim('|', ' ').Split(" | "));
        return [.. rows.SelectMany(row => Quoted().Matches(row[0]).SelectMany(operation => Quoted().Matches(row[1]).Select(member => $"{operation.Groups["name"].Value}.{member.Groups["name"].Value}")))];
    }

    private static IEnumerable<(string Path, string[] Names)> Members(string service)
    {
        var model = JsonNode.Parse(File.ReadAllText(Path.Combine(Models(), service + ".json")))!;
        return Operations(service).SelectMany(operation => (string?)model["operations"]![operation]!["input"]?["shape"] is { } input ? Walk(model["shapes"]!, input, operation + ".", []) : []);
    }

    // The names of a member in the model and in the protocol. The body of S3 has no name.
    private static IEnumerable<(string Path, string[] Names)> Walk(JsonNode shapes, string name, string path, string[] above)
    {
        var shape = shapes[name]!;
        if (above.Contains(name) || s_kept.Contains(path) || s_refusedElements.Contains(path))
        {
            return [];
        }

        string[] inside = [.. above, name];
        return (string)shape["type"]! switch
        {
            "structure" => shape["members"]!.AsObject().SelectMany(member =>
            {
                var inner = Walk(shapes, (string)member.Value!["shape"]!, $"{path}{member.Key}.", inside);
                return member.Key == (string?)shape["payload"] ? inner : inner.Prepend((path + member.Key, [member.Key, (string?)member.Value["locationName"] ?? member.Key]));
            }),
            "list" => Walk(shapes, (string)shape["member"]!["shape"]!, path, inside),
            "map" => Walk(shapes, (string)shape["value"]!["shape"]!, path, inside),
            _ => [],
        };
    }

    private static IEnumerable<string> Operations(string service)
    {
        var page = File.ReadAllText(Path.Combine(s_root, "docs", "operations.md"));
        var start = page.IndexOf($"\n`{service}`, API version", StringComparison.Ordinal);
        var end = page.IndexOf("\n## ", start, StringComparison.Ordinal);
        return SupportedOperation().Matches(end < 0 ? page[start..] : page[start..end]).Select(row => row.Groups["name"].Value);
    }

    // A row of a shape declares a member and does not use it.
    private static HashSet<string> Used(string service) =>
        [.. Sources(service).SelectMany(source => Quotation().Matches(DeclaredMember().Replace(source, string.Empty))).Select(quotation => quotation.Groups["name"].Value)];

    private static HashSet<string> Refused(string service) => [.. Sources(service).SelectMany(source => RefusedMember().Matches(source)).Select(member => member.Groups["name"].Value)];

    private static IEnumerable<string> Sources(string service) => s_folders[service]
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(s_root, "src", "BitbucketConnections.Sandbox", folder), "*.cs", SearchOption.AllDirectories))
        .Select(File.ReadAllText);

    private static string Models() => Path.Combine(s_root, "src", "BitbucketConnections.AwsClients", "ServiceModels");

    [GeneratedRegex("\"(?<name>[A-Za-z0-9-]+)\"", RegexOptions.CultureInvariant)]
    private static partial Regex Quotation();

    [GeneratedRegex(@"\{\s*""[A-Za-z0-9]+"",", RegexOptions.CultureInvariant)]
    private static partial Regex DeclaredMember();

    [GeneratedRegex(@"\{ ""(?<name>[A-Za-z0-9]+)"", new UnsupportedShape\(\)", RegexOptions.CultureInvariant)]
    private static partial Regex RefusedMember();

    [GeneratedRegex("`(?<name>[A-Za-z0-9.]+)`", RegexOptions.CultureInvariant)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"^\| (?<name>\w+) \| [^|]+ \| yes \|$", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex SupportedOperation();
}
