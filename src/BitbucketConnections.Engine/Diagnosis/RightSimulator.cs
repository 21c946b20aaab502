using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Engine.Roles;

namespace BitbucketConnections.Engine.Diagnosis;

/// <summary>Asks IAM's simulator about permissions that the documents of a role leave open, such as when a policy can't be read.</summary>
internal sealed class RightSimulator
{
    private readonly RoleApi _roles;

    public RightSimulator(RoleApi roles) => _roles = roles;

    /// <summary>Settles permissions that are not known.</summary>
    /// <param name="roleArn">The role.</param>
    /// <param name="rights">The permissions.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The same permissions. One that the simulator does not know either is unchanged.</returns>
    public async Task<IReadOnlyList<AuditedRight>> SettleAsync(string roleArn, IReadOnlyList<AuditedRight> rights, CancellationToken cancellationToken)
    {
        var settled = rights.ToList();
        foreach (var open in rights.Where(right => right.State == RightState.Unknown && IsWhole(right)).GroupBy(right => right.Requirement).ToList())
        {
            IReadOnlyList<SimulatedDecision> decisions;
            try
            {
                decisions = await _roles.SimulateAsync(
                    roleArn, open.Select(right => right.Action).Distinct().ToList(), open.Select(right => right.Resource).Distinct().ToList(), Context(open.Key), cancellationToken).ConfigureAwait(false);
            }
            catch (ServiceException refused) when (CheckList.IsOpen(refused))
            {
                return settled;
            }

            foreach (var right in open)
            {
                var decision = decisions.FirstOrDefault(one => one.Action == right.Action && one.Resource == right.Resource);
                if (decision is { DependsOnContext: false })
                {
                    settled[settled.IndexOf(right)] = right with { State = decision.IsAllowed ? RightState.Allowed : RightState.Missing };
                }
            }
        }

        return settled;
    }

    // The simulator takes no patterns as actions. A pattern as resource is a resource that is known only during an execution.
    private static bool IsWhole(AuditedRight right) => !right.Action.Any(c => c == '*') && (right.Resource == "*" || !right.Resource.Any(c => c == '*'));

    private static Dictionary<string, string> Context(RoleRequirement requirement)
    {
        var service = requirement.Statement.Actions[0].Split(':')[0];
        var context = requirement.Context.Where(entry => entry.Value.Length > 0).ToDictionary(entry => $"{service}:{entry.Key}", entry => entry.Value);
        foreach (var condition in requirement.Statement.Conditions.Where(condition => condition.Values.Length == 1))
        {
            context[condition.Key] = condition.Values[0];
        }

        return context;
    }
}
