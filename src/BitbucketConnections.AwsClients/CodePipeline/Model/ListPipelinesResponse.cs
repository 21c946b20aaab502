using System.Collections.Generic;
using Amazon.Runtime;

namespace Amazon.CodePipeline.Model;

/// <summary>The answer of ListPipelines.</summary>
public partial class ListPipelinesResponse : AmazonWebServiceResponse
{
    /// <summary>Gets or sets the pipelines.</summary>
    public List<PipelineSummary>? Pipelines { get; set; }

    /// <summary>Gets or sets the next token: 1–2048 characters.</summary>
    public string? NextToken { get; set; }
}
