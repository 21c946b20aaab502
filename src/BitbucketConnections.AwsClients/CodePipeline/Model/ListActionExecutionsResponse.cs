using System.Collections.Generic;
using Amazon.Runtime;

namespace Amazon.CodePipeline.Model;

/// <summary>The answer of ListActionExecutions.</summary>
public partial class ListActionExecutionsResponse : AmazonWebServiceResponse
{
    /// <summary>Gets or sets the action execution details.</summary>
    public List<ActionExecutionDetail>? ActionExecutionDetails { get; set; }

    /// <summary>Gets or sets the next token: 1–2048 characters.</summary>
    public string? NextToken { get; set; }
}
