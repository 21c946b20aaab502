using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.State;

namespace BitbucketConnections.Sandbox.Persistence;

/// <summary>
/// The state of a sandbox as a JSON document: the parts of the services in the scopes of <see cref="SandboxState"/>, and the offset of the clock. A document that
/// can't be read changes nothing. The caller holds the lock of the state.
/// </summary>
internal static class StateDocument
{
    private const string FormatMember = "format";
    private const string Format = "BitbucketConnections sandbox state 1";
    private const string ClockMember = "clockOffset";
    private const string SequenceMember = "lastSequence";
    private const string PartsMember = "parts";
    private const string AccountsMember = "accounts";
    private const string RegionsMember = "regions";

    private const int MaximumDepth = 512;
    private static readonly JsonSerializerOptions s_writing = new() { MaxDepth = MaximumDepth, WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Gets how far the clock of a sandbox can be ahead.</summary>
    public static TimeSpan FurthestClock { get; } = TimeSpan.FromDays(3650);

    /// <summary>Writes the state.</summary>
    /// <param name="state">The state.</param>
    /// <param name="clockOffset">How far its clock is ahead of the system's.</param>
    /// <returns>The document.</returns>
    public static string Write(SandboxState state, TimeSpan clockOffset)
    {
        var writer = new GraphWriter();
        var parts = state.Parts.All.Concat<object>(state.Accounts.SelectMany(account => account.Parts.All.Concat<object>(account.Regions.SelectMany(region => region.Parts.All))));
        foreach (var part in parts)
        {
            writer.Count(part);
        }

        // In the order in which the reader reads: a reference comes after its object.
        var shared = Parts(writer, state.Parts.All);
        var accounts = new JsonObject();
        foreach (var account in state.Accounts.OrderBy(account => account.AccountId, StringComparer.Ordinal))
        {
            var ofAccount = Parts(writer, account.Parts.All);
            var regions = new JsonObject();
            foreach (var region in account.Regions.OrderBy(region => region.Name, StringComparer.Ordinal))
            {
                regions[region.Name] = Parts(writer, region.Parts.All);
            }

            accounts[account.AccountId] = new JsonObject { [PartsMember] = ofAccount, [RegionsMember] = regions };
        }

        return new JsonObject
        {
            [FormatMember] = Format,
            [ClockMember] = writer.Write(clockOffset, typeof(TimeSpan)),
            [SequenceMember] = state.LastSequence,
            [PartsMember] = shared,
            [AccountsMember] = accounts,
        }.ToJsonString(s_writing);
    }

    /// <summary>Replaces the state.</summary>
    /// <param name="text">The document.</param>
    /// <param name="state">The state to replace.</param>
    /// <returns>How far its clock is ahead of the system's.</returns>
    /// <exception cref="InvalidDataException">The document is not a state of this version. Nothing is changed.</exception>
    public static TimeSpan Read(string text, SandboxState state)
    {
        var root = Parse(text);
        if (root[FormatMember] is not JsonValue format || !format.TryGetValue<string>(out var name) || name != Format)
        {
            throw new InvalidDataException($"It is not a state of a sandbox: '{FormatMember}' is not '{Format}'.");
        }

        // Read everything before the first change.
        var reader = new GraphReader();
        var offset = (TimeSpan)reader.Read(root[ClockMember], typeof(TimeSpan), ClockMember)!;
        if (offset < TimeSpan.Zero || offset > FurthestClock)
        {
            throw new InvalidDataException($"{ClockMember} is not between zero and {FurthestClock.TotalDays} days.");
        }

        var sequence = (long)reader.Read(root[SequenceMember], typeof(long), SequenceMember)!;
        var parts = Parts<ISandboxPart>(reader, root[PartsMember], PartsMember);
        if (parts.OfType<CurrentLimits>().Any(limits => !CurrentLimits.AreValid(limits.Value)))
        {
            throw new InvalidDataException($"{PartsMember}.{nameof(CurrentLimits)} has a limit that is out of range.");
        }

        var accounts = new List<(string Id, IReadOnlyList<IAccountPart> Parts, IReadOnlyList<(string Name, IReadOnlyList<IRegionPart> Parts)> Regions)>();
        foreach (var account in Object(root[AccountsMember], AccountsMember))
        {
            var path = $"{AccountsMember}.{account.Key}";
            var content = Object(account.Value, path);
            var ofAccount = Parts<IAccountPart>(reader, content[PartsMember], $"{path}.{PartsMember}");
            var regions = Object(content[RegionsMember], $"{path}.{RegionsMember}")
                .Select(region => (region.Key, Parts<IRegionPart>(reader, region.Value, $"{path}.{RegionsMember}.{region.Key}")))
                .ToList();
            accounts.Add((account.Key, ofAccount, regions));
        }

        state.Clear();
        state.LastSequence = sequence;
        Put(state.Parts, parts);
        foreach (var (id, ofAccount, regions) in accounts)
        {
            var account = state.Add(id);
            Put(account.Parts, ofAccount);
            foreach (var (region, ofRegion) in regions)
            {
                Put(account.Region(region).Parts, ofRegion);
            }
        }

        return offset;
    }

    private static JsonObject Parts(GraphWriter writer, IEnumerable<object> parts)
    {
        var json = new JsonObject();
        foreach (var part in parts.OrderBy(part => part.GetType().Name, StringComparer.Ordinal))
        {
            json[SavedTypes.NameOf(part.GetType())] = writer.Write(part, part.GetType());
        }

        return json;
    }

    private static IReadOnlyList<TPart> Parts<TPart>(GraphReader reader, JsonNode? json, string path)
        where TPart : class =>
        [.. Object(json, path).Select(part => (TPart)(reader.Read(part.Value, TypeOf<TPart>(part.Key, path), $"{path}.{part.Key}") ?? throw new InvalidDataException($"{path}.{part.Key} can't be null.")))];

    private static Type TypeOf<TPart>(string name, string path) =>
        SavedTypes.Find(name, typeof(TPart)) ?? throw new InvalidDataException($"{path} has '{name}', which this version does not know there. Another version of the module wrote it.");

    private static void Put<TPart>(StateParts<TPart> to, IEnumerable<TPart> parts)
        where TPart : class
    {
        foreach (var part in parts)
        {
            to.Put(part);
        }
    }

    private static JsonObject Parse(string text)
    {
        try
        {
            return Object(StrictJson.Parse(Encoding.UTF8.GetBytes(text), MaximumDepth), "The document");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException("It is not valid JSON.", e);
        }
    }

    private static JsonObject Object(JsonNode? json, string path) => json as JsonObject ?? throw new InvalidDataException($"{path} is not an object.");
}
