using Amazon.Runtime;

namespace Amazon.CodeStarconnections.Model;

/// <summary>The answer of GetConnection.</summary>
public partial class GetConnectionResponse : AmazonWebServiceResponse
{
    /// <summary>Gets or sets the connection.</summary>
    public Connection? Connection { get; set; }
}
