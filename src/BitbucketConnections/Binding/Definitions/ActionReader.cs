using System.Management.Automation;
using BitbucketConnections.Catalog;

namespace BitbucketConnections.Binding.Definitions;

/// <summary>Reads actions in the shape of AWS's JSON: hashtables, or objects that came back from a file or job.</summary>
internal static class ActionReader
{
    public static PipelineAction Action(object source)
    {
        if (source is PipelineAction action)
        {
            return action;
        }

        var members = new Members(
            source, "action", "name", "actionTypeId", "runOrder", "configuration", "commands", "outputArtifacts", "inputArtifacts",
            "outputVariables", "environmentVariables", "roleArn", "region", "namespace", "timeoutInMinutes");
        return new PipelineAction
        {
            Name = members.Required("name"),
            ActionTypeId = members.Part("actionTypeId", ActionType) ?? throw new ArgumentTransformationMetadataException("The member 'actionTypeId' of an action is missing."),
            RunOrder = members.Number("runOrder"),
            Configuration = members.Map("configuration"),
            Commands = members.Texts("commands"),
            OutputArtifacts = members.List("outputArtifacts", Output) ?? [],
            InputArtifacts = members.Texts("inputArtifacts") ?? [],
            OutputVariables = members.Texts("outputVariables"),
            EnvironmentVariables = members.List("environmentVariables", EnvironmentVariable),
            RoleArn = members.Text("roleArn"),
            Region = members.Text("region"),
            Namespace = members.Text("namespace"),
            TimeoutInMinutes = members.Number("timeoutInMinutes"),
        };
    }

    /// <summary>Reads an environment variable of a Commands action.</summary>
    public static ActionEnvironmentVariable EnvironmentVariable(object source)
    {
        var members = new Members(source, "environment variable", "name", "value", "type");
        return new ActionEnvironmentVariable { Name = members.Required("name"), Value = members.Required("value"), Type = members.Text("type") };
    }

    private static ActionTypeId ActionType(object source)
    {
        if (source is ActionTypeId type)
        {
            return ActionCatalog.Spell(type);
        }

        var members = new Members(source, "action type", "category", "owner", "provider", "version");
        return ActionCatalog.Spell(new ActionTypeId
        {
            Category = members.Required("category"),
            Owner = members.Text("owner") ?? "AWS",
            Provider = members.Required("provider"),
            Version = members.Text("version") ?? "1",
        });
    }

    private static OutputArtifact Output(object source)
    {
        if (source is OutputArtifact or string)
        {
            return source as OutputArtifact ?? new OutputArtifact { Name = (string)source };
        }

        var members = new Members(source, "output artifact", "name", "files");
        return new OutputArtifact { Name = members.Required("name"), Files = members.Texts("files") };
    }
}
