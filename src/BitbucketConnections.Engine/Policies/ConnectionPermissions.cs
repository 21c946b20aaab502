using System;
using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Engine.Policies;

/// <summary>
/// Builds the permission to use connections. AWS renamed the service, and it is not clear which prefix applies to
/// which ARN, so the permission has both prefixes and both forms of the ARN.
/// </summary>
internal static class ConnectionPermissions
{
    private static readonly string[] s_services = [ConnectionRules.CodeStarConnectionsService, ConnectionRules.CodeConnectionsService];

    public static IEnumerable<PolicyStatement> Statements(IEnumerable<string> connectionArns, string? repository)
    {
        var resources = connectionArns.SelectMany(Spellings).Distinct(StringComparer.Ordinal).ToList();
        if (resources.Count == 0)
        {
            return [];
        }

        // The operator of the guide, because a call has the condition key of only one service prefix.
        var conditions = repository is null
            ? []
            : s_services.Select(service => new PolicyCondition("ForAllValues:StringEquals", service + ":FullRepositoryId", repository)).ToArray();
        return [new PolicyStatement("AllowUseConnection", s_services.Select(service => service + ":UseConnection").ToList(), resources, conditions)];
    }

    private static IEnumerable<string> Spellings(string connectionArn) => ConnectionRules.TryParseArn(connectionArn, out var arn)
        ? s_services.Select(service => $"arn:{arn.Partition}:{service}:{arn.Region}:{arn.AccountId}:{arn.Resource}")
        : [connectionArn];
}
