using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Engine.Pipelines;
using BitbucketConnections.Engine.Policies;

namespace BitbucketConnections.Engine.Roles;

/// <summary>
/// The inline policy that earlier versions wrote: one per role, with the name of the role. It can have the permissions of several
/// pipelines or other statements, so it is replaced only if it certainly belongs to this pipeline alone.
/// </summary>
/// <param name="Content">The policy; null if this module did not write one.</param>
/// <param name="Obstacle">The reason to keep it; null if it can be replaced.</param>
internal sealed record OlderPolicy(PolicyContent? Content, string? Obstacle)
{
    private static readonly OlderPolicy s_none = new(null, null);

    /// <summary>Gets the policy to replace; null if there is none, or it must be kept.</summary>
    public PolicyContent? Replaceable => Obstacle is null ? Content : null;

    public static async Task<OlderPolicy> ReadAsync(
        RoleApi api, PipelineService pipelines, Pipeline pipeline, string roleName, IReadOnlyList<PolicyStatement> statements, CancellationToken cancellationToken)
    {
        var document = await api.FindPolicyAsync(roleName, roleName, cancellationToken).ConfigureAwait(false);
        if (document is null || PolicyContent.TryRead(document) is not { } content)
        {
            return s_none;
        }

        // Earlier versions had other Sids for some statements, and no condition on repositories and buckets.
        var (sids, rights) = (statements.Select(s => s.Sid).ToList(), PolicyRights.WithoutConditions(statements));
        var others = content.Statements.Where(s => s.Statement is not { } own || !own.Sid.StartsWith("Allow", StringComparison.Ordinal) || !PolicyRights.WithoutConditions([own]).IsSubsetOf(rights)).ToList();
        if (!content.Statements.Any(s => s.Sid is { } sid && sids.Contains(sid)))
        {
            return s_none;
        }

        return new OlderPolicy(content, others.Count > 0
            ? $"it allows more than '{pipeline.Name}' needs: {string.Join(", ", others.Select(s => s.Sid ?? "a statement without a Sid"))}"
            : await FindOtherUserAsync(api, pipelines, pipeline, roleName, cancellationToken).ConfigureAwait(false));
    }

    // Two pipelines with the same actions need the same permissions, so the policy does not show which pipeline it belongs to. A role with the name
    // for this pipeline is assumed to be its own, which avoids a look-up of all pipelines.
    private static async Task<string?> FindOtherUserAsync(
        RoleApi api, PipelineService pipelines, Pipeline pipeline, string roleName, CancellationToken cancellationToken)
    {
        if (roleName == RoleNames.Of(api.Region, pipeline.Name))
        {
            return null;
        }

        try
        {
            PageCursor? cursor = null;
            do
            {
                var page = await pipelines.ListAsync(cursor, cancellationToken).ConfigureAwait(false);
                foreach (var name in page.Items.Select(item => item.Name).Where(name => name != pipeline.Name))
                {
                    var other = await pipelines.GetAsync(name, null, cancellationToken).ConfigureAwait(false);
                    if (other.RoleArn is { } arn && PipelineNameRules.RoleNameOf(arn) == roleName)
                    {
                        return $"the pipeline '{name}' uses the role, too";
                    }
                }

                cursor = page.Next;
            }
            while (cursor is not null);
            return null;
        }
        catch (ServiceException failure)
        {
            return $"this module cannot determine whether other pipelines use the role ({failure.Message})";
        }
    }
}
