using System.Linq;
using BitbucketConnections.Policies;

namespace BitbucketConnections.Contracts.Tests.Policies;

/// <summary>Evaluation against AWS's recorded outcomes (V rows), and the cases of the IAM user guide.</summary>
public sealed class IamEvaluatorTests
{
    private const string Account = "111122223333";
    private const string Other = "444455556666";
    private const string RoleArn = $"arn:aws:iam::{Account}:role/service-role/pipeline";
    private const string SessionArn = $"arn:aws:sts::{Account}:assumed-role/pipeline/job";

    [Fact]
    public void V33_a_deny_takes_precedence_over_an_allow() => AssertOutcome(
        IamOutcome.ExplicitDeny, "s3:GetObject", "arn:aws:s3:::b/o", Allow("s3:GetObject", "*"), Deny("s3:GetObject", "*"));

    [Theory]
    [InlineData("arn:aws:s3:::b/folder/a:b/object", true)]
    [InlineData("arn:aws:s3:::b/folder/a/b/object", true)]
    [InlineData("arn:aws:s3:::b/folder/a/object/child", false)]
    public void V37_a_wildcard_crosses_slashes_and_colons(string resource, bool isAllowed) =>
        AssertOutcome(isAllowed ? IamOutcome.Allowed : IamOutcome.ImplicitDeny, "s3:GetObject", resource, Allow("s3:GetObject", "arn:aws:s3:::b/folder/*/object"));

    [Theory]
    [InlineData("arn:aws:s3:::b/object", true)]
    [InlineData("arn:aws:s3:::b:suffix/object", true)]
    [InlineData("arn:aws:s3:::b-other/object", true)]
    [InlineData("arn:aws:s3:::another", false)]
    public void V38_a_wildcard_at_the_end(string resource, bool isAllowed) =>
        AssertOutcome(isAllowed ? IamOutcome.Allowed : IamOutcome.ImplicitDeny, "s3:GetObject", resource, Allow("s3:GetObject", "arn:aws:s3:::b*"));

    [Theory]
    [InlineData("arn:aws:s3:::b/allowed", IamOutcome.Allowed)]
    [InlineData("arn:aws:s3:::b/blocked", IamOutcome.ExplicitDeny)]
    [InlineData("arn:aws:s3:::b/unspecified", IamOutcome.ImplicitDeny)]
    public void V39_three_resources(string resource, IamOutcome outcome) =>
        AssertOutcome(outcome, "s3:GetObject", resource, Allow("s3:GetObject", "arn:aws:s3:::b/allowed"), Deny("s3:GetObject", "arn:aws:s3:::b/blocked"));

    [Theory]
    [InlineData("StringNotEquals", "aws:PrincipalTag/team", "blocked", IamOutcome.Allowed)]
    [InlineData("StringEquals", "aws:PrincipalTag/team", "trusted", IamOutcome.ImplicitDeny)]
    [InlineData("StringEqualsIfExists", "aws:PrincipalTag/team", "trusted", IamOutcome.Allowed)]
    [InlineData("ArnNotLike", "aws:SourceArn", "arn:aws:s3:::b", IamOutcome.Allowed)]
    [InlineData("NotIpAddress", "aws:SourceIp", "192.0.2.0/24", IamOutcome.Allowed)]
    [InlineData("IpAddress", "aws:SourceIp", "192.0.2.0/24", IamOutcome.ImplicitDeny)]
    [InlineData("NumericNotEquals", "s3:max-keys", "10", IamOutcome.Allowed)]
    [InlineData("Bool", "aws:MultiFactorAuthPresent", "false", IamOutcome.ImplicitDeny)]
    [InlineData("BoolIfExists", "aws:MultiFactorAuthPresent", "false", IamOutcome.Allowed)]
    public void V34_a_missing_key(string test, string key, string value, IamOutcome outcome) =>
        AssertOutcome(outcome, "s3:GetObject", "arn:aws:s3:::b/o", Allow("s3:GetObject", "*", $$$""","Condition":{"{{{test}}}":{"{{{key}}}":"{{{value}}}"} }"""));

    [Fact]
    public void V36_a_deny_with_IfExists_applies_without_the_key() => AssertOutcome(
        IamOutcome.ExplicitDeny,
        "s3:GetObject",
        "arn:aws:s3:::b/o",
        Allow("s3:GetObject", "*"),
        Deny("s3:GetObject", "*", ""","Condition":{"StringNotEqualsIfExists":{"aws:PrincipalTag/team":"trusted"}}"""));

    [Theory]
    [InlineData("s3:GetObject", "s3:GetObject", true)]
    [InlineData("S3:getobject", "s3:GetObject", true)]
    [InlineData("s3:Get*", "s3:GetObject", true)]
    [InlineData("s3:*Object", "s3:GetObject", true)]
    [InlineData("s3:Get?bject", "s3:GetObject", true)]
    [InlineData("*", "s3:GetObject", true)]
    [InlineData("*:*", "s3:GetObject", true)]
    [InlineData("s3:*", "s3-object-lambda:GetObject", false)]
    [InlineData("s3:Get", "s3:GetObject", false)]
    [InlineData("s3:GetObject?", "s3:GetObject", false)]
    [InlineData("codestar-connections:UseConnection", "codeconnections:UseConnection", false)]
    public void Actions_are_patterns_without_case(string pattern, string action, bool isAllowed) =>
        AssertOutcome(isAllowed ? IamOutcome.Allowed : IamOutcome.ImplicitDeny, action, "arn:aws:s3:::b/o", Allow(pattern, "*"));

    [Theory]
    [InlineData("*", "arn:aws:s3:::b/o", true)]
    [InlineData("arn:aws:s3", "arn:aws:s3:::b/o", true)]
    [InlineData("arn:aws:sqs", "arn:aws:sqs:us-east-1:111122223333:queue", true)]
    [InlineData("arn:aws:s3:::B/o", "arn:aws:s3:::b/o", false)]
    [InlineData("arn:aws:s3:::b/?", "arn:aws:s3:::b/o", true)]
    [InlineData("arn:aws:sqs:*:queue", "arn:aws:sqs:us-east-1:111122223333:queue", false)]
    [InlineData("arn:aws:sqs:us-*:*:queue", "arn:aws:sqs:us-east-1:111122223333:queue", true)]
    [InlineData("arn:aws:sqs:us-east-1:111122223333:queue", "*", false)]
    [InlineData("*", "*", true)]
    public void Resources_are_patterns_segment_by_segment(string pattern, string resource, bool isAllowed) =>
        AssertOutcome(isAllowed ? IamOutcome.Allowed : IamOutcome.ImplicitDeny, "x:Y", resource, Allow("x:Y", pattern));

    [Fact]
    public void NotAction_and_NotResource_take_all_others()
    {
        var policy = """{"Effect":"Allow","NotAction":["iam:*"],"NotResource":["arn:aws:s3:::secret/*"]}""";
        AssertOutcome(IamOutcome.Allowed, "s3:GetObject", "arn:aws:s3:::b/o", policy);
        AssertOutcome(IamOutcome.ImplicitDeny, "iam:GetRole", "arn:aws:iam::111122223333:role/r", policy);
        AssertOutcome(IamOutcome.ImplicitDeny, "s3:GetObject", "arn:aws:s3:::secret/o", policy);
    }

    [Theory]
    [InlineData("arn:aws:s3:::b/home/pipeline/o", true)]
    [InlineData("arn:aws:s3:::b/home/other/o", false)]
    public void A_variable_in_a_resource(string resource, bool isAllowed)
    {
        var request = new IamRequest(IamPrincipal.Identity(RoleArn), "s3:GetObject", resource).With("aws:username", "pipeline");
        Assert.Equal(isAllowed, IamEvaluator.Evaluate(request, Identity(Allow("s3:GetObject", "arn:aws:s3:::b/home/${aws:username}/*"))).IsAllowed);
    }

    [Fact]
    public void The_statement_that_decides_is_known()
    {
        var request = new IamRequest(IamPrincipal.Identity(RoleArn), "s3:GetObject", "arn:aws:s3:::b/o");
        var set = Identity("""{"Sid":"One","Effect":"Allow","Action":"s3:*","Resource":"*"}""", """{"Sid":"Two","Effect":"Deny","Action":"s3:Get*","Resource":"*"}""");
        var decision = IamEvaluator.Evaluate(request, set);
        Assert.Equal(("Two", IamPolicySource.IdentityBased), (decision.Statement?.Sid, decision.Source));
        Assert.Null(IamEvaluator.Evaluate(request, new IamPolicySet()).Statement);
    }

    [Theory]

    // In the same account, an allow of one side is enough.
    [InlineData(true, null, Account, false, IamOutcome.Allowed, IamPolicySource.IdentityBased)]
    [InlineData(false, null, Account, false, IamOutcome.ImplicitDeny, IamPolicySource.IdentityBased)]
    [InlineData(false, RoleArn, Account, false, IamOutcome.Allowed, IamPolicySource.ResourceBased)]
    [InlineData(false, "*", Account, false, IamOutcome.Allowed, IamPolicySource.ResourceBased)]
    [InlineData(false, $"arn:aws:iam::{Account}:root", Account, false, IamOutcome.ImplicitDeny, IamPolicySource.IdentityBased)]
    [InlineData(true, $"arn:aws:iam::{Account}:root", Account, false, IamOutcome.Allowed, IamPolicySource.IdentityBased)]

    // Across accounts, both must allow.
    [InlineData(true, null, Other, false, IamOutcome.ImplicitDeny, IamPolicySource.ResourceBased)]
    [InlineData(false, RoleArn, Other, false, IamOutcome.ImplicitDeny, IamPolicySource.IdentityBased)]
    [InlineData(true, RoleArn, Other, false, IamOutcome.Allowed, IamPolicySource.IdentityBased)]
    [InlineData(true, Account, Other, false, IamOutcome.Allowed, IamPolicySource.IdentityBased)]

    // A key requires its own policy to allow, or to leave it to the account.
    [InlineData(true, null, Account, true, IamOutcome.ImplicitDeny, IamPolicySource.ResourceBased)]
    [InlineData(true, Account, Account, true, IamOutcome.Allowed, IamPolicySource.IdentityBased)]
    [InlineData(false, Account, Account, true, IamOutcome.ImplicitDeny, IamPolicySource.IdentityBased)]
    [InlineData(false, RoleArn, Account, true, IamOutcome.Allowed, IamPolicySource.ResourceBased)]
    public void Identity_and_resource(bool identityAllows, string? principal, string resourceAccount, bool isRequired, IamOutcome outcome, IamPolicySource source)
    {
        var set = new IamPolicySet
        {
            Identity = identityAllows ? Identity(Allow("kms:Decrypt", "*")).Identity : [],
            Resource = principal is null ? null : Resource("Allow", $$"""{"AWS":"{{principal}}"}"""),
            ResourceAccountId = resourceAccount,
            IsResourcePolicyRequired = isRequired,
        };
        var decision = IamEvaluator.Evaluate(new IamRequest(IamPrincipal.Identity(RoleArn), "kms:Decrypt", "arn:aws:kms:us-east-1:111122223333:key/k"), set);
        Assert.Equal((outcome, source), (decision.Outcome, decision.Source));
    }

    [Fact]
    public void A_resource_can_deny_what_the_identity_allows()
    {
        var set = new IamPolicySet { Identity = Identity(Allow("*", "*")).Identity, Resource = Resource("Deny", "\"*\"") };
        var decision = IamEvaluator.Evaluate(new IamRequest(IamPrincipal.Identity(RoleArn), "kms:Decrypt", "*"), set);
        Assert.Equal((IamOutcome.ExplicitDeny, IamPolicySource.ResourceBased), (decision.Outcome, decision.Source));
    }

    [Fact]
    public void NotPrincipal_takes_all_others()
    {
        var others = PlainJson.Policy($$$"""{"Statement":{"Effect":"Deny","NotPrincipal":{"AWS":"{{{RoleArn}}}"},"Action":"*","Resource":"*"}}""", IamPolicyKind.Resource);
        IamOutcome Outcome(string arn) => IamEvaluator.Evaluate(
            new IamRequest(IamPrincipal.Identity(arn), "s3:GetObject", "arn:aws:s3:::b/o"), new IamPolicySet { Identity = Identity(Allow("*", "*")).Identity, Resource = others }).Outcome;
        Assert.Equal(IamOutcome.Allowed, Outcome(RoleArn));
        Assert.Equal(IamOutcome.ExplicitDeny, Outcome($"arn:aws:iam::{Account}:role/other"));
    }

    [Fact]
    public void A_boundary_and_a_session_policy_limit_but_do_not_grant()
    {
        var all = Identity(Allow("*", "*")).Identity;
        var onlyS3 = Identity(Allow("s3:*", "*")).Identity;
        IamDecision Decide(string action, IamPolicySet set) => IamEvaluator.Evaluate(new IamRequest(IamPrincipal.Identity(RoleArn), action, "*"), set);
        Assert.True(Decide("s3:GetObject", new IamPolicySet { Identity = all, Boundary = onlyS3.Single() }).IsAllowed);
        Assert.Equal(IamPolicySource.PermissionsBoundary, Decide("iam:GetRole", new IamPolicySet { Identity = all, Boundary = onlyS3.Single() }).Source);
        Assert.False(Decide("iam:GetRole", new IamPolicySet { Identity = all, Boundary = onlyS3.Single() }).IsAllowed);
        Assert.False(Decide("s3:GetObject", new IamPolicySet { Boundary = onlyS3.Single() }).IsAllowed);
        Assert.Equal(IamPolicySource.Session, Decide("iam:GetRole", new IamPolicySet { Identity = all, Session = onlyS3 }).Source);
    }

    [Theory]

    // A grant to a role applies within the limits of its sessions.
    [InlineData(RoleArn, SessionArn, false, true, false, IamOutcome.ImplicitDeny)]
    [InlineData(RoleArn, SessionArn, false, false, true, IamOutcome.ImplicitDeny)]
    [InlineData(RoleArn, SessionArn, true, true, false, IamOutcome.ImplicitDeny)]
    [InlineData("*", SessionArn, false, true, false, IamOutcome.ImplicitDeny)]
    [InlineData(RoleArn, SessionArn, false, false, false, IamOutcome.Allowed)]
    [InlineData(RoleArn, null, false, false, true, IamOutcome.ImplicitDeny)]

    // A grant to a session does not need them.
    [InlineData(SessionArn, SessionArn, false, true, true, IamOutcome.Allowed)]
    [InlineData($"arn:aws:sts::{Account}:assumed-role/pipeline/other", SessionArn, false, false, false, IamOutcome.ImplicitDeny)]
    public void A_grant_of_a_resource_to_a_role_applies_within_the_limits_of_a_session(string principal, string? session, bool identityAllows, bool hasSessionPolicy, bool hasBoundary, IamOutcome outcome)
    {
        var other = Identity(Allow("iam:GetRole", "*")).Identity;
        var set = new IamPolicySet
        {
            Identity = identityAllows ? Identity(Allow("kms:Decrypt", "*")).Identity : [],
            Session = hasSessionPolicy ? other : null,
            Boundary = hasBoundary ? other.Single() : null,
            Resource = Resource("Allow", $$"""{"AWS":"{{principal}}"}"""),
            ResourceAccountId = Account,
        };
        Assert.Equal(outcome, IamEvaluator.Evaluate(new IamRequest(IamPrincipal.Identity(RoleArn, session), "kms:Decrypt", "*"), set).Outcome);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void A_grant_of_a_resource_to_a_user_does_not_need_the_boundary_in_the_same_account(bool isSameAccount, bool isAllowed)
    {
        const string user = $"arn:aws:iam::{Account}:user/worker";
        var set = new IamPolicySet
        {
            Identity = Identity(Allow("kms:*", "*")).Identity,
            Boundary = Identity(Allow("iam:GetRole", "*")).Identity.Single(),
            Resource = Resource("Allow", $$"""{"AWS":"{{user}}"}"""),
            ResourceAccountId = isSameAccount ? Account : Other,
        };
        Assert.Equal(isAllowed, IamEvaluator.Evaluate(new IamRequest(IamPrincipal.Identity(user), "kms:Decrypt", "*"), set).IsAllowed);
    }

    [Theory]
    [InlineData("arn:aws:iam", "aws", true)]
    [InlineData("arn:aws-cn:iam", "aws", false)]
    [InlineData("arn:aws-cn:iam", "aws-cn", true)]
    public void The_account_of_another_partition_is_another_account(string start, string partition, bool isAllowed)
    {
        var set = new IamPolicySet
        {
            Identity = Identity(Allow("kms:*", "*")).Identity,
            Resource = Resource("Allow", $$"""{"AWS":"{{start}}::{{Account}}:root"}"""),
            IsResourcePolicyRequired = true,
        };
        Assert.Equal(isAllowed, IamEvaluator.Evaluate(new IamRequest(IamPrincipal.Identity($"arn:{partition}:iam::{Account}:role/r"), "kms:Decrypt", "*"), set).IsAllowed);
    }

    [Theory]
    [InlineData("AROAEXAMPLEEXAMPLE123", true)]
    [InlineData("AROAEXAMPLEEXAMPLE456", false)]
    [InlineData(null, false)]
    public void A_stored_policy_names_a_role_by_its_id(string? id, bool isAllowed)
    {
        var policy = Resource("Allow", $$"""{"AWS":["{{RoleArn}}"]}""").WithPrincipals(arn => arn == RoleArn ? "AROAEXAMPLEEXAMPLE123" : arn);

        Assert.Equal(isAllowed, IamEvaluator.Evaluate(new IamRequest(IamPrincipal.Identity(RoleArn, id: id), "kms:Decrypt", "*"), new IamPolicySet { Resource = policy, ResourceAccountId = Account }).IsAllowed);
    }

    [Theory]
    [InlineData("codepipeline.amazonaws.com", true)]
    [InlineData("codebuild.amazonaws.com", false)]
    public void A_service_assumes_the_roles_that_trust_it(string service, bool isAllowed)
    {
        var trust = PlainJson.Policy("""{"Statement":{"Effect":"Allow","Principal":{"Service":["codepipeline.amazonaws.com"]},"Action":"sts:AssumeRole"}}""", IamPolicyKind.Trust);
        var decision = IamEvaluator.Evaluate(new IamRequest(IamPrincipal.Service(service), "sts:AssumeRole", RoleArn), new IamPolicySet { Resource = trust, ResourceAccountId = Account });
        Assert.Equal((isAllowed, IamPolicySource.ResourceBased), (decision.IsAllowed, decision.Source));
    }

    [Fact]
    public void A_condition_of_a_trust_policy_is_tested()
    {
        var trust = PlainJson.Policy($$$"""{"Statement":{"Effect":"Allow","Principal":{"Service":"codepipeline.amazonaws.com"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"aws:SourceAccount":"{{{Account}}}"} } } }""", IamPolicyKind.Trust);
        bool IsAllowed(string account) => IamEvaluator.Evaluate(
            new IamRequest(IamPrincipal.Service("codepipeline.amazonaws.com"), "sts:AssumeRole", RoleArn).With("aws:SourceAccount", account), new IamPolicySet { Resource = trust }).IsAllowed;
        Assert.True(IsAllowed(Account));
        Assert.False(IsAllowed(Other));
    }

    [Theory]
    [InlineData("Allow", "\"StringEquals\":{\"aws:PrincipalTag/team\":\"web\"}", false, true, false)]
    [InlineData("Allow", "\"StringNotEquals\":{\"aws:PrincipalTag/team\":\"web\"}", true, true, false)]
    [InlineData("Allow", "\"StringEqualsIfExists\":{\"aws:PrincipalTag/team\":\"web\"}", true, true, false)]
    [InlineData("Allow", "\"Null\":{\"aws:PrincipalTag/team\":\"true\"}", true, true, false)]
    [InlineData("Allow", "\"StringEquals\":{\"aws:ResourceAccount\":\"111122223333\"}", true, true, true)]
    [InlineData("Allow", "\"StringEquals\":{\"aws:ResourceAccount\":\"444455556666\"}", false, false, false)]
    [InlineData("Allow", "\"StringEquals\":{\"aws:ResourceAccount\":\"${aws:PrincipalTag/account}\"}", false, true, false)]
    [InlineData("Deny", "\"StringEquals\":{\"aws:PrincipalTag/team\":\"web\"}", true, true, false)]
    [InlineData("Deny", "\"StringNotEquals\":{\"aws:PrincipalTag/team\":\"web\"}", false, true, false)]
    public void Keys_that_are_not_known_are_assumed_to_allow_most_or_least(string effect, string condition, bool absent, bool favorable, bool unfavorable)
    {
        var statement = Statement(effect, "*", "*", ",\"Condition\":{" + condition + "}");
        var set = effect == "Deny" ? Identity(Allow("*", "*"), statement) : Identity(statement);

        bool IsAllowed(IamMissingKeys missing) => IamEvaluator.Evaluate(
            new IamRequest(IamPrincipal.Identity(RoleArn), "s3:GetObject", "arn:aws:s3:::b/o") { MissingKeys = missing }.With("aws:ResourceAccount", Account), set).IsAllowed;

        Assert.Equal((absent, favorable, unfavorable), (IsAllowed(IamMissingKeys.Absent), IsAllowed(IamMissingKeys.Favorable), IsAllowed(IamMissingKeys.Unfavorable)));
    }

    [Fact]
    public void A_key_that_is_known_to_be_absent_is_not_assumed()
    {
        var set = Identity(Allow("*", "*", ",\"Condition\":{\"StringEqualsIfExists\":{\"aws:PrincipalTag/team\":\"web\"}}"));

        bool IsAllowed(string absent) => IamEvaluator.Evaluate(
            new IamRequest(IamPrincipal.Identity(RoleArn), "s3:GetObject", "arn:aws:s3:::b/o") { MissingKeys = IamMissingKeys.Unfavorable }.Without(absent), set).IsAllowed;

        Assert.True(IsAllowed("AWS:PrincipalTag/team"));
        Assert.False(IsAllowed("aws:PrincipalTag/other"));
    }

    [Theory]
    [InlineData("Resource", false, true, false)]
    [InlineData("NotResource", true, true, false)]
    public void A_variable_of_a_resource_that_is_not_known_is_assumed(string element, bool absent, bool favorable, bool unfavorable)
    {
        var set = Identity("{\"Effect\":\"Allow\",\"Action\":\"*\",\"" + element + "\":\"arn:aws:s3:::${aws:PrincipalTag/bucket}/*\"}");

        bool IsAllowed(IamMissingKeys missing) => IamEvaluator.Evaluate(
            new IamRequest(IamPrincipal.Identity(RoleArn), "s3:GetObject", "arn:aws:s3:::b/o") { MissingKeys = missing }, set).IsAllowed;

        Assert.Equal((absent, favorable, unfavorable), (IsAllowed(IamMissingKeys.Absent), IsAllowed(IamMissingKeys.Favorable), IsAllowed(IamMissingKeys.Unfavorable)));
    }

    private static void AssertOutcome(IamOutcome outcome, string action, string resource, params string[] statements) =>
        Assert.Equal(outcome, IamEvaluator.Evaluate(new IamRequest(IamPrincipal.Identity(RoleArn), action, resource), Identity(statements)).Outcome);

    private static IamPolicySet Identity(params string[] statements) =>
        new() { Identity = [PlainJson.Policy($$"""{"Version":"2012-10-17","Statement":[{{string.Join(",", statements)}}]}""")] };

    private static IamPolicy Resource(string effect, string principal) =>
        PlainJson.Policy($$$"""{"Version":"2012-10-17","Statement":{"Effect":"{{{effect}}}","Principal":{{{principal}}},"Action":"kms:*","Resource":"*"}}""", IamPolicyKind.Resource);

    private static string Allow(string action, string resource, string more = "") => Statement("Allow", action, resource, more);

    private static string Deny(string action, string resource, string more = "") => Statement("Deny", action, resource, more);

    private static string Statement(string effect, string action, string resource, string more) =>
        $$"""{"Effect":"{{effect}}","Action":"{{action}}","Resource":"{{resource}}"{{more}}}""";
}
