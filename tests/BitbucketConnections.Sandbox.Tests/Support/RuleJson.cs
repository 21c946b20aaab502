using System.Text.Json.Nodes;

namespace BitbucketConnections.Sandbox.Tests.Support;

/// <summary>Conditions of the stage Build and their rules.</summary>
internal static class RuleJson
{
    public static JsonObject Rule(string name, string provider, params (string Key, string Value)[] configuration)
    {
        var map = new JsonObject();
        foreach (var (key, value) in configuration)
        {
            map[key] = value;
        }

        return new JsonObject { ["name"] = name, ["ruleTypeId"] = PipelineJson.Type("Rule", provider), ["configuration"] = map };
    }

    public static JsonObject Compare(string variable, string value, string name = "Check", string comparison = "EQ") =>
        Rule(name, "VariableCheck", ("Variable", variable), ("Operator", comparison), ("Value", value));

    public static JsonObject Alarm(params (string Key, string Value)[] more) => Rule("Check", "CloudWatchAlarm", [("AlarmName", "errors"), .. more]);

    public static JsonObject Window(string cron, int? timeout = null, string? timeZone = null)
    {
        var rule = Rule("Check", "DeploymentWindow", ("Cron", cron));
        if (timeout is not null)
        {
            rule["timeoutInMinutes"] = timeout;
        }

        if (timeZone is not null)
        {
            rule["configuration"]!["TimeZone"] = timeZone;
        }

        return rule;
    }

    /// <summary>Adds a condition to the stage Build of a pipeline with the variable <c>mode</c>.</summary>
    public static Action<JsonObject> Condition(string gate, string result, params JsonObject[] rules) => pipeline =>
    {
        pipeline["stages"]![1]![gate] = new JsonObject { ["conditions"] = new JsonArray(new JsonObject { ["result"] = result, ["rules"] = new JsonArray([.. rules]) }) };
        pipeline["variables"] = new JsonArray(new JsonObject { ["name"] = "mode", ["defaultValue"] = "good" });
    };
}
