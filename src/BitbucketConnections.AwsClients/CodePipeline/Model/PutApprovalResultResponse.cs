using System;
using Amazon.Runtime;

namespace Amazon.CodePipeline.Model;

/// <summary>The answer of PutApprovalResult.</summary>
public partial class PutApprovalResultResponse : AmazonWebServiceResponse
{
    /// <summary>Gets or sets the approved at.</summary>
    public DateTime? ApprovedAt { get; set; }
}
