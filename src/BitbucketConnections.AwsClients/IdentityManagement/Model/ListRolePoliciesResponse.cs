using System.Collections.Generic;
using Amazon.Runtime;

namespace Amazon.IdentityManagement.Model;

/// <summary>The answer of ListRolePolicies.</summary>
public partial class ListRolePoliciesResponse : AmazonWebServiceResponse
{
    /// <summary>Gets or sets the policy names: required.</summary>
    public List<string>? PolicyNames { get; set; }

    /// <summary>Gets or sets a value indicating whether there are more: then <see cref="Marker"/> tells where they begin.</summary>
    public bool? IsTruncated { get; set; }

    /// <summary>Gets or sets where the next page begins; null on the last one.</summary>
    public string? Marker { get; set; }
}
