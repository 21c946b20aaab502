using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Formats;

namespace BitbucketConnections.Sandbox.Pipelines.Declarations;

/// <summary>An action of a declaration.</summary>
internal sealed class DeclaredAction
{
    /// <summary>Initializes a new instance of the <see cref="DeclaredAction"/> class.</summary>
    /// <param name="json">The action.</param>
    public DeclaredAction(JsonObject json) => Json = json;

    /// <summary>Gets the JSON.</summary>
    public JsonObject Json { get; }

    /// <summary>Gets the name.</summary>
    public string Name => Json.Text("name")!;

    /// <summary>Gets the category.</summary>
    public string Category => Type.Text("category")!;

    /// <summary>Gets the provider.</summary>
    public string Provider => Type.Text("provider")!;

    /// <summary>Gets the owner.</summary>
    public string Owner => Type.Text("owner")!;

    /// <summary>Gets the version of the action type.</summary>
    public string Version => Type.Text("version")!;

    /// <summary>Gets the run order, from 1.</summary>
    public int RunOrder => Json.Number("runOrder") ?? 1;

    /// <summary>Gets the Region; null for the Region of the pipeline.</summary>
    public string? Region => Json.Text("region");

    /// <summary>Gets the ARN of its role; null for the service role of the pipeline.</summary>
    public string? RoleArn => Json.Text("roleArn");

    /// <summary>Gets the namespace of its output variables, or null.</summary>
    public string? Namespace => Json.Text("namespace");

    /// <summary>Gets a value indicating whether it is a source action.</summary>
    public bool IsSource => Category == "Source";

    /// <summary>Gets a value indicating whether it is a connection source action.</summary>
    public bool IsConnectionSource => IsSource && Provider == PipelineSource.Provider;

    /// <summary>Gets a value indicating whether it is an S3 source action that polls, as it does by default.</summary>
    public bool Polls => IsSource && Provider == "S3" && IsTrue(Configuration("PollForSourceChanges") ?? "true");

    /// <summary>Gets a value indicating whether it is a manual approval.</summary>
    public bool IsApproval => Category == "Approval";

    /// <summary>Gets a value indicating whether the answer to a manual approval must have a summary.</summary>
    public bool RequiresSummary => IsTrue(Configuration("IsSummaryRequired"));

    /// <summary>Gets the timeout of a manual approval, in minutes; null for the quota of 7 days.</summary>
    public int? TimeoutInMinutes => Json.Number("timeoutInMinutes");

    /// <summary>Gets the names of the input artifacts.</summary>
    public IReadOnlyList<string> Inputs => [.. Json.Objects("inputArtifacts").Select(artifact => artifact.Text("name")!)];

    /// <summary>Gets the names of the output artifacts.</summary>
    public IReadOnlyList<string> Outputs => [.. Json.Objects("outputArtifacts").Select(artifact => artifact.Text("name")!)];

    /// <summary>Gets the configuration keys.</summary>
    public IEnumerable<string> ConfigurationKeys => Json["configuration"] is JsonObject map ? map.Select(entry => entry.Key) : [];

    private JsonNode Type => Json["actionTypeId"]!;

    /// <summary>Gets a configuration value.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The value, or null.</returns>
    public string? Configuration(string key) => Json["configuration"]?.Text(key);

    // Recorded: "true" and "True" are true; "yes" and "1" are not.
    private static bool IsTrue(string? value) => string.Equals(value, "true", StringComparison.OrdinalIgnoreCase);
}
