using System;
using System.Collections.Generic;

namespace Amazon.IdentityManagement.Model;

/// <summary>A role of the API.</summary>
public partial class Role
{
    /// <summary>Gets or sets the path: 1–512 characters, of the pattern <c>(\u002F)|(\u002F[\u0021-\u007E]+\u002F)</c>; required.</summary>
    public string? Path { get; set; }

    /// <summary>Gets or sets the role name: 1–64 characters, of the pattern <c>[\w+=,.@-]+</c>; required.</summary>
    public string? RoleName { get; set; }

    /// <summary>Gets or sets the role id: 16–128 characters, of the pattern <c>[\w]+</c>; required.</summary>
    public string? RoleId { get; set; }

    /// <summary>Gets or sets the ARN: 20–2048 characters; required.</summary>
    public string? Arn { get; set; }

    /// <summary>Gets or sets the create date: UTC; required.</summary>
    public DateTime? CreateDate { get; set; }

    /// <summary>Gets or sets the assume role policy document: JSON, URL-encoded as IAM answers it.</summary>
    public string? AssumeRolePolicyDocument { get; set; }

    /// <summary>Gets or sets the description: 0–1000 characters, of the pattern <c>[\u0009\u000A\u000D\u0020-\u007E\u00A1-\u00FF]*</c>.</summary>
    public string? Description { get; set; }

    /// <summary>Gets or sets the max session duration: 3600–43200 seconds.</summary>
    public int? MaxSessionDuration { get; set; }

    /// <summary>Gets or sets the permissions boundary.</summary>
    public AttachedPermissionsBoundary? PermissionsBoundary { get; set; }

    /// <summary>Gets or sets the tags: 0–50 entries.</summary>
    public List<Tag>? Tags { get; set; }

    /// <summary>Gets or sets the role last used.</summary>
    public RoleLastUsed? RoleLastUsed { get; set; }
}
