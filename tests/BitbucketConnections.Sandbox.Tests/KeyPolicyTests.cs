using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Tests.Support;

namespace BitbucketConnections.Sandbox.Tests;

/// <summary>Key policies: the default, and those that are sent.</summary>
public sealed class KeyPolicyTests : IDisposable
{
    private const string Policy = """{"Statement":[{"Effect":"Allow","Principal":{"AWS":"123456789012"},"Action":"kms:*","Resource":"*"}]}""";
    private readonly TestSandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task A_key_without_a_policy_gets_the_default_one()
    {
        var key = await CreateAsync();

        // As recorded from AWS.
        var policy = JsonNode.Parse((await CallAsync("GetKeyPolicy", key)).Json["Policy"]!.GetValue<string>())!;
        Assert.Equal(
            """{"Version":"2012-10-17","Id":"key-default-1","Statement":[{"Sid":"Enable IAM User Permissions","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:root"},"Action":"kms:*","Resource":"*"}]}""",
            policy.ToJsonString());
    }

    [Fact]
    public async Task A_policy_is_kept_as_it_was_sent()
    {
        var key = await CreateAsync(Policy);
        Assert.Equal(Policy, (await CallAsync("GetKeyPolicy", key)).Json["Policy"]!.GetValue<string>());

        var other = Policy.Replace("kms:*", "kms:Put*", StringComparison.Ordinal);
        Assert.Equal(200, (await CallAsync("PutKeyPolicy", key, ("Policy", other), ("PolicyName", "default"))).Status);
        Assert.Equal(other, (await CallAsync("GetKeyPolicy", key, ("PolicyName", "default"))).Json["Policy"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("no JSON")]
    [InlineData("{}")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Action":"kms:*","Resource":"*"}]}""")]
    public async Task A_malformed_policy_is_rejected(string policy)
    {
        var key = await CreateAsync();

        Assert.Equal("MalformedPolicyDocumentException", (await CallAsync("PutKeyPolicy", key, ("Policy", policy))).ErrorType);
        Assert.Equal("MalformedPolicyDocumentException", (await _sandbox.CallAsync(TestSandbox.Kms, "CreateKey", new JsonObject { ["Policy"] = policy })).ErrorType);
    }

    [Theory]
    [InlineData("kms:Decrypt", "arn:aws:iam::123456789012:root", false)]
    [InlineData("kms:*", "arn:aws:iam::210987654321:root", false)]
    [InlineData("kms:*", "arn:aws:iam::123456789012:root", true)]
    [InlineData("kms:PutKeyPolicy", "*", true)]
    [InlineData("kms:*", "arn:aws:iam::123456789012:user/sandbox", true)]
    public async Task A_policy_that_its_author_cannot_change_again_needs_the_bypass(string action, string principal, bool isAllowed)
    {
        const string message = "The new key policy will not allow you to update the key policy in the future.";
        var policy = JsonNode.Parse(Policy)!;
        policy["Statement"]![0]!["Action"] = action;
        policy["Statement"]![0]!["Principal"]!["AWS"] = principal;
        var key = await CreateAsync();
        Answer[] answers =
        [
            await CallAsync("PutKeyPolicy", key, ("Policy", policy.ToJsonString())),
            await _sandbox.CallAsync(TestSandbox.Kms, "CreateKey", new JsonObject { ["Policy"] = policy.ToJsonString(), ["BypassPolicyLockoutSafetyCheck"] = false }),
        ];
        Assert.All(answers, answer => Assert.Equal(isAllowed ? 200 : 400, answer.Status));
        Assert.All(answers.Where(answer => answer.Status == 400), answer => Assert.Equal(("MalformedPolicyDocumentException", message), (answer.ErrorType, answer.ErrorMessage)));

        Assert.Equal(200, (await _sandbox.CallAsync(TestSandbox.Kms, "CreateKey", new JsonObject { ["Policy"] = policy.ToJsonString(), ["BypassPolicyLockoutSafetyCheck"] = true })).Status);
        Assert.Equal(200, (await _sandbox.CallAsync(TestSandbox.Kms, "PutKeyPolicy", new JsonObject { ["KeyId"] = key, ["Policy"] = policy.ToJsonString(), ["BypassPolicyLockoutSafetyCheck"] = true })).Status);
    }

    [Fact]
    public async Task There_is_only_the_policy_named_default()
    {
        var answer = await CallAsync("GetKeyPolicy", await CreateAsync(), ("PolicyName", "other"));

        Assert.Equal(("NotFoundException", "No such policy exists"), (answer.ErrorType, answer.ErrorMessage));
    }

    private async Task<string> CreateAsync(string? policy = null)
    {
        var input = policy is null ? new JsonObject() : new JsonObject { ["Policy"] = policy };
        return (await _sandbox.CallAsync(TestSandbox.Kms, "CreateKey", input)).Json["KeyMetadata"]!["KeyId"]!.GetValue<string>();
    }

    private Task<Answer> CallAsync(string operation, string key, params (string Name, string Value)[] more)
    {
        var input = new JsonObject { ["KeyId"] = key };
        foreach (var (name, value) in more)
        {
            input[name] = value;
        }

        return _sandbox.CallAsync(TestSandbox.Kms, operation, input);
    }
}
