using System.Management.Automation;

namespace BitbucketConnections.Binding.Definitions;

/// <summary>Reads stages in the shape of AWS's JSON: hashtables, or objects that came back from a file or job.</summary>
internal static class StageReader
{
    public static PipelineStage Stage(object source)
    {
        if (source is PipelineStage stage)
        {
            return stage;
        }

        var members = new Members(source, "stage", "name", "actions", "blockers", "onFailure", "onSuccess", "beforeEntry");
        return new PipelineStage
        {
            Name = members.Required("name"),
            Actions = members.List("actions", ActionReader.Action) ?? [],
            Blockers = members.List("blockers", Blocker),
            OnFailure = members.Part("onFailure", Failure),
            OnSuccess = members.Part("onSuccess", Conditions),
            BeforeEntry = members.Part("beforeEntry", Conditions),
        };
    }

    /// <summary>Reads one condition, such as <c>@{ result = 'FAIL'; rules = @{ ... } }</c>.</summary>
    public static StageCondition Condition(object source)
    {
        if (source is StageCondition condition)
        {
            return condition;
        }

        var members = new Members(source, "condition", "result", "rules");
        return new StageCondition { Result = members.Text("result")?.ToUpperInvariant(), Rules = members.List("rules", Rule) ?? [] };
    }

    private static StageConditions Conditions(object source)
    {
        if (source is StageConditions conditions)
        {
            return conditions;
        }

        return new StageConditions { Conditions = new Members(source, "gate", "conditions").List("conditions", Condition) ?? [] };
    }

    private static StageFailureConditions Failure(object source)
    {
        if (source is StageFailureConditions failure)
        {
            return failure;
        }

        var members = new Members(source, "failure gate", "result", "retryConfiguration", "retryMode", "conditions");
        return new StageFailureConditions
        {
            Result = members.Text("result")?.ToUpperInvariant(),
            RetryMode = (members.Part("retryConfiguration", retry => new Members(retry, "retry configuration", "retryMode").Required("retryMode"))
                ?? members.Text("retryMode"))?.ToUpperInvariant(),
            Conditions = members.List("conditions", Condition),
        };
    }

    private static StageRule Rule(object source)
    {
        if (source is StageRule rule)
        {
            return rule;
        }

        var members = new Members(
            source, "rule", "name", "ruleTypeId", "configuration", "commands", "inputArtifacts", "roleArn", "region", "timeoutInMinutes");
        return new StageRule
        {
            Name = members.Required("name"),
            RuleTypeId = members.Part("ruleTypeId", RuleType) ?? throw new ArgumentTransformationMetadataException("The member 'ruleTypeId' of a rule is missing."),
            Configuration = members.Map("configuration"),
            Commands = members.Texts("commands"),
            InputArtifacts = members.Texts("inputArtifacts"),
            RoleArn = members.Text("roleArn"),
            Region = members.Text("region"),
            TimeoutInMinutes = members.Number("timeoutInMinutes"),
        };
    }

    private static RuleTypeId RuleType(object source)
    {
        var members = new Members(source, "rule type", "category", "owner", "provider", "version");
        return new RuleTypeId
        {
            Category = members.Text("category") ?? "Rule",
            Owner = members.Text("owner") ?? "AWS",
            Provider = members.Required("provider"),
            Version = members.Text("version") ?? "1",
        };
    }

    private static StageBlocker Blocker(object source)
    {
        var members = new Members(source, "blocker", "name", "type");
        return new StageBlocker { Name = members.Required("name"), Type = members.Required("type") };
    }
}
