using System.Xml.Linq;
using BitbucketConnections.Sandbox.Tests.Support;

namespace BitbucketConnections.Sandbox.Tests;

public sealed class IdentityAndStorageTests : IDisposable
{
    private const string Trust = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"codepipeline.amazonaws.com"},"Action":"sts:AssumeRole"}]}""";

    private static readonly XNamespace s_iam = "https://iam.amazonaws.com/doc/2010-05-08/";
    private static readonly XNamespace s_sts = "https://sts.amazonaws.com/doc/2011-06-15/";

    private readonly TestSandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task GetCallerIdentity_returns_the_caller()
    {
        var result = XElement.Parse((await _sandbox.QueryAsync("sts", "2011-06-15", "GetCallerIdentity")).Body).Element(s_sts + "GetCallerIdentityResult")!;

        Assert.Equal("arn:aws:iam::123456789012:user/sandbox", result.Element(s_sts + "Arn")!.Value);
        Assert.Equal("123456789012", result.Element(s_sts + "Account")!.Value);
    }

    [Fact]
    public async Task A_new_account_has_the_service_role_in_SandboxInfo()
    {
        var role = XElement.Parse((await Iam("GetRole", ("RoleName", "AWSCodePipelineServiceRole-us-east-1-sandbox"))).Body).Descendants(s_iam + "Role").Single();

        Assert.Equal(_sandbox.Info.ServiceRoleArn, role.Element(s_iam + "Arn")!.Value);
        Assert.Contains("codepipeline.amazonaws.com", Uri.UnescapeDataString(role.Element(s_iam + "AssumeRolePolicyDocument")!.Value), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_is_created_listed_and_deleted()
    {
        var created = XElement.Parse((await Iam("CreateRole", ("RoleName", "r"), ("Path", "/team/"), ("Description", "d & d"), ("AssumeRolePolicyDocument", Trust), ("Tags.member.1.Key", "k"), ("Tags.member.1.Value", "v"))).Body);
        Assert.Equal("arn:aws:iam::123456789012:role/team/r", created.Descendants(s_iam + "Arn").Single().Value);
        var got = XElement.Parse((await Iam("GetRole", ("RoleName", "r"))).Body);
        Assert.Equal("d & d", got.Descendants(s_iam + "Description").Single().Value);

        // Recorded: CreateRole answers without the duration, GetRole with it and an empty last use.
        Assert.Equal(["Arn", "AssumeRolePolicyDocument", "CreateDate", "Path", "RoleId", "RoleName", "Tags"], Members(created));
        Assert.Equal(["Arn", "AssumeRolePolicyDocument", "CreateDate", "Description", "MaxSessionDuration", "Path", "RoleId", "RoleLastUsed", "RoleName", "Tags"], Members(got));

        var listed = XElement.Parse((await Iam("ListRoles", ("PathPrefix", "/team/"))).Body);
        Assert.Equal(["r"], listed.Descendants(s_iam + "RoleName").Select(name => name.Value));
        Assert.Equal(200, (await Iam("DeleteRole", ("RoleName", "r"))).Status);
        Assert.Equal((404, "NoSuchEntity", "The role with name r cannot be found."), Error(await Iam("GetRole", ("RoleName", "r"))));
    }

    private static IEnumerable<string> Members(XElement answer) =>
        answer.Descendants(s_iam + "Role").Elements().Select(member => member.Name.LocalName).Order(StringComparer.OrdinalIgnoreCase);

    [Fact]
    public async Task The_case_of_policy_names_has_no_meaning_and_the_first_spelling_stays()
    {
        const string allow = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}""";
        await Iam("CreateRole", ("RoleName", "r"), ("AssumeRolePolicyDocument", Trust));
        await Iam("PutRolePolicy", ("RoleName", "r"), ("PolicyName", "MixedName"), ("PolicyDocument", allow));
        await Iam("PutRolePolicy", ("RoleName", "r"), ("PolicyName", "MIXEDNAME"), ("PolicyDocument", allow.Replace("Allow", "Deny")));

        Assert.Contains("<member>MixedName</member>", (await Iam("ListRolePolicies", ("RoleName", "r"))).Body, StringComparison.Ordinal);
        var got = XElement.Parse((await Iam("GetRolePolicy", ("RoleName", "r"), ("PolicyName", "MIXEDNAME"))).Body);
        Assert.Equal("MIXEDNAME", got.Descendants(s_iam + "PolicyName").Single().Value);
        Assert.Contains("Deny", Uri.UnescapeDataString(got.Descendants(s_iam + "PolicyDocument").Single().Value), StringComparison.Ordinal);
        Assert.Equal(200, (await Iam("DeleteRolePolicy", ("RoleName", "r"), ("PolicyName", "mixedname"))).Status);
        Assert.Equal(200, (await Iam("DeleteRole", ("RoleName", "r"))).Status);
    }

    [Fact]
    public async Task Inline_policies_are_stored_and_prevent_deletion_of_the_role()
    {
        const string policy = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}""";
        await Iam("CreateRole", ("RoleName", "r"), ("AssumeRolePolicyDocument", Trust));
        Assert.Equal(200, (await Iam("PutRolePolicy", ("RoleName", "r"), ("PolicyName", "p"), ("PolicyDocument", policy))).Status);

        var got = XElement.Parse((await Iam("GetRolePolicy", ("RoleName", "r"), ("PolicyName", "p"))).Body);
        Assert.Equal(policy, Uri.UnescapeDataString(got.Descendants(s_iam + "PolicyDocument").Single().Value));
        Assert.Contains("<member>p</member>", (await Iam("ListRolePolicies", ("RoleName", "r"))).Body, StringComparison.Ordinal);
        Assert.Equal((409, "DeleteConflict", "Cannot delete entity, must delete policies first."), Error(await Iam("DeleteRole", ("RoleName", "r"))));
        Assert.Equal(200, (await Iam("DeleteRolePolicy", ("RoleName", "r"), ("PolicyName", "p"))).Status);
        Assert.Equal((404, "NoSuchEntity", "The role policy with name p cannot be found."), Error(await Iam("GetRolePolicy", ("RoleName", "r"), ("PolicyName", "p"))));
    }

    [Fact]
    public async Task Invalid_IAM_input_is_rejected()
    {
        await Iam("CreateRole", ("RoleName", "r"), ("AssumeRolePolicyDocument", Trust));

        Assert.Equal((409, "EntityAlreadyExists", "Role with name R already exists."), Error(await Iam("CreateRole", ("RoleName", "R"), ("AssumeRolePolicyDocument", Trust))));
        Assert.Equal((400, "MalformedPolicyDocument", "This policy contains invalid Json"), Error(await Iam("CreateRole", ("RoleName", "s"), ("AssumeRolePolicyDocument", "{"))));
        Assert.Equal(
            (400, "ValidationError", $"1 validation error detected: Value '{new string('a', 65)}' at 'roleName' failed to satisfy constraint: Member must have length less than or equal to 64"),
            Error(await Iam("GetRole", ("RoleName", new string('a', 65)))));
        Assert.Equal((400, "InvalidAction", "Could not find operation CreateGroup for version 2010-05-08. The sandbox does not have it."), Error(await Iam("CreateGroup")));
    }

    [Fact]
    public async Task A_new_account_has_the_bucket_in_SandboxInfo()
    {
        var head = await _sandbox.S3Async(HttpMethod.Head, _sandbox.Info.ArtifactBucket);

        Assert.Equal((200, "us-east-1"), (head.Status, head.Headers["x-amz-bucket-region"]));
        Assert.Matches("^[0-9a-f-]{36}$", head.Headers["x-amz-request-id"]);
        Assert.StartsWith("codepipeline-us-east-1-", _sandbox.Info.ArtifactBucket, StringComparison.Ordinal);
        Assert.Contains($"<Name>{_sandbox.Info.ArtifactBucket}</Name>", (await _sandbox.S3Async(HttpMethod.Get, "")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bucket_is_in_the_Region_where_it_was_created()
    {
        Assert.Equal(200, (await _sandbox.S3Async(HttpMethod.Put, "my-bucket", Location("eu-west-1"), "eu-west-1")).Status);

        var elsewhere = await _sandbox.S3Async(HttpMethod.Head, "my-bucket");
        Assert.Equal((301, "eu-west-1"), (elsewhere.Status, elsewhere.Headers["x-amz-bucket-region"]));
        Assert.Equal(200, (await _sandbox.S3Async(HttpMethod.Head, "my-bucket", region: "eu-west-1")).Status);
        Assert.Contains(">eu-west-1</LocationConstraint>", (await _sandbox.S3Async(HttpMethod.Get, "my-bucket?location=")).Body, StringComparison.Ordinal);
        Assert.Equal(204, (await _sandbox.S3Async(HttpMethod.Delete, "my-bucket", region: "eu-west-1")).Status);
        Assert.Equal(404, (await _sandbox.S3Async(HttpMethod.Head, "my-bucket")).Status);
    }

    [Fact]
    public async Task The_endpoint_of_us_east_1_creates_a_bucket_of_another_Region()
    {
        Assert.Equal(200, (await _sandbox.S3Async(HttpMethod.Put, "my-bucket", Location("eu-west-2"))).Status);

        Assert.Equal("eu-west-2", XElement.Parse((await _sandbox.S3Async(HttpMethod.Get, "my-bucket?location=")).Body).Value);
        Assert.Equal(200, (await _sandbox.S3Async(HttpMethod.Head, "my-bucket", region: "eu-west-2")).Status);
        Assert.Equal(301, (await _sandbox.S3Async(HttpMethod.Head, "my-bucket")).Status);
    }

    [Fact]
    public async Task Ireland_has_its_old_name_EU_too()
    {
        Assert.Equal(200, (await _sandbox.S3Async(HttpMethod.Put, "my-bucket", Location("EU"), "eu-west-1")).Status);
        Assert.Equal("eu-west-1", (await _sandbox.S3Async(HttpMethod.Head, "my-bucket", region: "eu-west-1")).Headers["x-amz-bucket-region"]);
    }

    [Fact]
    public async Task A_bucket_of_another_account_is_forbidden_and_its_name_is_not_available()
    {
        await _sandbox.S3Async(HttpMethod.Put, "their-bucket", account: "210987654321");

        Assert.Equal(403, (await _sandbox.S3Async(HttpMethod.Head, "their-bucket")).Status);
        Assert.Equal((409, "BucketAlreadyExists"), S3Error(await _sandbox.S3Async(HttpMethod.Put, "their-bucket")));
        Assert.Equal((403, "AccessDenied"), S3Error(await _sandbox.S3Async(HttpMethod.Delete, "their-bucket")));
    }

    [Fact]
    public async Task Invalid_S3_requests_are_rejected()
    {
        Assert.Equal((400, "InvalidBucketName"), S3Error(await _sandbox.S3Async(HttpMethod.Put, "Not_A_Bucket")));
        Assert.Equal((400, "IllegalLocationConstraintException"), S3Error(await _sandbox.S3Async(HttpMethod.Put, "my-bucket", region: "eu-west-1")));
        Assert.Equal((400, "IllegalLocationConstraintException"), S3Error(await _sandbox.S3Async(HttpMethod.Put, "my-bucket", Location("eu-west-2"), "eu-west-1")));
        Assert.Equal((400, "InvalidLocationConstraint"), S3Error(await _sandbox.S3Async(HttpMethod.Put, "my-bucket", Location("us-east-1"))));
        Assert.Equal((400, "InvalidLocationConstraint"), S3Error(await _sandbox.S3Async(HttpMethod.Put, "my-bucket", Location("nowhere"))));
        Assert.Equal((400, "IllegalLocationConstraintException"), S3Error(await _sandbox.S3Async(HttpMethod.Put, "my-bucket", Location("nowhere"), "eu-west-1")));
        Assert.Equal((400, "MalformedXML"), S3Error(await _sandbox.S3Async(HttpMethod.Put, "my-bucket", "<")));
        Assert.Equal((404, "NoSuchBucket"), S3Error(await _sandbox.S3Async(HttpMethod.Delete, "my-bucket")));
        Assert.Equal((501, "NotImplemented"), S3Error(await _sandbox.S3Async(HttpMethod.Get, "my-bucket/key")));
        await _sandbox.S3Async(HttpMethod.Put, "my-bucket", Location("eu-west-1"), "eu-west-1");
        Assert.Equal((409, "BucketAlreadyOwnedByYou"), S3Error(await _sandbox.S3Async(HttpMethod.Put, "my-bucket", Location("eu-west-1"), "eu-west-1")));
    }

    private static string Location(string region) =>
        $"<CreateBucketConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><LocationConstraint>{region}</LocationConstraint></CreateBucketConfiguration>";

    private static (int Status, string Code, string Message) Error(Answer answer)
    {
        var error = XElement.Parse(answer.Body).Element(s_iam + "Error")!;
        return (answer.Status, error.Element(s_iam + "Code")!.Value, error.Element(s_iam + "Message")!.Value);
    }

    private static (int Status, string Code) S3Error(Answer answer) => (answer.Status, XElement.Parse(answer.Body).Element("Code")!.Value);

    private Task<Answer> Iam(string action, params (string Name, string Value)[] parameters) => _sandbox.QueryAsync("iam", "2010-05-08", action, parameters);
}
