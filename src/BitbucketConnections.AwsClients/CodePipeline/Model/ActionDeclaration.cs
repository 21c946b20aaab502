using System.Collections.Generic;

namespace Amazon.CodePipeline.Model;

/// <summary>An action declaration of the API.</summary>
public partial class ActionDeclaration
{
    /// <summary>Gets or sets the name: 1–100 characters, of the pattern <c>[A-Za-z0-9.@\-_]+</c>; required.</summary>
    public string? Name { get; set; }

    /// <summary>Gets or sets the action type id; required.</summary>
    public ActionTypeId? ActionTypeId { get; set; }

    /// <summary>Gets or sets the run order: 1–999.</summary>
    public int? RunOrder { get; set; }

    /// <summary>Gets or sets the configuration.</summary>
    public Dictionary<string, string>? Configuration { get; set; }

    /// <summary>Gets or sets the commands: 1–50 entries, each 1–1000 characters.</summary>
    public List<string>? Commands { get; set; }

    /// <summary>Gets or sets the output artifacts.</summary>
    public List<OutputArtifact>? OutputArtifacts { get; set; }

    /// <summary>Gets or sets the input artifacts.</summary>
    public List<InputArtifact>? InputArtifacts { get; set; }

    /// <summary>Gets or sets the output variables: 1–15 entries, each 1–128 characters.</summary>
    public List<string>? OutputVariables { get; set; }

    /// <summary>Gets or sets the role ARN: at most 1024 characters, of the pattern <c>arn:aws(-[\w]+)*:iam::[0-9]{12}:role/.*</c>.</summary>
    public string? RoleArn { get; set; }

    /// <summary>Gets or sets the region: 4–30 characters.</summary>
    public string? Region { get; set; }

    /// <summary>Gets or sets the namespace: 1–100 characters, of the pattern <c>[A-Za-z0-9@\-_]+</c>.</summary>
    public string? Namespace { get; set; }

    /// <summary>Gets or sets the timeout in minutes: 5–86400.</summary>
    public int? TimeoutInMinutes { get; set; }

    /// <summary>Gets or sets the environment variables: 1–10 entries.</summary>
    public List<EnvironmentVariable>? EnvironmentVariables { get; set; }
}
