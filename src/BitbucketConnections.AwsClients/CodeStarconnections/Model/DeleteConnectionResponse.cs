using Amazon.Runtime;

namespace Amazon.CodeStarconnections.Model;

/// <summary>The answer of DeleteConnection.</summary>
public partial class DeleteConnectionResponse : AmazonWebServiceResponse
{
}
