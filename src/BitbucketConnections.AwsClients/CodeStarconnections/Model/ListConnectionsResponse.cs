using System.Collections.Generic;
using Amazon.Runtime;

namespace Amazon.CodeStarconnections.Model;

/// <summary>The answer of ListConnections.</summary>
public partial class ListConnectionsResponse : AmazonWebServiceResponse
{
    /// <summary>Gets or sets the connections.</summary>
    public List<Connection>? Connections { get; set; }

    /// <summary>Gets or sets the next token: 1–1024 characters, of the pattern <c>^.*$</c>.</summary>
    public string? NextToken { get; set; }
}
