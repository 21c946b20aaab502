using System.Collections.Generic;

namespace Amazon.CodePipeline.Model;

/// <summary>A rule declaration of the API.</summary>
public partial class RuleDeclaration
{
    /// <summary>Gets or sets the name: 1–100 characters, of the pattern <c>[A-Za-z0-9.@\-_]+</c>; required.</summary>
    public string? Name { get; set; }

    /// <summary>Gets or sets the rule type id; required.</summary>
    public RuleTypeId? RuleTypeId { get; set; }

    /// <summary>Gets or sets the configuration: 0–200 entries.</summary>
    public Dictionary<string, string>? Configuration { get; set; }

    /// <summary>Gets or sets the commands: 1–50 entries, each 1–1000 characters.</summary>
    public List<string>? Commands { get; set; }

    /// <summary>Gets or sets the input artifacts.</summary>
    public List<InputArtifact>? InputArtifacts { get; set; }

    /// <summary>Gets or sets the role ARN: at most 1024 characters, of the pattern <c>arn:aws(-[\w]+)*:iam::[0-9]{12}:role/.*</c>.</summary>
    public string? RoleArn { get; set; }

    /// <summary>Gets or sets the region: 4–30 characters.</summary>
    public string? Region { get; set; }

    /// <summary>Gets or sets the timeout in minutes: 5–86400.</summary>
    public int? TimeoutInMinutes { get; set; }
}
