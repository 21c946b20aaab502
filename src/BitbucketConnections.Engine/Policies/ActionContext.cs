using System;
using System.Text.RegularExpressions;

namespace BitbucketConnections.Engine.Policies;

/// <summary>An action with the parts of its ARNs.</summary>
internal sealed class ActionContext
{
    // #{namespace.variable} is resolved during the execution and can have any value.
    private static readonly Regex s_variable = new(@"#\{[^}]*\}", RegexOptions.CultureInvariant);
    private readonly PipelineAction _action;

    public ActionContext(PipelineAction action, Pipeline pipeline, string partition, string accountId)
    {
        _action = action;
        PipelineName = pipeline.Name;
        Partition = partition;
        Region = action.Region ?? pipeline.Region;
        AccountId = accountId;
    }

    public string PipelineName { get; }

    public string Partition { get; }

    public string Region { get; }

    public string AccountId { get; }

    /// <summary>Gets a value of the configuration with <c>*</c> for its variables; <c>*</c> if the key is missing.</summary>
    public string this[string key] => Find(key) ?? "*";

    public string? Find(string key) => _action.Configuration is { } configuration && configuration.TryGetValue(key, out var value) && value.Length > 0
        ? s_variable.Replace(value, "*")
        : null;

    public bool IsTrue(string key) => string.Equals(Find(key), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>Makes an ARN in the action's Region and the pipeline's account; a value that is an ARN is unchanged.</summary>
    public string Arn(string service, string resource, string? value = null) =>
        value?.StartsWith("arn:", StringComparison.Ordinal) == true ? value : $"arn:{Partition}:{service}:{Region}:{AccountId}:{resource}{value}";

    public string Bucket(string name) => $"arn:{Partition}:s3:::{name}";
}
