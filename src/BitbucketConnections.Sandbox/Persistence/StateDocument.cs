using System;
using System.Collections.Generic;
using System.Globalization;
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
    private const string Root = "The document";
    private const string FormatMember = "format";
    private const string Format = "BitbucketConnections sandbox state 1";
    private const string ClockMember = "clockOffset";
    private const string SequenceMember = "lastSequence";
    private const string PartsMember = "parts";
    private const string AccountsMember = "accounts";
    private const string RegionsMember = "regions";
    private const string JournalMember = "journal";
    private const string ChangedMember = "changed";

    private const int MaximumDepth = 512;
    private static readonly JsonSerializerOptions s_line = new() { MaxDepth = MaximumDepth, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
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
        foreach (var part in PartsOf(state))
        {
            writer.Count(part);
        }

        return Write(state, clockOffset, writer, journal: null);
    }

    /// <summary>Writes the state.</summary>
    /// <param name="state">The state.</param>
    /// <param name="clockOffset">How far its clock is ahead of the system's.</param>
    /// <param name="writer">Writes the objects.</param>
    /// <param name="journal">The name of the journal that has the later changes; null for a document without one.</param>
    /// <returns>The document.</returns>
    public static string Write(SandboxState state, TimeSpan clockOffset, GraphWriter writer, string? journal)
    {
        var json = new JsonObject { [FormatMember] = Format };
        if (journal is not null)
        {
            json[JournalMember] = journal;
        }

        Counters(json, state, clockOffset, writer);
        Places(json, state, writer);
        return json.ToJsonString(s_writing);
    }

    /// <summary>Writes changes of the state.</summary>
    /// <param name="state">The state.</param>
    /// <param name="clockOffset">How far its clock is ahead of the system's.</param>
    /// <param name="writer">Writes the objects.</param>
    /// <param name="changed">The objects that changed.</param>
    /// <param name="hasNewPlaces">True if the state has other parts, accounts or Regions than before.</param>
    /// <returns>One line.</returns>
    public static string WriteChanges(SandboxState state, TimeSpan clockOffset, GraphWriter writer, IEnumerable<object> changed, bool hasNewPlaces)
    {
        var json = new JsonObject();
        Counters(json, state, clockOffset, writer);
        if (hasNewPlaces)
        {
            Places(json, state, writer);
        }

        json[ChangedMember] = new JsonArray([.. changed.Select(writer.WriteChanged)]);
        return json.ToJsonString(s_line);
    }

    /// <summary>Gets the parts of a state.</summary>
    /// <param name="state">The state.</param>
    /// <returns>The parts of all scopes.</returns>
    public static IEnumerable<object> PartsOf(SandboxState state) =>
        state.Parts.All.Concat<object>(state.Accounts.SelectMany(account => account.Parts.All.Concat<object>(account.Regions.SelectMany(region => region.Parts.All))));

    /// <summary>Gets the parts of a state with their places.</summary>
    /// <param name="state">The state.</param>
    /// <returns>The names of the accounts and Regions, each before its parts.</returns>
    public static List<object> PlacesOf(SandboxState state) =>
        [.. state.Parts.All, .. state.Accounts.SelectMany(account => (object[])[account.AccountId, .. account.Parts.All, .. account.Regions.SelectMany(region => (object[])[region.Name, .. region.Parts.All])])];

    /// <summary>Gets the name of the journal of a document.</summary>
    /// <param name="text">The document.</param>
    /// <returns>The name; null for a document without one.</returns>
    /// <exception cref="InvalidDataException">The document is not valid JSON.</exception>
    public static string? JournalOf(string text) => Parse(text)[JournalMember] is JsonValue value && value.TryGetValue<string>(out var name) ? name : null;

    /// <summary>Replaces the state.</summary>
    /// <param name="text">The document.</param>
    /// <param name="state">The state to replace.</param>
    /// <returns>How far its clock is ahead of the system's.</returns>
    /// <exception cref="InvalidDataException">The document is not a state of this version. Nothing is changed.</exception>
    public static TimeSpan Read(string text, SandboxState state) => Read(text, [], state);

    /// <summary>Replaces the state.</summary>
    /// <param name="text">The document.</param>
    /// <param name="journal">The lines of its journal.</param>
    /// <param name="state">The state to replace.</param>
    /// <returns>How far its clock is ahead of the system's.</returns>
    /// <exception cref="InvalidDataException">The document or its journal is not of this version. Nothing is changed.</exception>
    public static TimeSpan Read(string text, IReadOnlyList<string> journal, SandboxState state)
    {
        var root = Parse(text);
        if (root[FormatMember] is not JsonValue format || !format.TryGetValue<string>(out var name) || name != Format)
        {
            throw new InvalidDataException($"It is not a state of a sandbox: '{FormatMember}' is not '{Format}'.");
        }

        // Read everything before the first change.
        var reader = new GraphReader();
        Require(root, Root, FormatMember, JournalMember, ClockMember, SequenceMember, PartsMember, AccountsMember);
        var content = Content(reader, root, null);
        for (var i = 0; i < journal.Count; i++)
        {
            try
            {
                content = Changed(reader, Parse(journal[i]), content);
            }
            catch (InvalidDataException e)
            {
                // The first line has the name of the journal.
                throw new InvalidDataException($"Line {(i + 2).ToString(CultureInfo.InvariantCulture)} of its journal is not a change of a state: {e.Message}", e);
            }
        }

        if (content.Parts.OfType<CurrentLimits>().Any(limits => !CurrentLimits.AreValid(limits.Value)))
        {
            throw new InvalidDataException($"{PartsMember}.{nameof(CurrentLimits)} has a limit that is out of range.");
        }

        state.Clear();
        state.LastSequence = content.Sequence;
        Put(state.Parts, content.Parts);
        foreach (var (id, ofAccount, regions) in content.Accounts)
        {
            var account = state.Add(id);
            Put(account.Parts, ofAccount);
            foreach (var (region, ofRegion) in regions)
            {
                Put(account.Region(region).Parts, ofRegion);
            }
        }

        return content.Offset;
    }

    private static StateContent Changed(GraphReader reader, JsonObject line, StateContent before)
    {
        Require(line, Root, ClockMember, SequenceMember, PartsMember, AccountsMember, ChangedMember);
        var content = Content(reader, line, before);
        foreach (var change in line[ChangedMember] as JsonArray ?? throw new InvalidDataException($"{ChangedMember} is not a list."))
        {
            reader.Change(Object(change, ChangedMember), ChangedMember);
        }

        return content;
    }

    private static void Require(JsonObject json, string path, params string[] members)
    {
        if (json.Select(member => member.Key).FirstOrDefault(name => !members.Contains(name)) is { } unknown)
        {
            throw GraphReader.UnknownMember(path, unknown);
        }
    }

    // A line of a journal has the parts only if there are other ones than before.
    private static StateContent Content(GraphReader reader, JsonObject json, StateContent? before)
    {
        var offset = (TimeSpan)reader.Read(json[ClockMember], typeof(TimeSpan), ClockMember)!;
        if (offset < TimeSpan.Zero || offset > FurthestClock)
        {
            throw new InvalidDataException($"{ClockMember} is not between zero and {FurthestClock.TotalDays} days.");
        }

        var sequence = (long)reader.Read(json[SequenceMember], typeof(long), SequenceMember)!;
        if (sequence < 0)
        {
            throw new InvalidDataException($"{SequenceMember} is negative.");
        }

        if (before is not null && !json.ContainsKey(PartsMember))
        {
            return before with { Offset = offset, Sequence = sequence };
        }

        var parts = Parts<ISandboxPart>(reader, json[PartsMember], PartsMember);
        var accounts = new List<(string Id, IReadOnlyList<IAccountPart> Parts, IReadOnlyList<(string Name, IReadOnlyList<IRegionPart> Parts)> Regions)>();
        foreach (var account in Object(json[AccountsMember], AccountsMember))
        {
            var path = $"{AccountsMember}.{account.Key}";
            var members = Object(account.Value, path);
            Require(members, path, PartsMember, RegionsMember);
            var ofAccount = Parts<IAccountPart>(reader, members[PartsMember], $"{path}.{PartsMember}");
            var regions = Object(members[RegionsMember], $"{path}.{RegionsMember}")
                .Select(region => (region.Key, Parts<IRegionPart>(reader, region.Value, $"{path}.{RegionsMember}.{region.Key}")))
                .ToList();
            accounts.Add((account.Key, ofAccount, regions));
        }

        return new StateContent(offset, sequence, parts, accounts);
    }

    private static void Counters(JsonObject json, SandboxState state, TimeSpan clockOffset, GraphWriter writer)
    {
        json[ClockMember] = writer.Write(clockOffset, typeof(TimeSpan));
        json[SequenceMember] = state.LastSequence;
    }

    // In the order in which the reader reads: a reference comes after its object.
    private static void Places(JsonObject json, SandboxState state, GraphWriter writer)
    {
        json[PartsMember] = Parts(writer, state.Parts.All);
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

        json[AccountsMember] = accounts;
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
            return Object(StrictJson.Parse(Encoding.UTF8.GetBytes(text), MaximumDepth), Root);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException("It is not valid JSON.", e);
        }
    }

    private static JsonObject Object(JsonNode? json, string path) => json as JsonObject ?? throw new InvalidDataException($"{path} is not an object.");

    private sealed record StateContent(
        TimeSpan Offset,
        long Sequence,
        IReadOnlyList<ISandboxPart> Parts,
        IReadOnlyList<(string Id, IReadOnlyList<IAccountPart> Parts, IReadOnlyList<(string Name, IReadOnlyList<IRegionPart> Parts)> Regions)> Accounts);
}
