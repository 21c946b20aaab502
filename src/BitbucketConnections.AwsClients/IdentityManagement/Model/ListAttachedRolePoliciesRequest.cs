namespace Amazon.IdentityManagement.Model;

/// <summary>The request of ListAttachedRolePolicies.</summary>
public partial class ListAttachedRolePoliciesRequest : AmazonIdentityManagementServiceRequest
{
    /// <summary>Gets or sets the role name: 1–64 characters, of the pattern <c>[\w+=,.@-]+</c>; required.</summary>
    public string? RoleName { get; set; }

    /// <summary>Gets or sets the path prefix: 1–512 characters, of the pattern <c>((/[A-Za-z0-9\.,\+@=_-]+)*)/</c>.</summary>
    public string? PathPrefix { get; set; }

    /// <summary>Gets or sets where the page begins, from the answer before: 1–320 characters, of the pattern <c>[\u0020-\u00FF]+</c>.</summary>
    public string? Marker { get; set; }

    /// <summary>Gets or sets the most items of a page: 1–1000, 100 where it is not set; IAM may give fewer.</summary>
    public int? MaxItems { get; set; }
}
