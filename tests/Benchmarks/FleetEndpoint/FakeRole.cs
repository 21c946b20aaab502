using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using Microsoft.Extensions.Primitives;

namespace BitbucketConnections.Benchmarks;

/// <summary>The service role of all pipelines. It has every policy that is read, and keeps a policy that is written.</summary>
internal sealed class FakeRole
{
    /// <summary>The ARN of the role.</summary>
    public const string Arn = "arn:aws:iam::123456789012:role/fleet";

    private const string Policy = """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["codestar-connections:*","codeconnections:*","codebuild:*","s3:*"],"Resource":"*"}]}
        """;

    private const string Trust = """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"codepipeline.amazonaws.com"},"Action":"sts:AssumeRole"}]}
        """;

    private readonly ConcurrentDictionary<string, string> _written = new();

    /// <summary>Answers an operation of IAM; null for one that is not here.</summary>
    public string? Answer(string operation, IReadOnlyDictionary<string, StringValues> parameters) => operation switch
    {
        "GetRole" => Result(
            operation,
            $"<Role><Path>/</Path><RoleName>fleet</RoleName><RoleId>AROAEXAMPLE</RoleId><Arn>{Arn}</Arn><CreateDate>2025-01-01T00:00:00Z</CreateDate>"
            + $"<AssumeRolePolicyDocument>{Uri.EscapeDataString(Trust)}</AssumeRolePolicyDocument></Role>"),
        "ListRolePolicies" => Result(operation, "<IsTruncated>false</IsTruncated><PolicyNames><member>all</member></PolicyNames>"),
        "ListAttachedRolePolicies" => Result(operation, "<IsTruncated>false</IsTruncated><AttachedPolicies/>"),
        "GetRolePolicy" => Get(operation, parameters["PolicyName"].ToString()),
        "PutRolePolicy" => Put(operation, parameters["PolicyName"].ToString(), parameters["PolicyDocument"].ToString()),
        _ => null,
    };

    private string Get(string operation, string name)
    {
        var document = _written.TryGetValue(name, out var written) ? written : Policy;
        return Result(operation, $"<RoleName>fleet</RoleName><PolicyName>{name}</PolicyName><PolicyDocument>{Uri.EscapeDataString(document)}</PolicyDocument>");
    }

    private string Put(string operation, string name, string document)
    {
        _written[name] = document;
        return Result(operation, string.Empty);
    }

    private static string Result(string operation, string content) =>
        $"""<{operation}Response xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><{operation}Result>{content}</{operation}Result><ResponseMetadata><RequestId>{Guid.NewGuid()}</RequestId></ResponseMetadata></{operation}Response>""";
}
