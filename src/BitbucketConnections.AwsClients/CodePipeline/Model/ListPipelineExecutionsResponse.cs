using System.Collections.Generic;
using Amazon.Runtime;

namespace Amazon.CodePipeline.Model;

/// <summary>The answer of ListPipelineExecutions.</summary>
public partial class ListPipelineExecutionsResponse : AmazonWebServiceResponse
{
    /// <summary>Gets or sets the pipeline execution summaries.</summary>
    public List<PipelineExecutionSummary>? PipelineExecutionSummaries { get; set; }

    /// <summary>Gets or sets the next token: 1–2048 characters.</summary>
    public string? NextToken { get; set; }
}
