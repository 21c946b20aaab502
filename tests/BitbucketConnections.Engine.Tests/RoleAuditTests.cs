using System;
using System.Linq;
using BitbucketConnections.Engine.Policies;
using BitbucketConnections.Engine.Roles;
using BitbucketConnections.Policies;
using static BitbucketConnections.Engine.Tests.RoleHarness;

namespace BitbucketConnections.Engine.Tests;

/// <summary>Tests which permissions a role has, by its documents.</summary>
public sealed class RoleAuditTests
{
    private const string Role = "arn:aws:iam::123456789012:role/r";
    private const string Restricted = """
        {
          "Effect": "Allow", "Action": "codestar-connections:UseConnection", "Resource": "ARN",
          "Condition": {
            "ForAllValues:StringEquals": { "codestar-connections:FullRepositoryId": "ws/repo" },
            "StringEqualsIfExists": { "codestar-connections:BranchName": "main" }
          }
        }
        """;

    private const string Everything = """{"Effect":"Allow","Action":"*","Resource":"*"}""";

    [Theory]
    [InlineData("s3:GetObject", "arn:aws:s3:::b/*", Everything, "Allowed")]
    [InlineData("s3:GetObject", "arn:aws:s3:::b/*", """{"Effect":"Allow","Action":"s3:Get*","Resource":"arn:aws:s3:::b/*"}""", "Allowed")]
    [InlineData("s3:GetObject", "arn:aws:s3:::b/*", """{"Effect":"Allow","Action":"s3:Put*","Resource":"arn:aws:s3:::b/*"}""", "Missing")]
    [InlineData("s3:GetObject", "arn:aws:s3:::b", """{"Effect":"Allow","NotAction":"iam:*","Resource":"*"}""", "Allowed")]
    [InlineData("s3:GetObject", "arn:aws:s3:::b", """{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"s3:*","NotResource":"arn:aws:s3:::c"}""", "Missing")]
    [InlineData("s3:GetObject", "arn:aws:s3:::b", """{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalTag/team":"web"}}}""", "Unknown")]
    [InlineData("s3:GetObject", "arn:aws:s3:::b", """{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"StringNotEquals":{"aws:PrincipalOrgID":"o-1"}}}""", "Unknown")]
    [InlineData("s3:GetObject", "arn:aws:s3:::b", """{"Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::${aws:PrincipalTag/bucket}"}""", "Unknown")]
    [InlineData("s3:GetObject", "arn:aws:s3:::b", """{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}""", "Allowed")]
    [InlineData("lambda:InvokeFunction", "arn:aws:lambda:eu-west-1:123456789012:function:f", """{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:RequestedRegion":"us-east-1"}}}""", "Missing")]
    [InlineData("kms:GenerateDataKey*", "arn:aws:kms:us-east-1:123456789012:key/k", """{"Effect":"Allow","Action":"kms:GenerateDataKey","Resource":"*"}""", "Allowed")]
    [InlineData("kms:ReEncrypt*", "arn:aws:kms:us-east-1:123456789012:key/k", """{"Effect":"Allow","Action":"kms:ReEncryptFrom","Resource":"*"}""", "Missing")]
    [InlineData("kms:ReEncrypt*", "arn:aws:kms:us-east-1:123456789012:key/k", """{"Effect":"Allow","Action":["kms:ReEncryptFrom","kms:ReEncryptTo"],"Resource":"*"}""", "Allowed")]
    [InlineData("lambda:InvokeFunction", "arn:aws:lambda:us-east-1:123456789012:function:web-*", """{"Effect":"Allow","Action":"lambda:*","Resource":"arn:aws:lambda:us-east-1:123456789012:function:web-one"}""", "Unknown")]
    [InlineData("lambda:InvokeFunction", "arn:aws:lambda:us-east-1:123456789012:function:web-*", """{"Effect":"Allow","Action":"lambda:*","Resource":"arn:aws:lambda:us-east-1:123456789012:function:other"}""", "Missing")]
    public void A_permission_is_allowed_missing_or_unknown(string action, string resource, string statements, string state)
    {
        var documents = new RoleDocuments("r");
        documents.Identity.Add(PolicyText.TryRead(Policy(statements), IamPolicyKind.Identity)!);

        Assert.Equal(state, Assert.Single(Evaluate(documents, new PolicyStatement("Sid", [action], [resource])).Rights).State.ToString());
    }

    [Theory]
    [InlineData("""{"StringEquals":{"iam:PassedToService":["codebuild.amazonaws.com","ecs-tasks.amazonaws.com"]}}""", "Allowed")]
    [InlineData("""{"StringEquals":{"iam:PassedToService":"codebuild.amazonaws.com"}}""", "Missing")]
    [InlineData("""{"StringNotEquals":{"iam:PassedToService":"codebuild.amazonaws.com"}}""", "Missing")]
    public void A_condition_with_several_values_needs_the_permission_for_each(string condition, string state)
    {
        var documents = new RoleDocuments("r");
        documents.Identity.Add(PolicyText.TryRead(
            Policy($$"""{"Effect":"Allow","Action":"iam:PassRole","Resource":"*","Condition":{{condition}}}"""), IamPolicyKind.Identity)!);
        var statement = new PolicyStatement(
            "Sid", ["iam:PassRole"], ["arn:aws:iam::123456789012:role/x"], new PolicyCondition("StringEquals", "iam:PassedToService", "codebuild.amazonaws.com", "ecs-tasks.amazonaws.com"));

        Assert.Equal(state, Assert.Single(Evaluate(documents, statement).Rights).State.ToString());
    }

    [Theory]
    [InlineData("*", false, "Allowed", null)]
    [InlineData("s3:*", false, "Allowed", null)]
    [InlineData("lambda:*", false, "Missing", "its permissions boundary does not allow it")]
    [InlineData("s3:*", true, "Missing", "its permissions boundary denies it")]
    public void A_boundary_limits_what_the_policies_allow(string allowed, bool denies, string state, string? blocker)
    {
        var documents = new RoleDocuments("r")
        {
            Boundary = PolicyText.TryRead(
                Policy($$"""{"Effect":"Allow","Action":"{{allowed}}","Resource":"*"}""" + (denies ? """,{"Effect":"Deny","Action":"s3:GetObject","Resource":"*"}""" : string.Empty)),
                IamPolicyKind.Identity),
        };
        documents.Identity.Add(PolicyText.TryRead(Policy(Everything), IamPolicyKind.Identity)!);

        var right = Assert.Single(Evaluate(documents, new PolicyStatement("Sid", ["s3:GetObject"], ["arn:aws:s3:::b/k"])).Rights);

        Assert.Equal((state, blocker), (right.State.ToString(), right.Blocker));
    }

    [Theory]
    [InlineData(Everything, false, "Unknown")]
    [InlineData("""{"Effect":"Allow","Action":"lambda:*","Resource":"*"}""", false, "Unknown")]
    [InlineData("""{"Sid":"No","Effect":"Deny","Action":"s3:*","Resource":"*"}""", false, "Missing")]
    [InlineData(Everything, true, "Unknown")]
    [InlineData("""{"Effect":"Allow","Action":"lambda:*","Resource":"*"}""", true, "Missing")]
    public void A_document_that_is_not_read_never_means_that_a_permission_is_there(string statement, bool isLimit, string state)
    {
        var documents = new RoleDocuments("r");
        documents.Identity.Add(PolicyText.TryRead(Policy(statement), IamPolicyKind.Identity)!);
        documents.Unread.Add(new UnreadDocument("the inline policy 'p'", "no.", isLimit));

        var right = Assert.Single(Evaluate(documents, new PolicyStatement("Sid", ["s3:GetObject"], ["arn:aws:s3:::b/k"])).Rights);

        Assert.Equal(state, right.State.ToString());
        Assert.Equal(statement.Contains("Deny", StringComparison.Ordinal) ? "the statement 'No' denies it" : null, right.Blocker);
    }

    [Fact]
    public void Statements_that_a_command_will_add_count()
    {
        var statement = new PolicyStatement("Sid", ["s3:GetObject"], ["arn:aws:s3:::b/k"]);

        var result = RoleAudit.Evaluate(new RoleDocuments("r"), Role, [new RoleRequirement(statement)], [statement]);

        Assert.Equal(RightState.Allowed, Assert.Single(result.Rights).State);
        Assert.Empty(RoleAuditText.Warnings(result, "x needs", _ => "remedy"));
    }

    [Theory]
    [InlineData("ws/repo", "main", "Allowed")]
    [InlineData("ws/other", "main", "Missing")]
    [InlineData("ws/repo", "dev", "Missing")]
    public void A_restriction_to_a_repository_and_a_branch_is_evaluated(string repository, string branch, string state)
    {
        const string arn = "arn:aws:codestar-connections:us-east-1:123456789012:connection/x";
        var documents = new RoleDocuments("r");
        documents.Identity.Add(PolicyText.TryRead(
            Policy(Restricted.Replace("ARN", arn, StringComparison.Ordinal)),
            IamPolicyKind.Identity)!);
        var source = Assert.Single(PipelineSource.All([Source(arn, repository, branch)]));

        var rights = RoleAudit.Evaluate(documents, Role, RoleRequirement.Connection(source), []).Rights;

        Assert.Equal(state, rights.Single(right => right.Action == "codestar-connections:UseConnection").State.ToString());
        Assert.Equal(RightState.Missing, rights.Single(right => right.Action == "codeconnections:UseConnection").State);
    }

    private static RoleAuditResult Evaluate(RoleDocuments documents, PolicyStatement statement) => RoleAudit.Evaluate(documents, Role, [new RoleRequirement(statement)], []);

    private static PipelineStage Source(string arn, string repository, string branch) => new()
    {
        Name = "Source",
        Actions =
        [
            new PipelineAction
            {
                Name = "Source",
                ActionTypeId = new ActionTypeId { Category = "Source", Owner = "AWS", Provider = PipelineSource.Provider, Version = "1" },
                Configuration = new System.Collections.Generic.Dictionary<string, string> { ["ConnectionArn"] = arn, ["FullRepositoryId"] = repository, ["BranchName"] = branch },
            },
        ],
    };
}
