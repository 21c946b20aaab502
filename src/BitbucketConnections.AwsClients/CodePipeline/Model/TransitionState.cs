using System;

namespace Amazon.CodePipeline.Model;

/// <summary>A transition state of the API.</summary>
public partial class TransitionState
{
    /// <summary>Gets or sets the enabled.</summary>
    public bool? Enabled { get; set; }

    /// <summary>Gets or sets the last changed by.</summary>
    public string? LastChangedBy { get; set; }

    /// <summary>Gets or sets the last changed at: UTC.</summary>
    public DateTime? LastChangedAt { get; set; }

    /// <summary>Gets or sets the disabled reason: 1–300 characters, of the pattern <c>[a-zA-Z0-9!@ \(\)\.\*\?\-]+</c>.</summary>
    public string? DisabledReason { get; set; }
}
