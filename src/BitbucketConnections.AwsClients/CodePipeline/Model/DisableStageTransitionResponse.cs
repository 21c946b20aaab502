using Amazon.Runtime;

namespace Amazon.CodePipeline.Model;

/// <summary>The answer of DisableStageTransition.</summary>
public partial class DisableStageTransitionResponse : AmazonWebServiceResponse
{
}
