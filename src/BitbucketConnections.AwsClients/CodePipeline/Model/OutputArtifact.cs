using System.Collections.Generic;

namespace Amazon.CodePipeline.Model;

/// <summary>An output artifact of the API.</summary>
public partial class OutputArtifact
{
    /// <summary>Gets or sets the name: 1–100 characters, of the pattern <c>[a-zA-Z0-9_\-]+</c>; required.</summary>
    public string? Name { get; set; }

    /// <summary>Gets or sets the files: 1–10 entries, each 1–128 characters.</summary>
    public List<string>? Files { get; set; }
}
