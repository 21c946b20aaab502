using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Identity;
using BitbucketConnections.Sandbox.Protocols;
using BitbucketConnections.Sandbox.Protocols.Json;

namespace BitbucketConnections.Sandbox.Builds;

/// <summary>Creates, shows and lists CodeBuild projects.</summary>
internal static class BuildProjectOperations
{
    /// <summary>The service principal of CodeBuild.</summary>
    public const string ServicePrincipal = "codebuild.amazonaws.com";
    /// <summary>The message for a role that CodeBuild can't assume.</summary>
    public const string NotAuthorized =
        "CodeBuild is not authorized to perform: sts:AssumeRole on service role. Please verify that: 1) The provided service role exists, "
        + "2) The role name is case-sensitive and matches exactly, and 3) The role has the necessary trust policy configured.";

    private const int PageSize = 100;

    /// <summary>Gets the operations.</summary>
    /// <returns>The operations.</returns>
    public static IEnumerable<JsonOperation> All() =>
    [
        new("BatchGetProjects", BuildShapes.BatchGet, BatchGet),
        new("CreateProject", BuildShapes.Create, Create),
        new("ListProjects", BuildShapes.List, List),
    ];

    private static JsonObject BatchGet(ServiceCall call, JsonObject input)
    {
        var found = new JsonArray();
        var missing = new JsonArray();
        foreach (var name in input.Texts("names").Distinct(StringComparer.Ordinal))
        {
            if (Find(call, name) is { } project)
            {
                found.Add((JsonNode)Write(project));
            }
            else
            {
                missing.Add((JsonNode)name);
            }
        }

        return new JsonObject { ["projects"] = found, ["projectsNotFound"] = missing };
    }

    private static JsonObject Create(ServiceCall call, JsonObject input)
    {
        var name = input.Text("name")!;
        var projects = call.RegionState.Part<BuildProjectStore>().ByName;
        var arn = $"arn:{call.Partition}:codebuild:{call.Region}:{call.AccountId}:project/{name}";
        if (projects.ContainsKey(name))
        {
            throw new AwsErrorException("ResourceAlreadyExistsException", $"Project already exists : {arn}");
        }

        var role = input.Text("serviceRole")!;
        if (!RoleAccess.IsOpenToService(call.State, role, ServicePrincipal, arn))
        {
            throw new AwsErrorException("InvalidInputException", NotAuthorized);
        }

        var project = new BuildProjectRecord { Name = name, Arn = arn, Created = call.Now, Declaration = input };
        projects.Add(name, project);
        return new JsonObject { ["project"] = Write(project) };
    }

    private static JsonObject List(ServiceCall call, JsonObject input)
    {
        var isByTime = input.Text("sortBy") is "CREATED_TIME" or "LAST_MODIFIED_TIME";
        var names = call.RegionState.Part<BuildProjectStore>().ByName.Values
            .OrderBy(project => isByTime ? project.Created : default)
            .ThenBy(project => project.Name, StringComparer.Ordinal)
            .Select(project => project.Name)
            .ToList();
        if (input.Text("sortOrder") == "DESCENDING")
        {
            names.Reverse();
        }

        var list = $"projects/{call.AccountId}/{call.Region}/{input.Text("sortBy")}/{input.Text("sortOrder")}/";
        var start = input.Text("nextToken") is { } token ? Start(list, token) : 0;
        var output = new JsonObject { ["projects"] = new JsonArray([.. names.Skip(start).Take(PageSize).Select(name => (JsonNode)name)]) };
        if (start + PageSize < names.Count)
        {
            output["nextToken"] = PageToken.Write(list, (start + PageSize).ToString(CultureInfo.InvariantCulture));
        }

        return output;
    }

    /// <summary>Projects are never deleted here, so a position in the list stays valid.</summary>
    private static int Start(string list, string token) =>
        int.TryParse(PageToken.Read(list, token), NumberStyles.None, CultureInfo.InvariantCulture, out var start)
            ? start
            : throw new AwsErrorException("InvalidInputException", "The nextToken is not one of this list.");

    private static BuildProjectRecord? Find(ServiceCall call, string nameOrArn)
    {
        var projects = call.RegionState.Part<BuildProjectStore>().ByName;
        return projects.TryGetValue(nameOrArn, out var project) ? project
            : projects.Values.FirstOrDefault(candidate => candidate.Arn == nameOrArn);
    }

    private static JsonObject Write(BuildProjectRecord project)
    {
        var json = (JsonObject)project.Declaration.DeepClone();
        json["name"] = project.Name;
        json["arn"] = project.Arn;
        json["created"] = EpochSeconds.Write(project.Created);
        json["lastModified"] = EpochSeconds.Write(project.Created);
        json["badge"] = new JsonObject { ["badgeEnabled"] = json["badgeEnabled"]?.GetValue<bool>() == true };
        json.Remove("badgeEnabled");
        json["cache"] ??= new JsonObject { ["type"] = "NO_CACHE" };
        json["encryptionKey"] ??= project.Arn.Replace(":codebuild:", ":kms:").Replace($":project/{project.Name}", ":alias/aws/s3");
        json["projectVisibility"] = "PRIVATE";
        Fill(json["source"], "insecureSsl", false);
        Fill(json["logsConfig"]?["s3Logs"], "encryptionDisabled", false);
        Fill(json["environment"], "environmentVariables", new JsonArray());
        Fill(json["environment"], "privilegedMode", false);
        Fill(json["environment"], "imagePullCredentialsType", "CODEBUILD");
        return json;
    }

    private static void Fill(JsonNode? json, string member, JsonNode value)
    {
        if (json is JsonObject members && !members.ContainsKey(member))
        {
            members[member] = value;
        }
    }
}
