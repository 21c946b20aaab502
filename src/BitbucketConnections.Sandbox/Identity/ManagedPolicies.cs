using System;
using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Policies;

namespace BitbucketConnections.Sandbox.Identity;

/// <summary>
/// The AWS managed policies whose content the sandbox has. It has only policies that allow whole services: the content of other policies
/// changes with time.
/// </summary>
internal static class ManagedPolicies
{
    private static readonly Dictionary<string, (string Document, IamPolicy Policy)> s_byName = new(StringComparer.Ordinal)
    {
        ["AdministratorAccess"] = Allow("\"Action\":\"*\""),
        ["PowerUserAccess"] = Allow(
            "\"NotAction\":[\"iam:*\",\"organizations:*\",\"account:*\"]",
            "\"Action\":[\"account:GetAccountInformation\",\"account:GetPrimaryEmail\",\"account:ListRegions\",\"iam:CreateServiceLinkedRole\","
            + "\"iam:DeleteServiceLinkedRole\",\"iam:ListRoles\",\"organizations:DescribeOrganization\"]"),
        ["AmazonS3FullAccess"] = Allow("\"Action\":[\"s3:*\",\"s3-object-lambda:*\"]"),
        ["CloudWatchLogsFullAccess"] = Allow("\"Action\":\"logs:*\""),
        ["AWSLambda_FullAccess"] = Allow("\"Action\":\"lambda:*\""),
        ["AWSCodeDeployFullAccess"] = Allow("\"Action\":\"codedeploy:*\""),
        ["AWSCloudFormationFullAccess"] = Allow("\"Action\":\"cloudformation:*\""),
    };

    /// <summary>Finds a policy.</summary>
    /// <param name="arn">The ARN.</param>
    /// <returns>The policy; null if the sandbox does not have its content.</returns>
    public static IamPolicy? Find(string arn) => Named(arn)?.Policy;

    /// <summary>Finds the document of a policy.</summary>
    /// <param name="arn">The ARN.</param>
    /// <returns>The document; null if the sandbox does not have it.</returns>
    public static string? Document(string arn) => Named(arn)?.Document;

    private static (string Document, IamPolicy Policy)? Named(string arn) =>
        arn.IndexOf(":iam::aws:policy/", StringComparison.Ordinal) >= 0 && s_byName.TryGetValue(arn.Substring(arn.LastIndexOf('/') + 1), out var found) ? found : null;

    private static (string Document, IamPolicy Policy) Allow(params string[] actions)
    {
        var document = $$"""{"Version":"2012-10-17","Statement":[{{string.Join(",", actions.Select(action => $$"""{"Effect":"Allow",{{action}},"Resource":"*"}"""))}}]}""";
        return (document, PolicyDocumentChecks.Identity(document));
    }
}
