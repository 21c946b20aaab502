using System.Text.Json.Nodes;
using System.Xml.Linq;
using BitbucketConnections.Sandbox.Tests.Support;

namespace BitbucketConnections.Sandbox.Tests;

/// <summary>The IAM operations that create service roles, and every error with code, status and message.</summary>
public sealed class RoleTests : IDisposable
{
    private const string Trust = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"codepipeline.amazonaws.com"},"Action":"sts:AssumeRole"}]}""";
    private const string OtherTrust = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}""";
    private const string Policy = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}""";
    private const string ReadOnly = "arn:aws:iam::aws:policy/ReadOnlyAccess";
    private const string RoleArn = "arn:aws:iam::123456789012:role/service-role/r";

    private static readonly XNamespace s_iam = "https://iam.amazonaws.com/doc/2010-05-08/";

    private static readonly Dictionary<string, Refusal> s_refusals = new()
    {
        ["name taken in another case"] = new("CreateRole", 409, "EntityAlreadyExists", "Role with name R already exists.", ("RoleName", "R"), ("AssumeRolePolicyDocument", Trust)),
        ["trust that is not JSON"] = new("CreateRole", 400, "MalformedPolicyDocument", "This policy contains invalid Json", ("RoleName", "s"), ("AssumeRolePolicyDocument", "{")),
        ["trust without a statement"] = new("CreateRole", 400, "MalformedPolicyDocument", "Syntax errors in policy.", ("RoleName", "s"), ("AssumeRolePolicyDocument", "{}")),
        ["trust without a principal"] = new("CreateRole", 400, "MalformedPolicyDocument", "Missing required field Principal", ("RoleName", "s"), ("AssumeRolePolicyDocument", Policy)),
        ["trust with a resource"] = new("CreateRole", 400, "MalformedPolicyDocument", "Has prohibited field Resource", ("RoleName", "s"), ("AssumeRolePolicyDocument", Trust.Replace("\"Action\"", "\"Resource\":\"*\",\"Action\"", StringComparison.Ordinal))),
        ["trust for another action"] = new("CreateRole", 400, "MalformedPolicyDocument", "AssumeRole policy may only specify STS AssumeRole actions.", ("RoleName", "s"), ("AssumeRolePolicyDocument", Trust.Replace("sts:AssumeRole", "s3:GetObject", StringComparison.Ordinal))),
        ["trust of 2049 characters"] = new("CreateRole", 409, "LimitExceeded", "Cannot exceed quota for ACLSizePerRole: 2048", ("RoleName", "s"), ("AssumeRolePolicyDocument", Padded(Trust, 2049))),
        ["session too short"] = new("CreateRole", 400, "ValidationError", "1 validation error detected: Value '3599' at 'maxSessionDuration' failed to satisfy constraint: Member must have value greater than or equal to 3600", ("RoleName", "s"), ("AssumeRolePolicyDocument", Trust), ("MaxSessionDuration", "3599")),
        ["tag twice"] = new("TagRole", 400, "InvalidInput", "Duplicate tag keys found. Please note that Tag keys are case insensitive.", ("RoleName", "r"), ("Tags.member.1.Key", "k"), ("Tags.member.1.Value", "1"), ("Tags.member.2.Key", "K"), ("Tags.member.2.Value", "2")),
        ["reserved tag"] = new("TagRole", 400, "InvalidInput", "Tag key 'aws:x' is reserved: keys that start with 'aws:' are AWS's own.", ("RoleName", "r"), ("Tags.member.1.Key", "aws:x"), ("Tags.member.1.Value", "1")),
        ["character of another alphabet in a description"] = new("CreateRole", 400, "ValidationError", "1 validation error detected: Value 'a\u0100b' at 'description' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\u0009\\u000A\\u000D\\u0020-\\u007E\\u00A1-\\u00FF]*", ("RoleName", "s"), ("AssumeRolePolicyDocument", Trust), ("Description", "a\u0100b")),
        ["tag without a value"] = new("TagRole", 400, "ValidationError", "1 validation error detected: Value null at 'tags.1.member.value' failed to satisfy constraint: Member must not be null", ("RoleName", "r"), ("Tags.member.1.Key", "k")),
        ["inline policy that is not JSON"] = new("PutRolePolicy", 400, "MalformedPolicyDocument", "Syntax errors in policy.", ("RoleName", "r"), ("PolicyName", "p"), ("PolicyDocument", "x")),
        ["inline policy with a principal"] = new("PutRolePolicy", 400, "MalformedPolicyDocument", "Policy document should not specify a principal.", ("RoleName", "r"), ("PolicyName", "p"), ("PolicyDocument", Trust)),
        ["inline policy without a resource"] = new("PutRolePolicy", 400, "MalformedPolicyDocument", "Policy statement must contain resources.", ("RoleName", "r"), ("PolicyName", "p"), ("PolicyDocument", """{"Statement":{"Effect":"Allow","Action":"s3:*"}}""")),
        ["inline policy without an action"] = new("PutRolePolicy", 400, "MalformedPolicyDocument", "Policy statement must contain actions.", ("RoleName", "r"), ("PolicyName", "p"), ("PolicyDocument", """{"Statement":{"Effect":"Allow","Resource":"*"}}""")),
        ["inline policy with another effect"] = new("PutRolePolicy", 400, "MalformedPolicyDocument", "Syntax errors in policy.", ("RoleName", "r"), ("PolicyName", "p"), ("PolicyDocument", """{"Statement":{"Effect":"Maybe","Action":"s3:*","Resource":"*"}}""")),
        ["inline policy of 10241 characters"] = new("PutRolePolicy", 409, "LimitExceeded", "Maximum policy size of 10240 bytes exceeded for role r", ("RoleName", "r"), ("PolicyName", "p"), ("PolicyDocument", Padded(Policy, 10241))),
        ["inline policy of a missing role"] = new("PutRolePolicy", 404, "NoSuchEntity", "The role with name none cannot be found.", ("RoleName", "none"), ("PolicyName", "p"), ("PolicyDocument", Policy)),
        ["managed policy that is not an ARN"] = new("AttachRolePolicy", 400, "ValidationError", "ARN this-is-not-an-arn-at-all is not valid.", ("RoleName", "r"), ("PolicyArn", "this-is-not-an-arn-at-all")),
        ["managed policy of another account"] = new("AttachRolePolicy", 404, "NoSuchEntity", "Policy arn:aws:iam::210987654321:policy/p does not exist or is not attachable.", ("RoleName", "r"), ("PolicyArn", "arn:aws:iam::210987654321:policy/p")),
        ["managed policy not attached"] = new("DetachRolePolicy", 404, "NoSuchEntity", $"Policy {ReadOnly} was not found.", ("RoleName", "r"), ("PolicyArn", ReadOnly)),
        ["trust of a missing role"] = new("UpdateAssumeRolePolicy", 404, "NoSuchEntity", "The role with name none cannot be found.", ("RoleName", "none"), ("PolicyDocument", Trust)),
        ["changed trust that is not JSON"] = new("UpdateAssumeRolePolicy", 400, "MalformedPolicyDocument", "This policy contains invalid Json", ("RoleName", "r"), ("PolicyDocument", "[]")),
        ["page of 0"] = new("ListRoles", 400, "ValidationError", "1 validation error detected: Value '0' at 'maxItems' failed to satisfy constraint: Member must have value greater than or equal to 1", ("MaxItems", "0")),
        ["page of many"] = new("ListRoles", 400, "ValidationError", "1 validation error detected: Value '1001' at 'maxItems' failed to satisfy constraint: Member must have value less than or equal to 1000", ("MaxItems", "1001")),
        ["invalid marker"] = new("ListRoles", 400, "ValidationError", "Invalid Marker.", ("Marker", "x")),
    };

    private readonly TestSandbox _sandbox = new(new SandboxOptions { RolePropagationDelay = TimeSpan.FromSeconds(10) });

    public static TheoryData<string> Refusals => [.. s_refusals.Keys];

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task An_invalid_call_is_rejected_and_changes_nothing(string name)
    {
        await CreateAsync("r");
        var before = (await Iam("GetRole", ("RoleName", "r"))).Descendants(s_iam + "GetRoleResult").Single().ToString();
        var refusal = s_refusals[name];

        var answer = await _sandbox.QueryAsync("iam", "2010-05-08", refusal.Action, refusal.Parameters);

        var error = XElement.Parse(answer.Body).Element(s_iam + "Error")!;
        Assert.Equal(
            (refusal.Status, refusal.Code, refusal.Message),
            (answer.Status, error.Element(s_iam + "Code")!.Value, error.Element(s_iam + "Message")!.Value));
        Assert.Equal("Sender", error.Element(s_iam + "Type")!.Value);
        Assert.Equal(before, (await Iam("GetRole", ("RoleName", "r"))).Descendants(s_iam + "GetRoleResult").Single().ToString());
        Assert.Empty(Texts(await Iam("ListRolePolicies", ("RoleName", "r")), "member"));
        Assert.Empty(Texts(await Iam("ListAttachedRolePolicies", ("RoleName", "r")), "PolicyArn"));
    }

    [Fact]
    public async Task White_space_does_not_count_towards_the_size_of_a_policy()
    {
        await CreateAsync("r");

        await Iam("PutRolePolicy", ("RoleName", "r"), ("PolicyName", "p"), ("PolicyDocument", Padded(Policy, 10240).Replace(",", ",\n   ", StringComparison.Ordinal)));

        Assert.Equal(["p"], Texts(await Iam("ListRolePolicies", ("RoleName", "r")), "member"));
    }

    [Fact]
    public async Task The_size_counts_all_inline_policies_and_not_the_one_replaced()
    {
        await CreateAsync("r");
        await Iam("PutRolePolicy", ("RoleName", "r"), ("PolicyName", "p"), ("PolicyDocument", Padded(Policy, 6000)));
        await Iam("PutRolePolicy", ("RoleName", "r"), ("PolicyName", "p"), ("PolicyDocument", Padded(Policy, 6001)));

        var answer = await _sandbox.QueryAsync("iam", "2010-05-08", "PutRolePolicy", ("RoleName", "r"), ("PolicyName", "q"), ("PolicyDocument", Padded(Policy, 6000)));

        Assert.Equal(409, answer.Status);
    }

    [Fact]
    public async Task Documents_are_returned_percent_encoded_and_unchanged()
    {
        await CreateAsync("r");
        await Iam("PutRolePolicy", ("RoleName", "r"), ("PolicyName", "p"), ("PolicyDocument", Policy));

        var policy = Texts(await Iam("GetRolePolicy", ("RoleName", "R"), ("PolicyName", "p")), "PolicyDocument").Single();
        var trust = Texts(await Iam("GetRole", ("RoleName", "r")), "AssumeRolePolicyDocument").Single();

        Assert.StartsWith("%7B%22Version%22%3A%222012-10-17%22", policy, StringComparison.Ordinal);
        Assert.Equal((Policy, Trust), (Uri.UnescapeDataString(policy), Uri.UnescapeDataString(trust)));
    }

    [Fact]
    public async Task Managed_policies_are_attached_and_listed_and_prevent_deletion_of_the_role()
    {
        await CreateAsync("r");
        await Iam("AttachRolePolicy", ("RoleName", "r"), ("PolicyArn", ReadOnly));
        await Iam("AttachRolePolicy", ("RoleName", "r"), ("PolicyArn", ReadOnly));
        await Iam("CreatePolicy", ("PolicyName", "own"), ("Path", "/service-role/"), ("PolicyDocument", Policy));
        await Iam("AttachRolePolicy", ("RoleName", "r"), ("PolicyArn", "arn:aws:iam::123456789012:policy/service-role/own"));

        var listed = await Iam("ListAttachedRolePolicies", ("RoleName", "r"));
        Assert.Equal(["own", "ReadOnlyAccess"], Texts(listed, "PolicyName"));
        Assert.Equal(["own"], Texts(await Iam("ListAttachedRolePolicies", ("RoleName", "r"), ("PathPrefix", "/service-role/")), "PolicyName"));
        var held = await _sandbox.QueryAsync("iam", "2010-05-08", "DeleteRole", ("RoleName", "r"));
        Assert.Equal((409, "Cannot delete entity, must detach all policies first."), (held.Status, Texts(XElement.Parse(held.Body), "Message").Single()));
        await Iam("DetachRolePolicy", ("RoleName", "r"), ("PolicyArn", ReadOnly));
        Assert.Equal(["own"], Texts(await Iam("ListAttachedRolePolicies", ("RoleName", "r")), "PolicyName"));
    }

    [Fact]
    public async Task A_role_can_have_ten_managed_policies()
    {
        await CreateAsync("r");
        for (var i = 0; i < 10; i++)
        {
            await Iam("AttachRolePolicy", ("RoleName", "r"), ("PolicyArn", $"arn:aws:iam::aws:policy/P{i}"));
        }

        var answer = await _sandbox.QueryAsync("iam", "2010-05-08", "AttachRolePolicy", ("RoleName", "r"), ("PolicyArn", "arn:aws:iam::aws:policy/P10"));

        Assert.Equal((409, "Cannot exceed quota for PoliciesPerRole: 10"), (answer.Status, Texts(XElement.Parse(answer.Body), "Message").Single()));
    }

    [Fact]
    public async Task Tags_are_set_and_replaced_case_insensitively_and_limited_to_fifty()
    {
        await CreateAsync("r", ("Tags.member.1.Key", "Team"), ("Tags.member.1.Value", "a"));
        await Iam("TagRole", ("RoleName", "r"), ("Tags.member.1.Key", "team"), ("Tags.member.1.Value", "b"));
        Assert.Equal(["team=b"], (await Iam("ListRoleTags", ("RoleName", "r"))).Descendants(s_iam + "member").Select(tag => $"{tag.Element(s_iam + "Key")!.Value}={tag.Element(s_iam + "Value")!.Value}"));

        var fifty = Enumerable.Range(1, 50).SelectMany(i => new[] { ($"Tags.member.{i}.Key", $"k{i}"), ($"Tags.member.{i}.Value", string.Empty) });
        var answer = await _sandbox.QueryAsync("iam", "2010-05-08", "TagRole", [("RoleName", "r"), .. fifty]);

        Assert.Equal((409, "Cannot exceed quota for TagsPerRole: 50"), (answer.Status, Texts(XElement.Parse(answer.Body), "Message").Single()));
        Assert.Single(Texts(await Iam("ListRoleTags", ("RoleName", "r")), "Key"));
    }

    [Theory]
    [InlineData("ListRoles", "RoleName")]
    [InlineData("ListRolePolicies", "member")]
    [InlineData("ListAttachedRolePolicies", "PolicyName")]
    [InlineData("ListRoleTags", "Key")]
    public async Task Pages_of_a_list_contain_all_items(string action, string element)
    {
        string[] names = ["a", "b", "c", "d", "e"];
        await CreateAsync("r");
        foreach (var name in names)
        {
            await CreateAsync(name, path: "/paged/");
            await Iam("PutRolePolicy", ("RoleName", "r"), ("PolicyName", name), ("PolicyDocument", Policy));
            await Iam("AttachRolePolicy", ("RoleName", "r"), ("PolicyArn", "arn:aws:iam::aws:policy/paged/" + name));
            await Iam("TagRole", ("RoleName", "r"), ("Tags.member.1.Key", name), ("Tags.member.1.Value", ""));
        }

        var seen = new List<string>();
        var pages = 0;
        string? marker = null;
        do
        {
            (string, string)[] asked = action == "ListRoles" ? [("PathPrefix", "/paged/"), ("MaxItems", "2")] : [("RoleName", "r"), ("MaxItems", "2")];
            var page = await Iam(action, marker is null ? asked : [.. asked, ("Marker", marker)]);
            seen.AddRange(Texts(page, element));
            marker = Texts(page, "Marker").SingleOrDefault();
            Assert.Equal(marker is null ? "false" : "true", Texts(page, "IsTruncated").Single());
            pages++;
        }
        while (marker is not null);

        Assert.Equal(names, seen);
        Assert.Equal(3, pages);
    }

    [Fact]
    public async Task A_new_role_cannot_be_assumed_before_it_has_propagated()
    {
        await CreateAsync("r");

        Assert.Equal(NotAuthorized, await CreatePipelineAsync());
        _sandbox.PutClockForward(TimeSpan.FromSeconds(9));
        Assert.Equal(NotAuthorized, await CreatePipelineAsync());
        _sandbox.PutClockForward(TimeSpan.FromSeconds(1.1));
        Assert.Null(await CreatePipelineAsync());
    }

    [Fact]
    public async Task A_changed_trust_policy_takes_effect_after_propagation()
    {
        await CreateAsync("r", trust: OtherTrust);
        _sandbox.PutClockForward(TimeSpan.FromSeconds(11));
        Assert.Equal(NotAuthorized, await CreatePipelineAsync());

        await Iam("UpdateAssumeRolePolicy", ("RoleName", "r"), ("PolicyDocument", Trust));
        Assert.Equal(Trust, Uri.UnescapeDataString(Texts(await Iam("GetRole", ("RoleName", "r")), "AssumeRolePolicyDocument").Single()));
        Assert.Equal(NotAuthorized, await CreatePipelineAsync());
        _sandbox.PutClockForward(TimeSpan.FromSeconds(11));
        Assert.Null(await CreatePipelineAsync());
    }

    [Fact]
    public async Task A_removed_trust_stays_in_effect_until_the_change_has_propagated()
    {
        await CreateAsync("r");
        _sandbox.PutClockForward(TimeSpan.FromSeconds(11));
        await Iam("UpdateAssumeRolePolicy", ("RoleName", "r"), ("PolicyDocument", OtherTrust));

        Assert.Null(await CreatePipelineAsync());
        _sandbox.PutClockForward(TimeSpan.FromSeconds(11));
        Assert.Equal(NotAuthorized, await CreatePipelineAsync("second"));
    }

    private const string NotAuthorized = $"InvalidStructureException: CodePipeline is not authorized to perform AssumeRole on role {RoleArn}";

    private static List<string> Texts(XElement answer, string name) =>
        [.. answer.Descendants(s_iam + name).Select(element => element.Value)];

    private static string Padded(string policy, int size)
    {
        var sid = "\"Sid\":\"" + new string('x', size - policy.Length - 9) + "\",";
        return policy.Replace("\"Effect\"", sid + "\"Effect\"", StringComparison.Ordinal);
    }

    private Task<XElement> CreateAsync(string name, (string Name, string Value) tagKey, (string Name, string Value) tagValue) =>
        CreateAsync(name, more: [tagKey, tagValue]);

    private Task<XElement> CreateAsync(string name, string path = "/service-role/", string trust = Trust, params (string Name, string Value)[] more) =>
        Iam("CreateRole", [("RoleName", name), ("Path", path), ("AssumeRolePolicyDocument", trust), .. more]);

    private async Task<string?> CreatePipelineAsync(string name = "demo")
    {
        var pipeline = PipelineJson.Valid(_sandbox.Info, name);
        pipeline["roleArn"] = RoleArn;
        var answer = await _sandbox.CallAsync(TestSandbox.CodePipeline, "CreatePipeline", new JsonObject { ["pipeline"] = pipeline });
        return answer.Status == 200 ? null : $"{answer.ErrorType}: {answer.ErrorMessage}";
    }

    private async Task<XElement> Iam(string action, params (string Name, string Value)[] parameters)
    {
        var answer = await _sandbox.QueryAsync("iam", "2010-05-08", action, parameters);
        Assert.Equal((200, string.Empty), (answer.Status, answer.Status == 200 ? string.Empty : answer.Body));
        return XElement.Parse(answer.Body);
    }

    private sealed record Refusal(string Action, int Status, string Code, string Message, params (string Name, string Value)[] Parameters);
}
