using System.Xml.Linq;
using BitbucketConnections.Sandbox.Tests.Support;
using static BitbucketConnections.Sandbox.Tests.Support.TestCallers;

namespace BitbucketConnections.Sandbox.Tests;

/// <summary>The IAM operations on users and their access keys, and every error with code, status and message.</summary>
public sealed class UserTests : IDisposable
{
    private const string Document = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}""";
    private const string ReadOnly = "arn:aws:iam::aws:policy/ReadOnlyAccess";
    private const string NotFound = "The user with name none cannot be found.";

    private static readonly Dictionary<string, Refusal> s_refusals = new()
    {
        ["name in use in another case"] = new("CreateUser", 409, "EntityAlreadyExists", "User with name U already exists.", ("UserName", "U")),
        ["name of the administrator"] = new("CreateUser", 409, "EntityAlreadyExists", "User with name sandbox already exists.", ("UserName", "sandbox")),
        ["long name"] = new("CreateUser", 400, "ValidationError", $"1 validation error detected: Value '{new string('a', 65)}' at 'userName' failed to satisfy constraint: Member must have length less than or equal to 64", ("UserName", new string('a', 65))),
        ["without a name"] = new("CreateUser", 400, "ValidationError", "1 validation error detected: Value null at 'userName' failed to satisfy constraint: Member must not be null"),
        ["path without a slash"] = new("CreateUser", 400, "ValidationError", "1 validation error detected: Value 'people' at 'path' failed to satisfy constraint: Member must satisfy regular expression pattern: (\\u002F)|(\\u002F[\\u0021-\\u007E]+\\u002F)", ("UserName", "v"), ("Path", "people")),
        ["tag twice"] = new("CreateUser", 400, "InvalidInput", "Duplicate tag keys found. Please note that Tag keys are case insensitive.", ("UserName", "v"), ("Tags.member.1.Key", "k"), ("Tags.member.1.Value", "1"), ("Tags.member.2.Key", "K"), ("Tags.member.2.Value", "2")),
        ["missing user"] = new("GetUser", 404, "NoSuchEntity", NotFound, ("UserName", "none")),
        ["administrator without a name"] = new("GetUser", 404, "NoSuchEntity", "The user with name sandbox cannot be found."),
        ["missing user to delete"] = new("DeleteUser", 404, "NoSuchEntity", NotFound, ("UserName", "none")),
        ["policy of a missing user"] = new("PutUserPolicy", 404, "NoSuchEntity", NotFound, ("UserName", "none"), ("PolicyName", "p"), ("PolicyDocument", Document)),
        ["policy that is not JSON"] = new("PutUserPolicy", 400, "MalformedPolicyDocument", "Syntax errors in policy.", ("UserName", "u"), ("PolicyName", "p"), ("PolicyDocument", "x")),
        ["policy of 2049 characters"] = new("PutUserPolicy", 409, "LimitExceeded", "Maximum policy size of 2048 bytes exceeded for user u", ("UserName", "u"), ("PolicyName", "p"), ("PolicyDocument", Padded(2049))),
        ["missing policy"] = new("GetUserPolicy", 404, "NoSuchEntity", "The user policy with name none cannot be found.", ("UserName", "u"), ("PolicyName", "none")),
        ["missing policy to delete"] = new("DeleteUserPolicy", 404, "NoSuchEntity", "The user policy with name none cannot be found.", ("UserName", "u"), ("PolicyName", "none")),
        ["managed policy not attached"] = new("DetachUserPolicy", 404, "NoSuchEntity", $"Policy {ReadOnly} was not found.", ("UserName", "u"), ("PolicyArn", ReadOnly)),
        ["key of a missing user"] = new("CreateAccessKey", 404, "NoSuchEntity", NotFound, ("UserName", "none")),
        ["missing key"] = new("DeleteAccessKey", 404, "NoSuchEntity", "The Access Key with id AKIAIOSFODNN7EXAMPLE cannot be found.", ("UserName", "u"), ("AccessKeyId", "AKIAIOSFODNN7EXAMPLE")),
        ["short key"] = new("DeleteAccessKey", 400, "ValidationError", "1 validation error detected: Value 'AKIA' at 'accessKeyId' failed to satisfy constraint: Member must have length greater than or equal to 16", ("UserName", "u"), ("AccessKeyId", "AKIA")),
    };

    private readonly TestSandbox _sandbox = new();

    public static TheoryData<string> Refusals => [.. s_refusals.Keys];

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task An_invalid_call_is_rejected(string name)
    {
        await _sandbox.IamAsync("CreateUser", ("UserName", "u"));
        var refusal = s_refusals[name];

        Assert.Equal((refusal.Status, refusal.Code, refusal.Message), (await IamAnyAsync(refusal.Action, refusal.Parameters)).Error());
    }

    [Fact]
    public async Task A_user_has_the_values_of_its_creation()
    {
        var created = Xml(await _sandbox.IamAsync("CreateUser", ("UserName", "Ada"), ("Path", "/people/"), ("Tags.member.1.Key", "team"), ("Tags.member.1.Value", "blue")));
        var found = Xml(await _sandbox.IamAsync("GetUser", ("UserName", "ada")));

        Assert.Equal(["Path", "UserName", "UserId", "Arn", "CreateDate", "Tags"], Members(created, "User"));
        Assert.Equal(("/people/", "Ada", "arn:aws:iam::123456789012:user/people/Ada"), (Value(found, "Path"), Value(found, "UserName"), Value(found, "Arn")));
        Assert.Matches("^AIDA[0-9A-Z]{17}$", Value(found, "UserId"));
        Assert.Equal(Value(created, "UserId"), Value(found, "UserId"));
        Assert.Equal(("team", "blue"), (Value(found, "Key"), Value(found, "Value")));
    }

    [Fact]
    public async Task Users_are_listed_by_path_without_tags()
    {
        await _sandbox.IamAsync("CreateUser", ("UserName", "b"), ("Path", "/people/"), ("Tags.member.1.Key", "team"), ("Tags.member.1.Value", "blue"));
        await _sandbox.IamAsync("CreateUser", ("UserName", "a"));

        Assert.Equal(["a", "b"], Names(await _sandbox.IamAsync("ListUsers"), "UserName"));
        var people = await _sandbox.IamAsync("ListUsers", ("PathPrefix", "/people"));
        Assert.Equal(["b"], Names(people, "UserName"));
        Assert.DoesNotContain("Tags", people.Body, StringComparison.Ordinal);
        var page = Xml(await _sandbox.IamAsync("ListUsers", ("MaxItems", "1")));
        Assert.Equal(["b"], Names(await _sandbox.IamAsync("ListUsers", ("Marker", Value(page, "Marker"))), "UserName"));
    }

    [Fact]
    public async Task A_user_is_deleted_after_its_policies_and_keys()
    {
        await _sandbox.IamAsync("CreateUser", ("UserName", "u"));
        await _sandbox.IamAsync("AttachUserPolicy", ("UserName", "u"), ("PolicyArn", ReadOnly));
        await _sandbox.IamAsync("PutUserPolicy", ("UserName", "u"), ("PolicyName", "p"), ("PolicyDocument", Document));
        var key = Value(Xml(await _sandbox.IamAsync("CreateAccessKey", ("UserName", "u"))), "AccessKeyId");

        await AssertConflictAsync("Cannot delete entity, must detach all policies first.");
        Assert.Equal([ReadOnly], Names(await _sandbox.IamAsync("ListAttachedUserPolicies", ("UserName", "u")), "PolicyArn"));
        await _sandbox.IamAsync("DetachUserPolicy", ("UserName", "u"), ("PolicyArn", ReadOnly));
        await AssertConflictAsync("Cannot delete entity, must delete policies first.");
        Assert.Equal(["p"], Names(await _sandbox.IamAsync("ListUserPolicies", ("UserName", "u")), "member"));
        Assert.Equal(Uri.EscapeDataString(Document), Value(Xml(await _sandbox.IamAsync("GetUserPolicy", ("UserName", "u"), ("PolicyName", "p"))), "PolicyDocument"));
        await _sandbox.IamAsync("DeleteUserPolicy", ("UserName", "u"), ("PolicyName", "p"));
        await AssertConflictAsync("Cannot delete entity, must delete access keys first.");
        await _sandbox.IamAsync("DeleteAccessKey", ("UserName", "u"), ("AccessKeyId", key));
        await _sandbox.IamAsync("DeleteUser", ("UserName", "u"));

        Assert.Equal(404, (await IamAnyAsync("GetUser", ("UserName", "u"))).Status);
    }

    [Fact]
    public async Task The_inline_policies_of_a_user_have_2048_characters_together()
    {
        await _sandbox.IamAsync("CreateUser", ("UserName", "u"));
        await _sandbox.IamAsync("PutUserPolicy", ("UserName", "u"), ("PolicyName", "p"), ("PolicyDocument", Padded(2048)));

        Assert.Equal("LimitExceeded", (await IamAnyAsync("PutUserPolicy", ("UserName", "u"), ("PolicyName", "q"), ("PolicyDocument", Document))).Error().Code);
        await _sandbox.IamAsync("PutUserPolicy", ("UserName", "u"), ("PolicyName", "P"), ("PolicyDocument", Document));
        Assert.Equal(["p"], Names(await _sandbox.IamAsync("ListUserPolicies", ("UserName", "u")), "member"));
    }

    [Fact]
    public async Task A_user_has_at_most_10_managed_policies_and_2_keys()
    {
        await _sandbox.IamAsync("CreateUser", ("UserName", "u"));
        for (var i = 0; i < 10; i++)
        {
            await _sandbox.IamAsync("AttachUserPolicy", ("UserName", "u"), ("PolicyArn", $"arn:aws:iam::aws:policy/Policy{i}"));
        }

        await _sandbox.IamAsync("CreateAccessKey", ("UserName", "u"));
        await _sandbox.IamAsync("CreateAccessKey", ("UserName", "u"));

        Assert.Equal((409, "LimitExceeded", "Cannot exceed quota for PoliciesPerUser: 10"), (await IamAnyAsync("AttachUserPolicy", ("UserName", "u"), ("PolicyArn", ReadOnly))).Error());
        Assert.Equal((409, "LimitExceeded", "Cannot exceed quota for AccessKeysPerUser: 2"), (await IamAnyAsync("CreateAccessKey", ("UserName", "u"))).Error());
    }

    [Fact]
    public async Task The_secret_of_a_key_is_shown_only_once()
    {
        var keys = await _sandbox.UserAsync("u");
        var list = await _sandbox.IamAsync("ListAccessKeys", ("UserName", "u"));

        Assert.Matches("^AKIA[A-Z2-7]{16}$", keys.Id);
        Assert.Equal(40, keys.Secret.Length);
        Assert.Equal(["UserName", "AccessKeyId", "Status", "CreateDate"], Members(Xml(list), "member"));
        Assert.Equal((keys.Id, "Active"), (Value(Xml(list), "AccessKeyId"), Value(Xml(list), "Status")));
        Assert.DoesNotContain(keys.Secret, list.Body + (await _sandbox.IamAsync("GetUser", ("UserName", "u"))).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_differ()
    {
        var first = await _sandbox.UserAsync("u");
        var second = await _sandbox.UserAsync("v");

        Assert.NotEqual((first.Id, first.Secret[..8]), (second.Id, second.Secret[..8]));
        Assert.NotEqual(first.Secret, second.Secret);
    }

    [Fact]
    public async Task A_key_signs_calls_of_its_user_until_it_is_deleted()
    {
        var keys = await _sandbox.UserAsync("u");
        var id = Value(Xml(await _sandbox.IamAsync("GetUser", ("UserName", "u"))), "UserId");
        _sandbox.Caller = keys;

        var identity = Xml(await _sandbox.StsAsync("GetCallerIdentity"));
        Assert.Equal(("arn:aws:iam::123456789012:user/u", id, "123456789012"), (Value(identity, "Arn"), Value(identity, "UserId"), Value(identity, "Account")));

        _sandbox.Caller = keys with { Secret = _sandbox.Info.SecretKey };
        Assert.Equal((403, "SignatureDoesNotMatch"), Head(await _sandbox.StsAsync("GetCallerIdentity")));

        _sandbox.Caller = null;
        await _sandbox.IamAsync("DeleteAccessKey", ("UserName", "u"), ("AccessKeyId", keys.Id));
        _sandbox.Caller = keys;
        Assert.Equal((403, "InvalidClientTokenId"), Head(await _sandbox.StsAsync("GetCallerIdentity")));
    }

    [Fact]
    public async Task A_key_belongs_to_the_account_of_its_user()
    {
        _sandbox.Caller = new CallerKeys("SANDBOX210987654321", _sandbox.Info.SecretKey);
        _sandbox.Caller = await _sandbox.UserAsync("u");

        Assert.Equal("arn:aws:iam::210987654321:user/u", Value(Xml(await _sandbox.StsAsync("GetCallerIdentity")), "Arn"));
    }

    [Fact]
    public async Task A_key_of_a_user_does_not_work_with_the_token_of_a_role_session()
    {
        await _sandbox.RoleAsync("deploy", """{"AWS":"arn:aws:iam::123456789012:root"}""");
        var session = await _sandbox.AssumeAsync("arn:aws:iam::123456789012:role/deploy");
        _sandbox.Caller = await _sandbox.UserAsync("u") with { Token = session.Token };

        Assert.Equal((403, "InvalidClientTokenId"), Head(await _sandbox.StsAsync("GetCallerIdentity")));
    }

    [Fact]
    public async Task Without_a_name_the_user_is_the_caller()
    {
        _sandbox.Caller = await _sandbox.UserAsync("u");

        Assert.Equal("u", Value(Xml(await _sandbox.IamAsync("GetUser")), "UserName"));
        var second = Value(Xml(await _sandbox.IamAsync("CreateAccessKey")), "AccessKeyId");
        Assert.Equal([second, _sandbox.Caller.Id], Names(await _sandbox.IamAsync("ListAccessKeys"), "AccessKeyId").OrderBy(id => id != second));
        await _sandbox.IamAsync("DeleteAccessKey", ("AccessKeyId", second));
        Assert.Equal([_sandbox.Caller.Id], Names(await _sandbox.IamAsync("ListAccessKeys"), "AccessKeyId"));
    }

    [Fact]
    public async Task Without_a_name_a_role_session_is_rejected()
    {
        await _sandbox.RoleAsync("deploy", """{"AWS":"arn:aws:iam::123456789012:root"}""");
        _sandbox.Caller = await _sandbox.AssumeAsync("arn:aws:iam::123456789012:role/deploy");

        Assert.Equal((400, "ValidationError", "Must specify userName when calling with non-User credentials"), (await IamAnyAsync("GetUser")).Error());
    }

    private Task<Answer> IamAnyAsync(string action, params (string Name, string Value)[] parameters) => _sandbox.QueryAsync("iam", IamVersion, action, parameters);

    private async Task AssertConflictAsync(string message) => Assert.Equal((409, "DeleteConflict", message), (await IamAnyAsync("DeleteUser", ("UserName", "u"))).Error());

    private static string Padded(int length) => Document.Replace("GetObject", "GetObject" + new string('x', length - Document.Length), StringComparison.Ordinal);

    private static IEnumerable<string> Members(XElement xml, string name) =>
        xml.Descendants().First(element => element.Name.LocalName == name).Elements().Select(element => element.Name.LocalName);

    private static IEnumerable<string> Names(Answer answer, string name) =>
        Xml(answer).Descendants().Where(element => element.Name.LocalName == name && !element.HasElements).Select(element => element.Value);

    private static (int Status, string? Code) Head(Answer answer) => (answer.Error().Status, answer.Error().Code);

    private sealed record Refusal(string Action, int Status, string Code, string Message, params (string Name, string Value)[] Parameters);
}
