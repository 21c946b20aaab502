using System.Xml.Linq;
using BitbucketConnections.Sandbox.Tests.Support;

namespace BitbucketConnections.Sandbox.Tests;

/// <summary>Managed policies, permissions boundaries and instance profiles.</summary>
public sealed class ManagedPolicyTests : IDisposable
{
    private const string Policy = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}""";
    private const string Trust = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"codepipeline.amazonaws.com"},"Action":"sts:AssumeRole"}]}""";
    private const string Own = "arn:aws:iam::123456789012:policy/team/own";
    private const string Administrator = "arn:aws:iam::aws:policy/AdministratorAccess";
    private static readonly XNamespace s_iam = "https://iam.amazonaws.com/doc/2010-05-08/";
    private readonly TestSandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task A_customer_managed_policy_is_created_and_read()
    {
        await CreateAsync();
        await OkAsync("CreateRole", ("RoleName", "r"), ("AssumeRolePolicyDocument", Trust));
        await OkAsync("AttachRolePolicy", ("RoleName", "r"), ("PolicyArn", Own));
        await OkAsync("PutRolePermissionsBoundary", ("RoleName", "r"), ("PermissionsBoundary", Own));

        var policy = await OkAsync("GetPolicy", ("PolicyArn", Own));
        var version = await OkAsync("GetPolicyVersion", ("PolicyArn", Own), ("VersionId", Text(policy, "DefaultVersionId")));

        Assert.Equal(("own", "/team/", "1", "1"), (Text(policy, "PolicyName"), Text(policy, "Path"), Text(policy, "AttachmentCount"), Text(policy, "PermissionsBoundaryUsageCount")));
        Assert.Equal((Policy, "true"), (Uri.UnescapeDataString(Text(version, "Document")), Text(version, "IsDefaultVersion")));
    }

    [Fact]
    public async Task A_policy_of_AWS_is_read_and_one_without_content_has_no_version()
    {
        var version = await OkAsync("GetPolicyVersion", ("PolicyArn", Administrator), ("VersionId", Text(await OkAsync("GetPolicy", ("PolicyArn", Administrator)), "DefaultVersionId")));
        Assert.Contains("\"Action\":\"*\"", Uri.UnescapeDataString(Text(version, "Document")), StringComparison.Ordinal);

        const string other = "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess";
        Assert.Equal("/job-function/", Text(await OkAsync("GetPolicy", ("PolicyArn", other)), "Path"));
        Assert.Equal(404, (await CallAsync("GetPolicyVersion", ("PolicyArn", other), ("VersionId", "v1"))).Status);
    }

    [Theory]
    [InlineData("GetPolicy", "PolicyArn", "arn:aws:iam::123456789012:policy/none", 404, "NoSuchEntity", "Policy arn:aws:iam::123456789012:policy/none was not found.")]
    [InlineData("GetPolicy", "PolicyArn", "arn:aws:iam::123456789012:role/long-enough", 400, "ValidationError", "ARN arn:aws:iam::123456789012:role/long-enough is not valid.")]
    [InlineData("GetPolicyVersion", "PolicyArn", Own, 404, "NoSuchEntity", "Policy arn:aws:iam::123456789012:policy/team/own version v2 does not exist or is not attachable.")]
    [InlineData("AttachRolePolicy", "PolicyArn", "arn:aws:iam::123456789012:policy/none", 404, "NoSuchEntity", "Policy arn:aws:iam::123456789012:policy/none does not exist or is not attachable.")]
    [InlineData("PutRolePermissionsBoundary", "PermissionsBoundary", "arn:aws:iam::123456789012:policy/none", 404, "NoSuchEntity", "Scope ARN: arn:aws:iam::123456789012:policy/none does not exist or is not attachable.")]
    [InlineData("CreatePolicy", "PolicyDocument", Policy, 409, "EntityAlreadyExists", "A policy called own already exists. Duplicate names are not allowed.")]
    public async Task A_call_that_is_not_possible_is_refused(string operation, string name, string value, int status, string code, string message)
    {
        await CreateAsync();
        await OkAsync("CreateRole", ("RoleName", "r"), ("AssumeRolePolicyDocument", Trust));

        var answer = await CallAsync(operation, operation == "CreatePolicy" ? ("PolicyName", "OWN") : operation == "GetPolicyVersion" ? ("VersionId", "v2") : ("RoleName", "r"), (name, value));

        Assert.Equal((status, code, message.Replace("own already", "OWN already", StringComparison.Ordinal)), answer.Error());
    }

    [Fact]
    public async Task A_managed_policy_has_at_most_6144_characters()
    {
        string Padded(int size) => Policy.Replace("\"Effect\"", "\"Sid\":\"" + new string('x', size - Policy.Length - 9) + "\",\"Effect\"", StringComparison.Ordinal);
        await OkAsync("CreatePolicy", ("PolicyName", "most"), ("PolicyDocument", Padded(6144)));

        Assert.Equal((409, "LimitExceeded", "Cannot exceed quota for PolicySize: 6144"), (await CallAsync("CreatePolicy", ("PolicyName", "more"), ("PolicyDocument", Padded(6145)))).Error());
    }

    [Fact]
    public async Task A_managed_policy_needs_the_current_version() => Assert.Equal(
        (400, "MalformedPolicyDocument", "Policy document must be version 2012-10-17 or greater."),
        (await CallAsync("CreatePolicy", ("PolicyName", "old"), ("PolicyDocument", Policy.Replace("2012-10-17", "2008-10-17", StringComparison.Ordinal)))).Error());

    [Fact]
    public async Task GetRole_has_the_boundary_until_it_is_deleted()
    {
        await OkAsync("CreateRole", ("RoleName", "r"), ("AssumeRolePolicyDocument", Trust));
        await OkAsync("PutRolePermissionsBoundary", ("RoleName", "r"), ("PermissionsBoundary", Administrator));
        Assert.Equal(Administrator, Text(await OkAsync("GetRole", ("RoleName", "r")), "PermissionsBoundaryArn"));

        await OkAsync("DeleteRolePermissionsBoundary", ("RoleName", "r"));

        Assert.Empty((await OkAsync("GetRole", ("RoleName", "r"))).Descendants(s_iam + "PermissionsBoundary"));
    }

    [Theory]
    [InlineData("CreatePolicy", "PolicyName")]
    [InlineData("CreateInstanceProfile", "InstanceProfileName")]
    public async Task An_empty_list_is_written_as_an_empty_text(string operation, string name)
    {
        (string, string)[] document = operation == "CreatePolicy" ? [("PolicyDocument", Policy)] : [];

        Assert.Equal(200, (await CallAsync(operation, [(name, "empty"), ("Tags", string.Empty), .. document])).Status);
        Assert.Equal((400, "MalformedInput"), ((await CallAsync(operation, [(name, "text"), ("Tags", "text"), .. document])).Error().Status, (await CallAsync(operation, [(name, "text"), ("Tags", "text"), .. document])).Error().Code));
    }

    [Fact]
    public async Task The_description_and_the_tags_of_a_policy_and_a_profile_are_kept()
    {
        (string, string)[] tags = [("Tags.member.1.Key", "team"), ("Tags.member.1.Value", "web")];
        var created = await OkAsync("CreatePolicy", [("PolicyName", "own"), ("PolicyDocument", Policy), ("Description", "Mine"), .. tags]);
        Assert.Equal(("team", "web"), (Text(created, "Key"), Text(created, "Value")));

        var got = await OkAsync("GetPolicy", ("PolicyArn", "arn:aws:iam::123456789012:policy/own"));
        Assert.Equal(("Mine", "team", "web"), (Text(got, "Description"), Text(got, "Key"), Text(got, "Value")));

        var profile = await OkAsync("CreateInstanceProfile", [("InstanceProfileName", "hosts"), .. tags]);
        Assert.Equal(("team", "web"), (Text(profile, "Key"), Text(profile, "Value")));
        Assert.Equal(
            (400, "InvalidInput"),
            ((await CallAsync("CreatePolicy", ("PolicyName", "other"), ("PolicyDocument", Policy), ("Tags.member.1.Key", "aws:x"), ("Tags.member.1.Value", ""))).Error().Status, (await CallAsync("CreateInstanceProfile", ("InstanceProfileName", "other"), ("Tags.member.1.Key", "aws:x"), ("Tags.member.1.Value", ""))).Error().Code));
    }

    [Fact]
    public async Task A_role_in_an_instance_profile_is_not_deleted()
    {
        await OkAsync("CreateRole", ("RoleName", "r"), ("AssumeRolePolicyDocument", Trust));
        await OkAsync("CreateRole", ("RoleName", "s"), ("AssumeRolePolicyDocument", Trust));
        await OkAsync("CreateInstanceProfile", ("InstanceProfileName", "hosts"));
        var role = ("RoleName", "r");
        var profile = ("InstanceProfileName", "hosts");
        Assert.Equal((409, "EntityAlreadyExists", "Instance Profile hosts already exists."), (await CallAsync("CreateInstanceProfile", profile)).Error());
        await OkAsync("AddRoleToInstanceProfile", profile, role);
        Assert.Equal((409, "LimitExceeded", "Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1"), (await CallAsync("AddRoleToInstanceProfile", profile, ("RoleName", "s"))).Error());

        var listed = await OkAsync("ListInstanceProfilesForRole", role);
        Assert.Equal(("hosts", "r"), (Text(listed, "InstanceProfileName"), Text(listed, "RoleName")));
        Assert.Equal((409, "DeleteConflict", "Cannot delete entity, must remove roles from instance profile first."), (await CallAsync("DeleteRole", role)).Error());
        Assert.Equal(404, (await CallAsync("RemoveRoleFromInstanceProfile", profile, ("RoleName", "s"))).Status);
        Assert.Equal((404, "NoSuchEntity", "Instance Profile none cannot be found."), (await CallAsync("AddRoleToInstanceProfile", ("InstanceProfileName", "none"), role)).Error());
        await OkAsync("RemoveRoleFromInstanceProfile", profile, role);
        await OkAsync("DeleteRole", role);
    }

    private static string Text(XElement answer, string name) => answer.Descendants(s_iam + name).First().Value;

    private Task<XElement> CreateAsync() => OkAsync("CreatePolicy", ("PolicyName", "own"), ("Path", "/team/"), ("PolicyDocument", Policy));

    private Task<Answer> CallAsync(string operation, params (string Name, string Value)[] parameters) => _sandbox.QueryAsync("iam", TestCallers.IamVersion, operation, parameters);

    private async Task<XElement> OkAsync(string operation, params (string Name, string Value)[] parameters)
    {
        var answer = await CallAsync(operation, parameters);
        Assert.True(answer.Status == 200, answer.Body);
        return XElement.Parse(answer.Body);
    }
}
