using System;
using System.Collections.Generic;

namespace BitbucketConnections.Engine.Policies;

/// <summary>Statements for keys. A key can be given by its alias. A policy can't use an alias as a resource, only as a condition on all keys of the account and Region.</summary>
internal static class KeyStatement
{
    private const string Start = "alias/";
    private static readonly string[] s_artifactActions = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"];

    /// <summary>Determines whether a resource is an alias of a key.</summary>
    public static bool IsAlias(string resource) => Arn.TryParse(resource, out var arn) && arn.Service == "kms" && arn.Resource.StartsWith(Start, StringComparison.Ordinal);

    /// <summary>Creates the statement of a role that reads and writes artifacts: the service role, and that of a build.</summary>
    /// <param name="key">The ARN of the key or of its alias.</param>
    public static PolicyStatement OfArtifacts(string key) =>
        IsAlias(key) ? OfAlias("AllowKmsAlias", s_artifactActions, key) : new PolicyStatement("AllowKmsKey", s_artifactActions, [key]);

    /// <summary>Creates the statement of an alias.</summary>
    /// <param name="sid">The start of the Sid. The rest is the name of the alias, with a hash if a Sid can't contain it.</param>
    /// <param name="actions">The actions.</param>
    /// <param name="aliasArn">The ARN of the alias. <c>*</c> replaces a variable.</param>
    public static PolicyStatement OfAlias(string sid, IReadOnlyList<string> actions, string aliasArn)
    {
        var at = aliasArn.LastIndexOf(':') + 1;
        var alias = aliasArn.Substring(at);
        var statement = new PolicyStatement(
            sid,
            actions,
            [$"{aliasArn.Remove(at)}key/*"],
            new PolicyCondition(alias.IndexOf('*') < 0 ? "ForAnyValue:StringEquals" : "ForAnyValue:StringLike", "kms:ResourceAliases", alias));
        var name = alias.Substring(Start.Length);
        var readable = sid + PolicyStatement.SidOf(name);
        return readable == sid + name ? statement.WithSid(readable) : statement.WithSid(readable).WithHash();
    }
}
