using Amazon.Runtime;

namespace Amazon.CodePipeline.Model;

/// <summary>The answer of EnableStageTransition.</summary>
public partial class EnableStageTransitionResponse : AmazonWebServiceResponse
{
}
