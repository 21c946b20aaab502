using BitbucketConnections.Sandbox.Tests.Support;
using static BitbucketConnections.Sandbox.Tests.Support.TestCallers;

namespace BitbucketConnections.Sandbox.Tests;

/// <summary>SimulatePrincipalPolicy evaluates the policies and the boundary of users and roles.</summary>
public sealed class SimulationTests : IDisposable
{
    private const string User = "arn:aws:iam::123456789012:user/u";
    private readonly TestSandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task Each_action_on_each_resource_has_a_decision()
    {
        await UserAsync("""{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::a/*"},{"Effect":"Deny","Action":"s3:PutObject","Resource":"*"}""");

        Assert.Equal(
            ["s3:GetObject arn:aws:s3:::a/x allowed", "s3:GetObject arn:aws:s3:::b/x implicitDeny", "s3:PutObject arn:aws:s3:::a/x explicitDeny", "s3:PutObject arn:aws:s3:::b/x explicitDeny"],
            await SimulateAsync(User, ("ActionNames.member.1", "s3:GetObject"), ("ActionNames.member.2", "s3:PutObject"), ("ResourceArns.member.1", "arn:aws:s3:::a/x"), ("ResourceArns.member.2", "arn:aws:s3:::b/x")));
    }

    [Fact]
    public async Task Context_entries_are_condition_keys()
    {
        await UserAsync("""{"Effect":"Allow","Action":"iam:PassRole","Resource":"*","Condition":{"StringEquals":{"iam:PassedToService":"codepipeline.amazonaws.com"}}}""");

        Assert.Equal(["iam:PassRole * implicitDeny"], await SimulateAsync(User, ("ActionNames.member.1", "iam:PassRole")));
        Assert.Equal(["iam:PassRole * allowed"], await SimulateAsync(
            User,
            ("ActionNames.member.1", "iam:PassRole"),
            ("ContextEntries.member.1.ContextKeyName", "iam:PassedToService"),
            ("ContextEntries.member.1.ContextKeyType", "string"),
            ("ContextEntries.member.1.ContextKeyValues.member.1", "codepipeline.amazonaws.com")));
    }

    [Theory]
    [InlineData("ResourcePolicy")]
    [InlineData("ResourceOwner")]
    [InlineData("CallerArn")]
    [InlineData("PolicyInputList.member.1")]
    [InlineData("PermissionsBoundaryPolicyInputList.member.1")]
    [InlineData("PolicyExclusionList.member.1.PolicyType")]
    [InlineData("ResourceHandlingOption")]
    public async Task Each_parameter_is_checked(string parameter)
    {
        var answer = await _sandbox.QueryAsync("iam", IamVersion, "SimulatePrincipalPolicy", ("PolicySourceArn", User), ("ActionNames.member.1", "s3:GetObject"), (parameter, string.Empty));

        Assert.Equal((400, "ValidationError"), (answer.Error().Status, answer.Error().Code));
    }

    [Fact]
    public async Task Policies_and_a_boundary_of_the_request_count()
    {
        await UserAsync(Allow("s3:GetObject"));
        (string, string)[] actions = [("ActionNames.member.1", "s3:GetObject"), ("ActionNames.member.2", "s3:PutObject")];

        Assert.Equal(
            ["s3:GetObject * allowed", "s3:PutObject * allowed"],
            await SimulateAsync(User, [.. actions, ("PolicyInputList.member.1", Policy(Allow("s3:PutObject")))]));
        Assert.Equal(
            ["s3:GetObject * implicitDeny", "s3:PutObject * implicitDeny"],
            await SimulateAsync(User, [.. actions, ("PermissionsBoundaryPolicyInputList.member.1", Policy(Allow("s3:PutObject")))]));
    }

    [Fact]
    public async Task The_policy_of_a_resource_counts_for_its_owner_and_the_caller()
    {
        await UserAsync(Allow("s3:GetObject"));
        var (bucket, own) = (Policy("""{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:user/u"},"Action":"s3:PutObject","Resource":"*"}"""), ("ResourceOwner", "arn:aws:iam::123456789012:root"));
        var other = ("ResourceOwner", "arn:aws:iam::210987654321:root");
        (string, string)[] put = [("ActionNames.member.1", "s3:PutObject"), ("ResourcePolicy", bucket), ("ResourceArns.member.1", "arn:aws:s3:::b/x")];

        Assert.Equal(["s3:PutObject arn:aws:s3:::b/x allowed"], await SimulateAsync(User, [.. put, own]));
        Assert.Equal(["s3:PutObject arn:aws:s3:::b/x implicitDeny"], await SimulateAsync(User, [.. put, other]));
        Assert.Equal(["s3:PutObject arn:aws:s3:::b/x implicitDeny"], await SimulateAsync(User, [.. put, own, ("CallerArn", "arn:aws:iam::123456789012:user/v")]));
    }

    [Theory]
    [InlineData("PolicyInputList.member.1", "{}", "Invalid input policy: ")]
    [InlineData("PermissionsBoundaryPolicyInputList.member.1", "no JSON", "Invalid permissions boundary: ")]
    [InlineData("ResourcePolicy", "[]", "Invalid resource policy: ")]
    [InlineData("ResourceOwner", "123456789012", "ResourceOwner 123456789012 is not the ARN of an account.")]
    [InlineData("CallerArn", "arn:aws:iam::123456789012:role/r", "With a resource policy, CallerArn must be the ARN of an IAM user")]
    public async Task A_malformed_policy_or_caller_is_rejected(string parameter, string value, string message)
    {
        await UserAsync(Allow("s3:GetObject"));
        var error = (await _sandbox.QueryAsync("iam", IamVersion, "SimulatePrincipalPolicy", ("PolicySourceArn", User), ("ActionNames.member.1", "s3:GetObject"), (parameter, value))).Error();

        Assert.Equal((400, "InvalidInput"), (error.Status, error.Code));
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_one_boundary_can_be_given()
    {
        await UserAsync(Allow("s3:GetObject"));
        var error = (await _sandbox.QueryAsync(
            "iam", IamVersion, "SimulatePrincipalPolicy", ("PolicySourceArn", User), ("ActionNames.member.1", "s3:GetObject"),
            ("PermissionsBoundaryPolicyInputList.member.1", Policy(Allow("s3:*"))), ("PermissionsBoundaryPolicyInputList.member.2", Policy(Allow("s3:*"))))).Error();

        Assert.Equal((400, "InvalidInput", "Only one permissions boundary policy is allowed."), error);
    }

    [Fact]
    public async Task The_boundary_of_a_role_limits_it()
    {
        await _sandbox.IamAsync("CreatePolicy", ("PolicyName", "limit"), ("PolicyDocument", Policy("""{"Effect":"Allow","Action":"s3:*","Resource":"*"}""")));
        await _sandbox.IamAsync(
            "CreateRole", ("RoleName", "r"), ("AssumeRolePolicyDocument", """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}}"""),
            ("PermissionsBoundary", "arn:aws:iam::123456789012:policy/limit"));
        await _sandbox.IamAsync("PutRolePolicy", ("RoleName", "r"), ("PolicyName", "p"), ("PolicyDocument", Policy("""{"Effect":"Allow","Action":"*","Resource":"*"}""")));

        Assert.Equal(["kms:Decrypt * implicitDeny", "s3:GetObject * allowed"], await SimulateAsync("arn:aws:iam::123456789012:role/r", ("ActionNames.member.1", "s3:GetObject"), ("ActionNames.member.2", "kms:Decrypt")));
    }

    [Fact]
    public async Task The_administrator_can_do_everything() =>
        Assert.Equal(["s3:GetObject * allowed"], await SimulateAsync("arn:aws:iam::123456789012:user/sandbox", ("ActionNames.member.1", "s3:GetObject")));

    [Theory]
    [InlineData("arn:aws:sts::123456789012:assumed-role/r/session", 400, "InvalidInput", "does not clearly define entity type and name")]
    [InlineData("arn:aws:iam::123456789012:role/none", 404, "NoSuchEntity", "cannot be found")]
    [InlineData("arn:aws:iam::123456789012:user/none", 404, "NoSuchEntity", "cannot be found")]
    [InlineData("arn:aws:iam::999999999999:role/other", 404, "NoSuchEntity", "cannot be found")]
    public async Task Another_principal_is_rejected(string arn, int status, string code, string message)
    {
        var error = (await _sandbox.QueryAsync("iam", "2010-05-08", "SimulatePrincipalPolicy", ("PolicySourceArn", arn), ("ActionNames.member.1", "s3:GetObject"))).Error();

        Assert.Equal((status, code), (error.Status, error.Code));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    private async Task UserAsync(string statements)
    {
        await _sandbox.IamAsync("CreateUser", ("UserName", "u"));
        await _sandbox.IamAsync("PutUserPolicy", ("UserName", "u"), ("PolicyName", "p"), ("PolicyDocument", Policy(statements)));
    }

    private async Task<IEnumerable<string>> SimulateAsync(string arn, params (string Key, string Value)[] parameters)
    {
        var answer = Xml(await _sandbox.IamAsync("SimulatePrincipalPolicy", [("PolicySourceArn", arn), .. parameters]));
        return answer.Descendants().Where(element => element.Name.LocalName == "EvalActionName").Select(element => element.Parent!)
            .Select(result => string.Join(" ", new[] { "EvalActionName", "EvalResourceName", "EvalDecision" }.Select(name => result.Elements().Single(child => child.Name.LocalName == name).Value)));
    }
}
