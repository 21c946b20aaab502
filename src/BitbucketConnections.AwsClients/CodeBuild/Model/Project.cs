using System;

namespace Amazon.CodeBuild.Model;

/// <summary>A build project, with the members that this module reads.</summary>
public partial class Project
{
    /// <summary>Gets or sets the name: 2–150 characters, of the pattern <c>[A-Za-z0-9][A-Za-z0-9\-_]{1,149}</c>.</summary>
    public string? Name { get; set; }

    /// <summary>Gets or sets the ARN.</summary>
    public string? Arn { get; set; }

    /// <summary>Gets or sets the description: 0–255 characters.</summary>
    public string? Description { get; set; }

    /// <summary>Gets or sets the service role: at least 1 characters.</summary>
    public string? ServiceRole { get; set; }

    /// <summary>Gets or sets the encryption key: at least 1 characters.</summary>
    public string? EncryptionKey { get; set; }

    /// <summary>Gets or sets the created: UTC.</summary>
    public DateTime? Created { get; set; }

    /// <summary>Gets or sets the last modified: UTC.</summary>
    public DateTime? LastModified { get; set; }
}
