using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Catalog;

namespace BitbucketConnections.Sandbox.Pipelines.Operations;

/// <summary>Writes the action types of the catalog for the responses of ListActionTypes and GetActionType.</summary>
internal static class ActionTypeJson
{
    /// <summary>Writes a type of the list.</summary>
    /// <param name="type">The type.</param>
    /// <param name="region">The Region of its links.</param>
    /// <returns>The type.</returns>
    public static JsonObject Summary(ActionTypeFacts type, string region) => new()
    {
        ["id"] = Id(type),
        ["settings"] = Links(type, region),
        ["actionConfigurationProperties"] = new JsonArray([.. type.ConfigurationKeys.Select(Property)]),
        ["inputArtifactDetails"] = Artifacts(type.Inputs),
        ["outputArtifactDetails"] = Artifacts(type.Outputs),
    };

    /// <summary>Writes the declaration of a type. The executors of AWS's types and who may use them are not documented.</summary>
    /// <param name="type">The type.</param>
    /// <param name="region">The Region of its links.</param>
    /// <returns>The declaration.</returns>
    public static JsonObject Declaration(ActionTypeFacts type, string region) => new()
    {
        ["id"] = Id(type),
        ["executor"] = new JsonObject { ["type"] = "JobWorker", ["configuration"] = new JsonObject { ["jobWorkerExecutorConfiguration"] = new JsonObject() } },
        ["inputArtifactDetails"] = Artifacts(type.Inputs),
        ["outputArtifactDetails"] = Artifacts(type.Outputs),
        ["permissions"] = new JsonObject { ["allowedAccounts"] = new JsonArray("*") },
        ["properties"] = new JsonArray([.. type.ConfigurationKeys.Select(DeclaredProperty)]),
        ["urls"] = Links(type, region),
    };

    private static JsonObject Id(ActionTypeFacts type) => new()
    {
        ["category"] = type.Category,
        ["owner"] = type.Owner,
        ["provider"] = type.Provider,
        ["version"] = type.Version,
    };

    private static JsonObject Links(ActionTypeFacts type, string region)
    {
        var links = new JsonObject();
        if (type.Owner == "AWS")
        {
            var (entity, execution, revision) = ActionLinks.Templates(type.ToString(), region);
            foreach (var (name, template) in new[] { ("entityUrlTemplate", entity), ("executionUrlTemplate", execution), ("revisionUrlTemplate", revision) })
            {
                if (template is not null)
                {
                    links[name] = template;
                }
            }
        }

        return links;
    }

    private static JsonObject Artifacts(ArtifactCount count) => new() { ["minimumCount"] = count.Minimum, ["maximumCount"] = count.Maximum };

    private static JsonObject Property(ConfigurationKeyFacts key) => new()
    {
        ["name"] = key.Name,
        ["required"] = key.IsRequired,
        ["key"] = true,
        ["secret"] = key.IsSecret,
        ["queryable"] = false,
    };

    private static JsonObject DeclaredProperty(ConfigurationKeyFacts key) => new()
    {
        ["name"] = key.Name,
        ["optional"] = !key.IsRequired,
        ["key"] = true,
        ["noEcho"] = key.IsSecret,
        ["queryable"] = false,
    };
}
