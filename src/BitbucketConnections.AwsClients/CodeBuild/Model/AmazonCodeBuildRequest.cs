using Amazon.Runtime;

namespace Amazon.CodeBuild.Model;

/// <summary>What every request of the service is.</summary>
public partial class AmazonCodeBuildRequest : AmazonWebServiceRequest
{
}
