using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections;

/// <summary>Roles and their least-privilege policies, as the console makes them.</summary>
public interface IServiceRoleService
{
    /// <summary>Gets the console's name of a service role: <c>AWSCodePipelineServiceRole-REGION-PIPELINE</c>, shortened with a stable hash past 64 characters.</summary>
    /// <param name="pipelineName">The pipeline.</param>
    /// <returns>The name, at most 64 characters.</returns>
    string NameOf(string pipelineName);

    /// <summary>Gets the name of the inline policy of a pipeline on its service role: <c>BitbucketConnections-REGION-PIPELINE-HASH</c>.</summary>
    /// <param name="pipelineName">The pipeline.</param>
    /// <returns>The name, at most 128 characters.</returns>
    string PolicyNameOf(string pipelineName);

    /// <summary>Makes the least-privilege policy of a definition. Calls nothing.</summary>
    /// <param name="request">What the policy is for.</param>
    /// <returns>The policy as indented JSON.</returns>
    string BuildPolicy(ServiceRolePolicyRequest request);

    /// <summary>
    /// Makes the role with CodePipeline's trust, or takes the one of that name with the right trust, and writes the policy of
    /// the pipeline. Other policies of the role stay as they are, and so do statements of others in this one.
    /// </summary>
    /// <param name="request">Name, policy and tags.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The role.</returns>
    /// <exception cref="ServiceException">The role exists with another trust, or IAM refuses; Created names what was made.</exception>
    Task<ServiceRole> EnsureAsync(ServiceRoleRequest request, CancellationToken cancellationToken);

    /// <summary>Lists what <see cref="EnsureAsync"/> would write, as lines of a review. Writes nothing.</summary>
    /// <param name="request">Name, policy and tags.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    /// <returns>The lines.</returns>
    /// <exception cref="ServiceException">The role exists with another trust.</exception>
    Task<IReadOnlyList<string>> ReviewAsync(ServiceRoleRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// Takes the policy of a pipeline that was deleted from its service role. Statements of others in it stay. What IAM
    /// refuses is a warning, since the pipeline is gone.
    /// </summary>
    /// <param name="pipeline">The pipeline as it was.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    /// <returns>A task.</returns>
    Task RemovePolicyAsync(Pipeline pipeline, CancellationToken cancellationToken);

    /// <summary>Adds the right to use connections to a role, with the actions of both services' names, in an inline policy of its own.</summary>
    /// <param name="roleName">The role, without a path.</param>
    /// <param name="connectionArns">The connections.</param>
    /// <param name="restrictToRepository">The one repository the right is for, as <c>workspace/repository</c>; null for all.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The role with the policy that was written.</returns>
    Task<ServiceRole> GrantConnectionAsync(
        string roleName, IReadOnlyList<string> connectionArns, string? restrictToRepository, CancellationToken cancellationToken);
}

/// <summary>What a service role's policy is for.</summary>
public sealed class ServiceRolePolicyRequest
{
    /// <summary>Gets the definition: its connections, buckets, keys and action types become statements.</summary>
    public required Pipeline Definition { get; init; }

    /// <summary>Gets the 12-digit account, for <c>aws:ResourceAccount</c>.</summary>
    public required string AccountId { get; init; }

    /// <summary>Gets the one repository the connection may be used for; null for all.</summary>
    public string? RestrictToRepository { get; init; }
}

/// <summary>What role to make.</summary>
public sealed class ServiceRoleRequest
{
    /// <summary>Gets the name, 1–64 characters.</summary>
    public required string RoleName { get; init; }

    /// <summary>Gets the definition the policy is made from.</summary>
    public required Pipeline Definition { get; init; }

    /// <summary>Gets the tags; null for none.</summary>
    public IReadOnlyDictionary<string, string>? Tags { get; init; }
}
