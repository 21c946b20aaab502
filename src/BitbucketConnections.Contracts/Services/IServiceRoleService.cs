using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections;

/// <summary>Manages service roles and their least-privilege policies, as the console creates them.</summary>
public interface IServiceRoleService
{
    /// <summary>Gets the console's name of a service role: <c>AWSCodePipelineServiceRole-REGION-PIPELINE</c>, shortened with a stable hash if longer than 64 characters.</summary>
    /// <param name="pipelineName">The pipeline.</param>
    /// <returns>The name, at most 64 characters.</returns>
    string NameOf(string pipelineName);

    /// <summary>Gets the name of the inline policy of a pipeline on its service role: <c>BitbucketConnections-REGION-PIPELINE-HASH</c>.</summary>
    /// <param name="pipelineName">The pipeline.</param>
    /// <returns>The name, at most 128 characters.</returns>
    string PolicyNameOf(string pipelineName);

    /// <summary>Builds the least-privilege policy of a definition. Makes no AWS calls.</summary>
    /// <param name="request">The definition that the policy is for.</param>
    /// <returns>The policy as indented JSON.</returns>
    string BuildPolicy(ServiceRolePolicyRequest request);

    /// <summary>
    /// Creates the role with CodePipeline's trust policy, or uses the existing role with that name and trust, and writes the policy of
    /// the pipeline. Other policies of the role, and other statements in this policy, are unchanged.
    /// </summary>
    /// <param name="request">Name, policy and tags.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The role.</returns>
    /// <exception cref="ServiceException">The role exists with another trust policy, or IAM rejected a call. Created lists what was created.</exception>
    Task<ServiceRole> EnsureAsync(ServiceRoleRequest request, CancellationToken cancellationToken);

    /// <summary>Gets review lines of what <see cref="EnsureAsync"/> would write. Writes nothing.</summary>
    /// <param name="request">Name, policy and tags.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The lines.</returns>
    /// <exception cref="ServiceException">The role exists with another trust policy.</exception>
    Task<IReadOnlyList<string>> ReviewAsync(ServiceRoleRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// Removes the policy of a deleted pipeline from its service role. Other statements in the policy are unchanged. An error from IAM
    /// is a warning, because the pipeline is already deleted.
    /// </summary>
    /// <param name="pipeline">The deleted pipeline.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>A task.</returns>
    Task RemovePolicyAsync(Pipeline pipeline, CancellationToken cancellationToken);

    /// <summary>Adds the permission to use connections to a role, with the actions of both service prefixes, in a separate inline policy.</summary>
    /// <param name="roleName">The role, without a path.</param>
    /// <param name="connectionArns">The connections.</param>
    /// <param name="restrictToRepository">The only repository that the permission allows, as <c>workspace/repository</c>; null for all.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The role with the written policy.</returns>
    Task<ServiceRole> GrantConnectionAsync(
        string roleName, IReadOnlyList<string> connectionArns, string? restrictToRepository, CancellationToken cancellationToken);
}

/// <summary>A request for the policy of a service role.</summary>
public sealed class ServiceRolePolicyRequest
{
    /// <summary>Gets the definition: its connections, buckets, keys and action types become statements.</summary>
    public required Pipeline Definition { get; init; }

    /// <summary>Gets the 12-digit account, for <c>aws:ResourceAccount</c>.</summary>
    public required string AccountId { get; init; }

    /// <summary>Gets the only repository that the policy allows; null for the repositories of the definition.</summary>
    public string? RestrictToRepository { get; init; }

    /// <summary>Gets a value indicating whether the policy allows all repositories of the connections.</summary>
    public bool AllowAllRepositories { get; init; }
}

/// <summary>A request to create a service role.</summary>
public sealed class ServiceRoleRequest
{
    /// <summary>Gets the name, 1–64 characters.</summary>
    public required string RoleName { get; init; }

    /// <summary>Gets the definition that determines the policy.</summary>
    public required Pipeline Definition { get; init; }

    /// <summary>
    /// Gets a value indicating whether the policy allows all repositories of the connections, or only those of the definition; null to keep what the
    /// policy allows, and only those of the definition in a new policy.
    /// </summary>
    public bool? AllowAllRepositories { get; init; }

    /// <summary>Gets the tags; null for none.</summary>
    public IReadOnlyDictionary<string, string>? Tags { get; init; }
}
