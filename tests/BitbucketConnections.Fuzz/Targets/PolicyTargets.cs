using System;
using System.Collections.Generic;
using BitbucketConnections.Engine.Policies;
using BitbucketConnections.Engine.Roles;
using BitbucketConnections.Policies;

namespace BitbucketConnections.Fuzz.Targets;

/// <summary>Policies of roles, buckets and keys.</summary>
internal static class PolicyTargets
{
    private static readonly IamPolicyKind[] s_kinds = Enum.GetValues<IamPolicyKind>();
    private static readonly IamRequest s_request = new IamRequest(IamPrincipal.Identity("arn:aws:iam::123456789012:role/x"), "codestar-connections:UseConnection", "arn:aws:codestar-connections:eu-west-1:123456789012:connection/x")
        .With("aws:SourceAccount", "123456789012").With("aws:username", "bob").With("aws:SourceIp", "127.0.0.1").With("aws:SecureTransport", "true").With("codestar-connections:FullRepositoryId", "example-ws/demo-repo")
        .With("aws:CurrentTime", "2026-11-27T00:00:00Z").WithList("aws:TagKeys", ["a", "b"]);

    /// <summary>Gets the targets.</summary>
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new FuzzTarget
        {
            Name = "Policy", Weight = 60, Seeds = FuzzResources.Lines("policies.txt"), Open = () => Policy,
            Words = ["Effect", "Allow", "Deny", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "Condition", "Sid", "*", "${aws:username}", "${", "}", "arn:aws:s3:::", "StringLike", "IfExists", "ForAnyValue:", "ForAllValues:", "Null", "Bool", "DateGreaterThan", "IpAddress", "ArnEquals", "NumericEquals", "BinaryEquals"],
        },
        new FuzzTarget
        {
            Name = "Policy.Pattern", Weight = 20, Seeds = ["arn:aws:s3:::${aws:username}/*\narn:aws:s3:::bob/x", "a*b?c\nab", "*:*\nx:y", "${aws:username, 'x'}\nbob", "127.0.0.0/8\n1", "2026-11-27T00:00:00Z\n0"],
            Words = ["*", "?", "${", "}", "${*}", ":", "aws:username", ", '", "/", "arn:"], Open = () => Pattern,
        },
    ];

    private static void Policy(string input)
    {
        _ = TrustPolicy.Services(input);
        if (PolicyContent.TryRead(input) is { } content)
        {
            var written = PolicyJson.Write(content);
            Wrong.If(PolicyContent.TryRead(written) is not { } again || !again.IsSame(content), "A policy has other statements after it was written and read.");
        }

        foreach (var kind in s_kinds)
        {
            if (PolicyText.TryRead(input, kind) is { } policy)
            {
                _ = IamEvaluator.Evaluate(s_request, new IamPolicySet { Identity = [policy], Resource = policy });
            }
        }
    }

    private static void Pattern(string input)
    {
        var lines = input.Split('\n', 2);
        var other = lines.Length > 1 ? lines[1] : string.Empty;
        var json = System.Text.Json.JsonSerializer.Serialize(new
        {
            Version = "2012-10-17",
            Statement = new object[]
            {
                new { Effect = "Allow", Action = "*", Resource = lines[0], Condition = new { StringLike = new Dictionary<string, string> { ["aws:username"] = lines[0] }, IpAddress = new Dictionary<string, string> { ["aws:SourceIp"] = lines[0] } } },
                new { Effect = "Deny", Action = "*", Resource = "*", Condition = new { DateLessThan = new Dictionary<string, string> { ["aws:CurrentTime"] = lines[0] }, NumericEquals = new Dictionary<string, string> { ["x"] = lines[0] }, ArnLike = new Dictionary<string, string> { ["y"] = lines[0] } } },
            },
        });
        if (PolicyText.TryRead(json, IamPolicyKind.Identity) is { } policy)
        {
            _ = IamEvaluator.Evaluate(new IamRequest(s_request.Principal, "s3:GetObject", other).With("aws:username", other).With("aws:SourceIp", other).With("aws:CurrentTime", other).With("x", other).With("y", other), new IamPolicySet { Identity = [policy] });
        }
    }
}
