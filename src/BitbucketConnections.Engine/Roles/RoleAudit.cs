using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Engine.Policies;

namespace BitbucketConnections.Engine.Roles;

/// <summary>Determines which permissions a role has, by all its documents. Writes nothing.</summary>
internal sealed class RoleAudit
{
    private readonly RoleDocumentReader _reader;

    public RoleAudit(RoleApi api) => _reader = new RoleDocumentReader(api);

    /// <summary>Audits a role.</summary>
    /// <param name="roleArn">The role.</param>
    /// <param name="requirements">What the role needs.</param>
    /// <param name="planned">The statements that a command will add to the role.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The result; null if the role does not exist.</returns>
    public async Task<RoleAuditResult?> RunAsync(
        string roleArn, IReadOnlyList<RoleRequirement> requirements, IReadOnlyList<PolicyStatement> planned, CancellationToken cancellationToken)
    {
        var documents = await _reader.ReadAsync(PipelineNameRules.RoleNameOf(roleArn), cancellationToken).ConfigureAwait(false);
        return documents is null ? null : Evaluate(documents, roleArn, requirements, planned);
    }

    /// <summary>Evaluates documents that were read.</summary>
    public static RoleAuditResult Evaluate(
        RoleDocuments documents, string roleArn, IReadOnlyList<RoleRequirement> requirements, IReadOnlyList<PolicyStatement> planned)
    {
        var evaluator = new RoleEvaluator(documents, roleArn, planned);
        return new RoleAuditResult(documents, requirements.SelectMany(evaluator.Evaluate).ToList());
    }
}
