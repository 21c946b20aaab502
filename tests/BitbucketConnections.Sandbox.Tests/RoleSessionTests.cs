using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Tests.Support;
using static BitbucketConnections.Sandbox.Tests.Support.TestCallers;

namespace BitbucketConnections.Sandbox.Tests;

/// <summary>Sessions of roles: their keys, policies, tags and condition keys, and sessions from sessions.</summary>
public sealed class RoleSessionTests : IDisposable
{
    private const string Role = "arn:aws:iam::123456789012:role/deploy";
    private const string Next = "arn:aws:iam::123456789012:role/next";
    private const string Root = """{"AWS":"arn:aws:iam::123456789012:root"}""";

    private readonly TestSandbox _sandbox = new(new SandboxOptions { EnforceCallerPolicies = true });

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData("session", true, 200, null, null, null)]
    [InlineData("session", false, 403, "InvalidClientTokenId", "UnrecognizedClientException", "InvalidAccessKeyId")]
    [InlineData("account", true, 403, "InvalidClientTokenId", "UnrecognizedClientException", "InvalidAccessKeyId")]
    [InlineData("other session", true, 403, "InvalidClientTokenId", "UnrecognizedClientException", "InvalidAccessKeyId")]
    [InlineData("user", true, 403, "InvalidClientTokenId", "UnrecognizedClientException", "InvalidAccessKeyId")]
    public async Task The_key_and_the_token_of_a_session_are_valid_only_together(string key, bool hasToken, int status, string? query, string? json, string? s3)
    {
        await _sandbox.RoleAsync("deploy", Root, Allow("*"));
        var session = await _sandbox.AssumeAsync(Role);
        var keys = key switch
        {
            "account" => new CallerKeys(_sandbox.Info.AccessKey, _sandbox.Info.SecretKey),
            "other session" => KeysOf(await AssumeAsync(Role, ("DurationSeconds", "900"))),
            "user" => await _sandbox.UserAsync("worker", Allow("*")),
            _ => session,
        };
        _sandbox.Caller = keys with { Token = hasToken ? session.Token : null };

        Assert.Equal((status, query), Head(await _sandbox.StsAsync("GetCallerIdentity")));
        Assert.Equal((status == 200 ? 200 : 400, json), Head(await _sandbox.CallAsync(TestSandbox.CodePipeline, "ListPipelines")));
        Assert.Equal((status, s3), Head(await _sandbox.S3Async(HttpMethod.Get, string.Empty)));
    }

    [Fact]
    public async Task The_general_token_is_not_valid_with_the_key_of_a_session()
    {
        await _sandbox.RoleAsync("deploy", Root);
        _sandbox.Caller = await _sandbox.AssumeAsync(Role) with { Token = "BitbucketConnections/sandbox/session-token" };

        Assert.Equal((403, "InvalidClientTokenId"), Head(await _sandbox.StsAsync("GetCallerIdentity")));
    }

    [Fact]
    public async Task A_session_has_the_id_of_its_role_and_no_rights_of_a_role_that_was_created_again()
    {
        await _sandbox.RoleAsync("deploy", Root, Allow("iam:ListRoles"));
        var id = Value(Xml(await _sandbox.IamAsync("GetRole", ("RoleName", "deploy"))), "RoleId");
        var session = await _sandbox.AssumeAsync(Role);
        _sandbox.Caller = session;
        Assert.Equal($"{id}:job", Value(Xml(await _sandbox.StsAsync("GetCallerIdentity")), "UserId"));
        Assert.Equal(200, (await ListAsync()).Status);

        _sandbox.Caller = null;
        await _sandbox.IamAsync("DeleteRolePolicy", ("RoleName", "deploy"), ("PolicyName", "p"));
        await _sandbox.IamAsync("DeleteRole", ("RoleName", "deploy"));
        await _sandbox.RoleAsync("deploy", Root, Allow("iam:ListRoles"));
        _sandbox.Caller = session;
        Assert.Equal(403, (await ListAsync()).Status);
    }

    [Theory]
    [InlineData("AmazonS3FullAccess", 403)]
    [InlineData("AdministratorAccess", 200)]
    public async Task Managed_session_policies_limit_the_session(string policy, int status)
    {
        await _sandbox.RoleAsync("deploy", Root, Allow("*"));
        _sandbox.Caller = KeysOf(await AssumeAsync(Role, ("PolicyArns.member.1.arn", "arn:aws:iam::aws:policy/" + policy)));

        Assert.Equal(status, (await ListAsync()).Status);
    }

    [Fact]
    public async Task Session_policies_add_up_and_one_without_known_content_is_refused()
    {
        await _sandbox.RoleAsync("deploy", Root, Allow("*"));
        (string, string) s3 = ("PolicyArns.member.1.arn", "arn:aws:iam::aws:policy/AmazonS3FullAccess");
        _sandbox.Caller = KeysOf(await AssumeAsync(Role, s3, ("Policy", Policy(Allow("iam:ListRoles")))));
        Assert.Equal((200, 200, 403), ((await ListAsync()).Status, (await _sandbox.S3Async(HttpMethod.Get, string.Empty)).Status, (await _sandbox.QueryAsync("iam", IamVersion, "ListUsers")).Status));

        _sandbox.Caller = null;
        Assert.Equal(
            (400, "ValidationError", "The sandbox does not have the content of the session policy arn:aws:iam::aws:policy/ReadOnlyAccess."),
            (await AssumeAsync(Role, s3, ("PolicyArns.member.2.arn", "arn:aws:iam::aws:policy/ReadOnlyAccess"))).Error());
    }

    [Theory]
    [InlineData("2031-01-01T00:00:00-05:00")]
    [InlineData("2031-01-01T00:00Z")]
    [InlineData("not-a-date")]
    public async Task G1_a_session_policy_can_have_any_text_as_a_date(string date)
    {
        await _sandbox.RoleAsync("deploy", Root);
        var policy = Policy(Allow("*", condition: $$$"""{"DateLessThan":{"aws:CurrentTime":"{{{date}}}"}}"""));

        Assert.Equal(200, (await AssumeAsync(Role, ("Policy", policy))).Status);
    }

    [Theory]
    [InlineData("sts:AssumeRole", 403)]
    [InlineData("sts:AssumeRole\",\"sts:TagSession", 200)]
    public async Task Tags_require_the_right_to_tag_the_session(string actions, int status)
    {
        await TrustingRoleAsync("deploy", actions);

        Assert.Equal(status, (await AssumeAsync(Role, Tag(1, "team", "blue"))).Status);
    }

    [Theory]
    [InlineData("""{"StringEquals":{"aws:RequestTag/team":"blue"},"ForAllValues:StringEquals":{"aws:TagKeys":["team"]}}""", 200)]
    [InlineData("""{"StringEquals":{"aws:RequestTag/team":"red"}}""", 403)]
    [InlineData("""{"ForAnyValue:StringEquals":{"sts:TransitiveTagKeys":["team"]}}""", 200)]
    [InlineData("""{"ForAnyValue:StringEquals":{"sts:TransitiveTagKeys":["other"]}}""", 403)]
    [InlineData("""{"StringEquals":{"sts:ExternalId":"external"}}""", 200)]
    [InlineData("""{"StringEquals":{"sts:ExternalId":"other"}}""", 403)]
    [InlineData("""{"StringEquals":{"sts:RoleSessionName":"job"}}""", 200)]
    [InlineData("""{"StringEquals":{"sts:RoleSessionName":"other"}}""", 403)]
    [InlineData("""{"StringEquals":{"sts:SourceIdentity":"alice"}}""", 200)]
    [InlineData("""{"StringEquals":{"sts:SourceIdentity":"bob"}}""", 403)]
    [InlineData("""{"Bool":{"aws:MultiFactorAuthPresent":"true"}}""", 200)]
    public async Task Conditions_of_a_trust_policy_use_the_request(string condition, int status)
    {
        await TrustingRoleAsync("deploy", "sts:*", condition);

        Assert.Equal(status, (await AssumeAsync(
            Role, [.. Tag(1, "team", "blue"), ("TransitiveTagKeys.member.1", "team"), ("ExternalId", "external"), ("SourceIdentity", "alice"), ("SerialNumber", "arn:aws:iam::123456789012:mfa/a"), ("TokenCode", "123456")])).Status);
    }

    [Theory]
    [InlineData("sts:AssumeRole", 403)]
    [InlineData("sts:AssumeRole\",\"sts:SetSourceIdentity", 200)]
    public async Task A_source_identity_requires_a_right_of_its_own_and_stays_in_a_chain(string actions, int status)
    {
        await TrustingRoleAsync("deploy", actions);
        await TrustingRoleAsync("next", "sts:*", """{"StringEquals":{"aws:SourceIdentity":"alice"}}""");
        await _sandbox.IamAsync("PutRolePolicy", ("RoleName", "deploy"), ("PolicyName", "p"), ("PolicyDocument", Policy(Allow("sts:*"))));

        var answer = await AssumeAsync(Role, ("SourceIdentity", "alice"));
        Assert.Equal(status, answer.Status);
        if (status == 200)
        {
            _sandbox.Caller = KeysOf(answer);
            Assert.Equal("alice", Value(Xml(await AssumeAsync(Next)), "SourceIdentity"));
        }
    }

    [Theory]
    [InlineData("""{"StringEquals":{"aws:PrincipalTag/team":"blue"}}""", true, 200)]
    [InlineData("""{"StringEquals":{"aws:PrincipalTag/team":"blue"}}""", false, 403)]
    [InlineData("""{"StringEquals":{"aws:PrincipalTag/stage":"test"}}""", false, 200)]
    [InlineData("""{"StringEquals":{"aws:PrincipalTag/team":"green"}}""", false, 200)]
    [InlineData("""{"StringLike":{"aws:userid":"AROA*:job"}}""", false, 200)]
    [InlineData("""{"StringEquals":{"aws:PrincipalType":"AssumedRole"}}""", false, 200)]
    [InlineData("""{"DateGreaterThan":{"aws:TokenIssueTime":"2020-01-01"}}""", false, 200)]
    [InlineData("""{"Bool":{"aws:MultiFactorAuthPresent":"false"}}""", false, 200)]
    [InlineData("""{"Null":{"aws:username":"true"}}""", false, 200)]
    public async Task Conditions_use_the_session_and_the_tags_of_the_role(string condition, bool isTagged, int status)
    {
        await TrustingRoleAsync("deploy", "sts:*");
        await _sandbox.IamAsync("TagRole", [("RoleName", "deploy"), .. Pair("Tags", 1, "stage", "test"), .. Pair("Tags", 2, "team", "green")]);
        await _sandbox.IamAsync("PutRolePolicy", ("RoleName", "deploy"), ("PolicyName", "p"), ("PolicyDocument", Policy(Allow("iam:ListRoles", condition: condition))));
        _sandbox.Caller = KeysOf(await AssumeAsync(Role, isTagged ? Tag(1, "team", "blue") : []));

        Assert.Equal(status, (await ListAsync()).Status);
    }

    [Fact]
    public async Task The_tags_of_a_user_are_tags_of_the_principal()
    {
        _sandbox.Caller = await _sandbox.UserAsync("worker", Allow("iam:ListRoles", condition: """{"StringEquals":{"aws:PrincipalTag/team":"blue"}}"""));
        Assert.Equal(403, (await ListAsync()).Status);

        _sandbox.Caller = null;
        await _sandbox.IamAsync("CreateUser", [("UserName", "tagged"), .. Pair("Tags", 1, "team", "blue")]);
        _sandbox.Caller = await _sandbox.UserAsync("tagged", Allow("iam:ListRoles", condition: """{"StringEquals":{"aws:PrincipalTag/team":"blue"}}"""));
        Assert.Equal(200, (await ListAsync()).Status);
    }

    [Theory]
    [InlineData(true, 200)]
    [InlineData(false, 403)]
    public async Task A_transitive_tag_stays_in_a_chain(bool isTransitive, int status)
    {
        await TrustingRoleAsync("deploy", "sts:*");
        await TrustingRoleAsync("next", "sts:*");
        await _sandbox.IamAsync("PutRolePolicy", ("RoleName", "deploy"), ("PolicyName", "p"), ("PolicyDocument", Policy(Allow("sts:*"))));
        await _sandbox.IamAsync("PutRolePolicy", ("RoleName", "next"), ("PolicyName", "p"), ("PolicyDocument", Policy(Allow("iam:ListRoles", condition: """{"StringEquals":{"aws:PrincipalTag/team":"blue"}}"""))));
        _sandbox.Caller = KeysOf(await AssumeAsync(Role, isTransitive ? [.. Tag(1, "team", "blue"), ("TransitiveTagKeys.member.1", "team")] : Tag(1, "team", "blue")));
        Assert.Equal(isTransitive ? (400, "InvalidParameterValue") : (200, null), Head(await AssumeAsync(Next, Tag(1, "Team", "red"))));
        _sandbox.Caller = KeysOf(await AssumeAsync(Next));

        Assert.Equal(status, (await ListAsync()).Status);
    }

    [Fact]
    public async Task Tags_that_are_not_valid_are_refused()
    {
        await TrustingRoleAsync("deploy", "sts:*");

        Assert.Equal((400, "InvalidParameterValue"), Head(await AssumeAsync(Role, [.. Tag(1, "team", "a"), .. Tag(2, "TEAM", "b")])));
        Assert.Equal((400, "InvalidParameterValue"), Head(await AssumeAsync(Role, [.. Tag(1, "team", "a"), ("TransitiveTagKeys.member.1", "other")])));
        Assert.Equal((400, "PackedPolicyTooLarge"), Head(await AssumeAsync(Role, [.. Enumerable.Range(1, 50).SelectMany(number => Tag(number, $"key{number}", new string('v', 256)))])));
    }

    [Theory]
    [InlineData("3600", 200)]
    [InlineData("3601", 400)]
    public async Task A_session_from_a_session_lasts_at_most_an_hour(string seconds, int status)
    {
        await _sandbox.RoleAsync("deploy", Root, Allow("sts:AssumeRole"));
        var trust = $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{{Root}},"Action":"sts:AssumeRole"}]}""";
        await _sandbox.IamAsync("CreateRole", ("RoleName", "next"), ("AssumeRolePolicyDocument", trust), ("MaxSessionDuration", "43200"));
        Assert.Equal(200, (await AssumeAsync(Next, ("DurationSeconds", seconds))).Status);
        _sandbox.Caller = await _sandbox.AssumeAsync(Role);

        var answer = await AssumeAsync(Next, ("DurationSeconds", seconds));
        Assert.Equal(status, answer.Status);
        if (status != 200)
        {
            Assert.Equal(
                (400, "ValidationError", "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining."), answer.Error());
        }
    }

    [Theory]
    [InlineData("""{"AWS":"arn:aws:iam::123456789012:role/deploy"}""", 403)]
    [InlineData("""{"AWS":"arn:aws:sts::123456789012:assumed-role/deploy/job"}""", 200)]
    public async Task Only_a_grant_to_the_session_applies_without_its_session_policy(string principal, int status)
    {
        await _sandbox.RoleAsync("deploy", Root, Allow("*"));
        await _sandbox.RoleAsync("next", principal);
        var bucket = _sandbox.Info.ArtifactBucket;
        var policy = $$"""{"Statement":[{"Effect":"Allow","Principal":{{principal}},"Action":"s3:GetBucketVersioning","Resource":"arn:aws:s3:::{{bucket}}"}]}""";
        Assert.Equal(204, (await _sandbox.S3Async(HttpMethod.Put, bucket + "?policy=", policy)).Status);
        var key = $$"""{"Statement":[{"Effect":"Allow","Principal":{{Root}},"Action":"kms:*","Resource":"*"},{"Effect":"Allow","Principal":{{principal}},"Action":"kms:*","Resource":"*"}]}""";
        var arn = (await _sandbox.CallAsync(TestSandbox.Kms, "CreateKey", new JsonObject { ["Policy"] = key })).Json["KeyMetadata"]!["Arn"]!.GetValue<string>();
        _sandbox.Caller = await _sandbox.AssumeAsync(Role, Policy(Allow("sts:GetCallerIdentity")));

        Assert.Equal(status, (await AssumeAsync(Next)).Status);
        Assert.Equal(status, (await _sandbox.S3Async(HttpMethod.Get, bucket + "?versioning=")).Status);
        Assert.Equal(status == 200 ? 200 : 400, (await _sandbox.CallAsync(TestSandbox.Kms, "DescribeKey", new JsonObject { ["KeyId"] = arn })).Status);
    }

    private static (string, string)[] Pair(string list, int number, string key, string value) =>
        [($"{list}.member.{number}.Key", key), ($"{list}.member.{number}.Value", value)];

    private static (string, string)[] Tag(int number, string key, string value) => Pair("Tags", number, key, value);

    private static (int Status, string? Code) Head(Answer answer) => (answer.Error().Status, answer.Error().Code);

    private Task<Answer> ListAsync() => _sandbox.QueryAsync("iam", IamVersion, "ListRoles");

    private Task<Answer> AssumeAsync(string role, params (string, string)[] parameters) =>
        _sandbox.StsAsync("AssumeRole", [("RoleArn", role), ("RoleSessionName", "job"), .. parameters]);

    private async Task TrustingRoleAsync(string name, string actions, string condition = "{}")
    {
        var trust = $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{{Root}},"Action":["{{actions}}"],"Condition":{{condition}}}]}""";
        await _sandbox.IamAsync("CreateRole", ("RoleName", name), ("AssumeRolePolicyDocument", trust));
    }
}
