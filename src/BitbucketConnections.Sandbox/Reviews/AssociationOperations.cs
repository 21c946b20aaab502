using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Keys;
using BitbucketConnections.Sandbox.Protocols;
using BitbucketConnections.Sandbox.Protocols.Rest;

namespace BitbucketConnections.Sandbox.Reviews;

/// <summary>Handles the operations that create, get, list and remove associations.</summary>
internal static class AssociationOperations
{
    private const string CustomerKey = "CUSTOMER_MANAGED_CMK";
    private const string AwsKey = "AWS_OWNED_CMK";
    private const int DefaultPageSize = 100;
    private const string Path = "/associations";
    private const string PathOfOne = Path + "/{AssociationArn}";

    // The text of AWS is not known.
    private const string Closed = "CodeGuru Reviewer does not accept new repository associations.";

    private static readonly string[] s_filters = ["ProviderTypes", "States", "Names", "Owners"];

    // The duration on AWS is not known. Its waiter polls every 10 seconds.
    private static readonly TimeSpan s_awsDuration = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_duration = TimeSpan.FromSeconds(1);

    /// <summary>Gets the operations.</summary>
    /// <returns>The operations.</returns>
    public static IEnumerable<RestOperation> All() =>
    [
        new("AssociateRepository", new RestRoute("POST", Path), AssociationShapes.Associate, Associate),
        new("DescribeRepositoryAssociation", new RestRoute("GET", PathOfOne), AssociationShapes.ByArn, (call, input) => Write(Find(call, input))),
        new("DisassociateRepository", new RestRoute("DELETE", PathOfOne), AssociationShapes.ByArn, Disassociate),
        new("ListRepositoryAssociations", new RestRoute("GET", Path), AssociationShapes.List, List)
        {
            Query =
            [
                new("ProviderTypes", "ProviderType", RestQueryKind.List),
                new("States", "State", RestQueryKind.List),
                new("Names", "Name", RestQueryKind.List),
                new("Owners", "Owner", RestQueryKind.List),
                new("MaxResults", "MaxResults", RestQueryKind.Number),
                new("NextToken", "NextToken", RestQueryKind.Text),
            ],
        },
    ];

    private static JsonObject Associate(ServiceCall call, JsonObject input)
    {
        var repository = RequestedRepository.Read(call, input);
        var keyId = KeyIdOf(call, input);
        if (!call.State.Options.AllowsReviewerAssociations)
        {
            throw new AwsErrorException("AccessDeniedException", Closed);
        }

        var connection = RequestedRepository.ConnectionOf(call, repository);
        var store = call.RegionState.Part<AssociationStore>();
        var associations = store.At(call.Now);
        var token = input.Text("ClientRequestToken");
        var sent = input.ToJsonString();
        if (token is not null && store.FindByToken(token) is { } earlier)
        {
            return earlier.Input == sent ? Write(earlier.Association) : throw Conflict("The client request token was used with other parameters.");
        }

        // A failed association is not in the way: its reason asks for another attempt.
        if (associations.Any(other => other.State != AssociationStates.Failed && other.Repository.IsSameAs(repository)))
        {
            throw Conflict($"The repository {repository.Owner}/{repository.Name} is already associated.");
        }

        var id = Guid.NewGuid().ToString("D");
        var association = new AssociationRecord
        {
            Sequence = call.State.NextSequence(),
            Id = id,
            Arn = $"arn:{call.Partition}:codeguru-reviewer:{call.Region}:{call.AccountId}:association:{id}",
            Repository = repository,
            KeyId = keyId,
            Created = call.Now,
        };
        foreach (var tag in AssociationTags.Of(input))
        {
            association.Tags.Set(tag.Key, tag.Value);
        }

        var next = connection is null || connection.Status == ConnectionStatuses.Available ? AssociationStates.Associated : AssociationStates.Failed;
        association.Change(AssociationStates.Associating, next, call.Now, DurationOf(call));
        store.Add(association, token, sent);
        return Write(association);
    }

    private static JsonObject Disassociate(ServiceCall call, JsonObject input)
    {
        var association = Find(call, input);
        if (association.State is AssociationStates.Associating or AssociationStates.Disassociating)
        {
            throw Conflict($"The repository association {association.Arn} is in the state {association.State}.");
        }

        association.Change(AssociationStates.Disassociating, string.Empty, call.Now, DurationOf(call));
        return Write(association);
    }

    private static JsonObject List(ServiceCall call, JsonObject input)
    {
        var list = $"{call.AccountId}/{call.Region}/{string.Join("/", Filters(input))}/";
        var after = After(list, input.Text("NextToken"));
        var size = input.Number("MaxResults") ?? DefaultPageSize;
        var matching = call.RegionState.Part<AssociationStore>().At(call.Now)
            .Where(association => association.Sequence > after && IsWanted(association, input))
            .Take(size + 1)
            .ToList();
        var page = matching.Take(size).ToList();
        var output = new JsonObject { ["RepositoryAssociationSummaries"] = new JsonArray([.. page.Select(Summary)]) };
        if (matching.Count > size)
        {
            output["NextToken"] = PageToken.Write(list, page[size - 1].Sequence.ToString(CultureInfo.InvariantCulture));
        }

        return output;
    }

    private static bool IsWanted(AssociationRecord association, JsonObject input)
    {
        bool Has(string filter, string value) => input[filter] is null || input.Texts(filter).Contains(value, StringComparer.Ordinal);
        return Has("ProviderTypes", association.Repository.ProviderType)
            && Has("States", association.State)
            && Has("Names", association.Repository.Name)
            && Has("Owners", association.Repository.Owner);
    }

    private static IEnumerable<string> Filters(JsonObject input) => s_filters.Select(filter => string.Join(",", input.Texts(filter)));

    private static long After(string list, string? token)
    {
        if (token is null)
        {
            return 0;
        }

        return long.TryParse(PageToken.Read(list, token), NumberStyles.None, CultureInfo.InvariantCulture, out var after)
            ? after
            : throw Invalid("The NextToken is not one of this list.");
    }

    private static string? KeyIdOf(ServiceCall call, JsonObject input)
    {
        if (input["KMSKeyDetails"] is not { } details)
        {
            return null;
        }

        var id = details.Text("KMSKeyId");
        if ((details.Text("EncryptionOption") == CustomerKey) != id is not null)
        {
            throw Invalid($"KMSKeyId is required with the encryption option {CustomerKey}, and not valid without it.");
        }

        return id is null || KeyDirectory.Find(call.State, id, call.AccountId, call.Region) is not null
            ? id
            : throw Invalid($"The KMS key {id} was not found.");
    }

    private static TimeSpan DurationOf(ServiceCall call) => call.State.Options.UsesAwsTiming ? s_awsDuration : s_duration;

    private static AssociationRecord Find(ServiceCall call, JsonObject input) =>
        RequestedAssociation.Find(call, input.Text("AssociationArn")!) ?? throw RequestedAssociation.NotFound("NotFoundException", input.Text("AssociationArn")!);

    private static JsonObject Write(AssociationRecord association)
    {
        var details = Summary(association);
        if (AssociationStates.ReasonOf(association.State) is { } reason)
        {
            details["StateReason"] = reason;
        }

        details["CreatedTimeStamp"] = EpochSeconds.Write(association.Created);
        details["KMSKeyDetails"] = association.KeyId is { } key
            ? new JsonObject { ["KMSKeyId"] = key, ["EncryptionOption"] = CustomerKey }
            : new JsonObject { ["EncryptionOption"] = AwsKey };
        if (association.Repository.BucketName is { } bucket)
        {
            details["S3RepositoryDetails"] = new JsonObject { ["BucketName"] = bucket };
        }

        return new JsonObject { ["RepositoryAssociation"] = details, ["Tags"] = AssociationTags.Write(association) };
    }

    private static JsonObject Summary(AssociationRecord association)
    {
        var summary = new JsonObject
        {
            ["AssociationArn"] = association.Arn,
            ["AssociationId"] = association.Id,
            ["Name"] = association.Repository.Name,
            ["Owner"] = association.Repository.Owner,
            ["ProviderType"] = association.Repository.ProviderType,
            ["State"] = association.State,
            ["LastUpdatedTimeStamp"] = EpochSeconds.Write(association.Updated),
        };
        if (association.Repository.ConnectionArn is { } connection)
        {
            summary["ConnectionArn"] = connection;
        }

        return summary;
    }

    private static AwsErrorException Conflict(string message) => new("ConflictException", message);

    private static AwsErrorException Invalid(string message) => new("ValidationException", message);
}
