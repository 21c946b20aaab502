using System.Collections.Generic;

namespace Amazon.CodePipeline.Model;

/// <summary>An action execution input of the API.</summary>
public partial class ActionExecutionInput
{
    /// <summary>Gets or sets the action type id.</summary>
    public ActionTypeId? ActionTypeId { get; set; }

    /// <summary>Gets or sets the configuration.</summary>
    public Dictionary<string, string>? Configuration { get; set; }

    /// <summary>Gets or sets the resolved configuration.</summary>
    public Dictionary<string, string>? ResolvedConfiguration { get; set; }

    /// <summary>Gets or sets the role arn: at most 1024 characters, of the pattern <c>arn:aws(-[\w]+)*:iam::[0-9]{12}:role/.*</c>.</summary>
    public string? RoleArn { get; set; }

    /// <summary>Gets or sets the region: 4–30 characters.</summary>
    public string? Region { get; set; }

    /// <summary>Gets or sets the input artifacts.</summary>
    public List<ArtifactDetail>? InputArtifacts { get; set; }

    /// <summary>Gets or sets the namespace: 1–100 characters, of the pattern <c>[A-Za-z0-9@\-_]+</c>.</summary>
    public string? Namespace { get; set; }
}
