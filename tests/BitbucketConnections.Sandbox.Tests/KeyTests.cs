using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Tests.Support;

namespace BitbucketConnections.Sandbox.Tests;

public sealed class KeyTests : IDisposable
{
    private const string None = "11111111-2222-3333-4444-555555555555";
    private const string Account = "arn:aws:kms:us-east-1:123456789012:";

    private readonly TestSandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task A_key_is_found_by_each_of_its_identifiers()
    {
        var key = await CreateAsync();
        await CallAsync("CreateAlias", new JsonObject { ["AliasName"] = "alias/mine", ["TargetKeyId"] = Text(key, "Arn") });

        foreach (var name in new[] { Text(key, "KeyId"), Text(key, "Arn"), "alias/mine", Account + "alias/mine" })
        {
            Assert.Equal(key.ToJsonString(), (await DescribeAsync(name)).Json["KeyMetadata"]!.ToJsonString());
        }

        Assert.Equal(("ENCRYPT_DECRYPT", "SYMMETRIC_DEFAULT", "Enabled", "CUSTOMER"), (Text(key, "KeyUsage"), Text(key, "KeySpec"), Text(key, "KeyState"), Text(key, "KeyManager")));
    }

    public static TheoryData<string, string, string> NotFound => new()
    {
        { None, "NotFoundException", $"Key '{Account}key/{None}' does not exist" },
        { $"{Account}key/{None}", "NotFoundException", $"Key '{Account}key/{None}' does not exist" },
        { "alias/none", "NotFoundException", $"Alias {Account}alias/none is not found." },
        { $"{Account}alias/none", "NotFoundException", $"Alias {Account}alias/none is not found." },
        { "mine", "NotFoundException", "Invalid keyId 'mine'" },
        { $"arn:aws:kms:eu-west-1:123456789012:key/{None}", "NotFoundException", "Invalid arn eu-west-1" },
        { "arn:aws:s3:::bucket", "InvalidArnException", "Invalid arn arn:aws:s3:::bucket" },
        { $"arn:aws:kms:us-east-1:210987654321:key/{None}", "AccessDeniedException", $"User: arn:aws:iam::123456789012:user/sandbox is not authorized to perform: kms:DescribeKey on resource: arn:aws:kms:us-east-1:210987654321:key/{None} because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access" },
    };

    [Theory]
    [MemberData(nameof(NotFound))]
    public async Task The_identifier_of_a_missing_key_is_rejected(string name, string type, string message)
    {
        var answer = await DescribeAsync(name);

        Assert.Equal((400, type, message), (answer.Status, answer.ErrorType, answer.ErrorMessage));
    }

    [Fact]
    public async Task A_key_exists_only_in_its_Region()
    {
        var key = await CreateAsync();

        var elsewhere = await _sandbox.CallAsync(TestSandbox.Kms, "DescribeKey", new JsonObject { ["KeyId"] = Text(key, "KeyId") }, region: "eu-west-1");

        Assert.Equal($"Key 'arn:aws:kms:eu-west-1:123456789012:key/{Text(key, "KeyId")}' does not exist", elsewhere.ErrorMessage);
    }

    [Fact]
    public async Task A_key_can_be_disabled_enabled_and_deleted()
    {
        var id = Text(await CreateAsync(), "KeyId");
        await CallAsync("DisableKey", new JsonObject { ["KeyId"] = id });
        Assert.Equal((false, "Disabled"), await StateAsync(id));
        await CallAsync("EnableKey", new JsonObject { ["KeyId"] = id });
        Assert.Equal((true, "Enabled"), await StateAsync(id));

        var scheduled = (await CallAsync("ScheduleKeyDeletion", new JsonObject { ["KeyId"] = id, ["PendingWindowInDays"] = 7 })).Json;

        Assert.Equal(("PendingDeletion", 7), (Text(scheduled, "KeyState"), scheduled["PendingWindowInDays"]!.GetValue<int>()));
        Assert.Equal((false, "PendingDeletion"), await StateAsync(id));
        var again = await _sandbox.CallAsync(TestSandbox.Kms, "EnableKey", new JsonObject { ["KeyId"] = id });
        Assert.Equal(("KMSInvalidStateException", $"{Account}key/{id} is pending deletion."), (again.ErrorType, again.ErrorMessage));
    }

    [Fact]
    public async Task The_key_of_S3_is_created_at_the_first_use_of_its_alias()
    {
        var first = (await DescribeAsync("alias/aws/s3")).Json["KeyMetadata"]!;

        Assert.Equal("AWS", Text(first, "KeyManager"));
        Assert.Equal(Text(first, "KeyId"), Text((await DescribeAsync("alias/aws/s3")).Json["KeyMetadata"]!, "KeyId"));
        var disabled = await _sandbox.CallAsync(TestSandbox.Kms, "DisableKey", new JsonObject { ["KeyId"] = Text(first, "KeyId") });
        Assert.Equal("AccessDeniedException", disabled.ErrorType);
    }

    [Theory]
    [InlineData("RSA_2048", "ENCRYPT_DECRYPT", true)]
    [InlineData("RSA_2048", "SIGN_VERIFY", true)]
    [InlineData("HMAC_256", "GENERATE_VERIFY_MAC", true)]
    [InlineData("ECC_NIST_P256", "KEY_AGREEMENT", true)]
    [InlineData("HMAC_256", "ENCRYPT_DECRYPT", false)]
    [InlineData("SYMMETRIC_DEFAULT", "SIGN_VERIFY", false)]
    public async Task A_key_spec_allows_only_its_own_usages(string spec, string usage, bool fits)
    {
        var answer = await _sandbox.CallAsync(TestSandbox.Kms, "CreateKey", new JsonObject { ["KeySpec"] = spec, ["KeyUsage"] = usage });

        Assert.Equal(fits ? null : "ValidationException", answer.Status == 200 ? null : answer.ErrorType);
    }

    [Theory]
    [InlineData("SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT", "EncryptionAlgorithms", "SYMMETRIC_DEFAULT")]
    [InlineData("RSA_2048", "ENCRYPT_DECRYPT", "EncryptionAlgorithms", "RSAES_OAEP_SHA_1 RSAES_OAEP_SHA_256")]
    [InlineData("ECC_NIST_P384", "SIGN_VERIFY", "SigningAlgorithms", "ECDSA_SHA_384")]
    [InlineData("HMAC_512", "GENERATE_VERIFY_MAC", "MacAlgorithms", "HMAC_SHA_512")]
    [InlineData("ECC_NIST_P256", "KEY_AGREEMENT", "KeyAgreementAlgorithms", "ECDH")]
    public async Task A_key_has_the_algorithms_of_its_usage_alone(string spec, string usage, string member, string names)
    {
        var key = (await _sandbox.CallAsync(TestSandbox.Kms, "CreateKey", new JsonObject { ["CustomerMasterKeySpec"] = spec, ["KeyUsage"] = usage })).Json["KeyMetadata"]!.AsObject();

        Assert.Equal(spec, Text(key, "KeySpec"));
        Assert.Equal(names, string.Join(" ", key[member]!.AsArray().Select(name => (string)name!)));
        Assert.Equal([member], key.Select(part => part.Key).Where(name => name.EndsWith("Algorithms", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task K1_a_multi_Region_key_has_its_own_form_of_id()
    {
        var key = (await _sandbox.CallAsync(TestSandbox.Kms, "CreateKey", new JsonObject { ["MultiRegion"] = true })).Json["KeyMetadata"]!;

        Assert.Matches("^mrk-[0-9a-f]{32}$", Text(key, "KeyId"));
        Assert.True((bool)key["MultiRegion"]!);
        Assert.Equal(
            $$"""{"MultiRegionKeyType":"PRIMARY","PrimaryKey":{"Arn":"{{Text(key, "Arn")}}","Region":"us-east-1"},"ReplicaKeys":[]}""", key["MultiRegionConfiguration"]!.ToJsonString());
        Assert.Equal(200, (await DescribeAsync(Text(key, "KeyId"))).Status);
        var none = "mrk-" + new string('0', 32);
        Assert.Equal($"Key '{Account}key/{none}' does not exist", (await DescribeAsync(none)).ErrorMessage);
    }

    [Fact]
    public async Task K2_only_a_symmetric_key_has_the_id_of_its_material()
    {
        Assert.Matches("^[0-9a-f]{64}$", Text(await CreateAsync(), "CurrentKeyMaterialId"));
        Assert.Matches("^[0-9a-f]{64}$", Text((await DescribeAsync("alias/aws/s3")).Json["KeyMetadata"]!, "CurrentKeyMaterialId"));

        var other = await _sandbox.CallAsync(TestSandbox.Kms, "CreateKey", new JsonObject { ["KeySpec"] = "RSA_2048", ["KeyUsage"] = "SIGN_VERIFY" });
        Assert.False(other.Json["KeyMetadata"]!.AsObject().ContainsKey("CurrentKeyMaterialId"));
    }

    [Theory]
    [InlineData("""{"Origin":"EXTERNAL"}""", "UnsupportedOperationException", "The sandbox has only keys of the origin AWS_KMS: Origin, CustomKeyStoreId and XksKeyId can't be used.")]
    [InlineData("""{"CustomKeyStoreId":"cks-1"}""", "UnsupportedOperationException", "The sandbox has only keys of the origin AWS_KMS: Origin, CustomKeyStoreId and XksKeyId can't be used.")]
    [InlineData("""{"KeySpec":"RSA_2048","CustomerMasterKeySpec":"RSA_2048","KeyUsage":"SIGN_VERIFY"}""", "ValidationException", "You cannot specify KeySpec and CustomerMasterKeySpec in the same request. CustomerMasterKeySpec is deprecated.")]
    [InlineData("""{"KeySpec":"HMAC_256"}""", "ValidationException", "You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.")]
    public async Task A_key_that_the_sandbox_cannot_have_is_refused(string input, string type, string message)
    {
        var answer = await _sandbox.CallAsync(TestSandbox.Kms, "CreateKey", JsonNode.Parse(input));

        Assert.Equal((400, type, message), (answer.Status, answer.ErrorType, answer.ErrorMessage));
    }

    [Theory]
    [InlineData("CustomerMasterKeySpec", "NoSuchSpec", "ValidationException")]
    [InlineData("CustomerMasterKeySpec", "ML_DSA_44", "ValidationException")]
    [InlineData("Origin", "NoSuchOrigin", "ValidationException")]
    [InlineData("Origin", "EXTERNAL", "UnsupportedOperationException")]
    [InlineData("CustomKeyStoreId", "", "ValidationException")]
    [InlineData("CustomKeyStoreId", "cks-1", "UnsupportedOperationException")]
    [InlineData("XksKeyId", "no match", "ValidationException")]
    [InlineData("XksKeyId", "xks-1", "UnsupportedOperationException")]
    public async Task A_member_of_a_new_key_is_checked_and_never_dropped(string member, string value, string expected)
    {
        var answer = await _sandbox.CallAsync(TestSandbox.Kms, "CreateKey", new JsonObject { [member] = value });

        Assert.Equal((400, expected), (answer.Status, answer.ErrorType));
    }

    [Fact]
    public async Task A_grant_token_is_never_valid_because_there_are_no_grants()
    {
        var id = Text(await CreateAsync(), "KeyId");

        Assert.Equal(200, (await _sandbox.CallAsync(TestSandbox.Kms, "DescribeKey", new JsonObject { ["KeyId"] = id, ["GrantTokens"] = new JsonArray() })).Status);
        Assert.Equal("InvalidGrantTokenException", (await _sandbox.CallAsync(TestSandbox.Kms, "DescribeKey", new JsonObject { ["KeyId"] = id, ["GrantTokens"] = new JsonArray("token") })).ErrorType);
    }

    [Fact]
    public async Task The_older_name_of_a_key_spec_is_the_key_spec_and_not_both_can_be_given()
    {
        var key = (await CallAsync("CreateKey", new JsonObject { ["CustomerMasterKeySpec"] = "RSA_2048", ["KeyUsage"] = "SIGN_VERIFY" })).Json["KeyMetadata"]!;
        Assert.Equal("RSA_2048", (string?)key["KeySpec"]);

        var both = await _sandbox.CallAsync(TestSandbox.Kms, "CreateKey", new JsonObject { ["CustomerMasterKeySpec"] = "RSA_2048", ["KeySpec"] = "RSA_2048", ["KeyUsage"] = "SIGN_VERIFY" });
        Assert.Equal("ValidationException", both.ErrorType);
    }

    public static TheoryData<string, string, string, string> BadAliases => new()
    {
        { "mine", "", "ValidationException", "Alias must start with the prefix \"alias/\" and have a name after it." },
        { "alias/", "", "ValidationException", "Alias must start with the prefix \"alias/\" and have a name after it." },
        { "alias/aws/mine", "", "InvalidAliasNameException", "Aliases that start with \"alias/aws/\" are reserved for AWS managed keys." },
        { "alias/taken", "", "AlreadyExistsException", $"An alias with the name {Account}alias/taken already exists" },
        { "alias/new", "alias/taken", "ValidationException", "Aliases must refer to keys. Not aliases" },
        { "alias/new", None, "NotFoundException", $"Key '{Account}key/{None}' does not exist" },
        { "alias/a b", "", "ValidationException", "1 validation error detected: Value 'alias/a b' at 'aliasName' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[a-zA-Z0-9:/_-]+$" },
    };

    [Theory]
    [MemberData(nameof(BadAliases))]
    public async Task An_invalid_alias_is_rejected(string name, string target, string type, string message)
    {
        var id = Text(await CreateAsync(), "KeyId");
        await CallAsync("CreateAlias", new JsonObject { ["AliasName"] = "alias/taken", ["TargetKeyId"] = id });

        var answer = await _sandbox.CallAsync(
            TestSandbox.Kms, "CreateAlias", new JsonObject { ["AliasName"] = name, ["TargetKeyId"] = target.Length == 0 ? id : target });

        Assert.Equal((400, type, message), (answer.Status, answer.ErrorType, answer.ErrorMessage));
    }

    [Fact]
    public async Task Aliases_are_listed_in_pages_and_for_one_key()
    {
        var (one, two) = (Text(await CreateAsync(), "KeyId"), Text(await CreateAsync(), "KeyId"));
        foreach (var (name, key) in new[] { ("a", one), ("b", two), ("c", one) })
        {
            await CallAsync("CreateAlias", new JsonObject { ["AliasName"] = "alias/" + name, ["TargetKeyId"] = key });
        }

        var first = (await CallAsync("ListAliases", new JsonObject { ["Limit"] = 2 })).Json;
        var second = (await CallAsync("ListAliases", new JsonObject { ["Limit"] = 2, ["Marker"] = Text(first, "NextMarker") })).Json;

        Assert.Equal(["alias/a", "alias/b"], Names(first));
        Assert.Equal(["alias/c"], Names(second));
        Assert.Equal((true, false), (first["Truncated"]!.GetValue<bool>(), second["Truncated"]!.GetValue<bool>()));
        Assert.Equal(["alias/a", "alias/c"], Names((await CallAsync("ListAliases", new JsonObject { ["KeyId"] = one })).Json));
        Assert.Equal("InvalidMarkerException", (await _sandbox.CallAsync(TestSandbox.Kms, "ListAliases", new JsonObject { ["Marker"] = "x" })).ErrorType);
    }

    [Fact]
    public async Task Keys_are_listed_in_pages()
    {
        var created = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            created.Add(Text(await CreateAsync(), "Arn"));
        }

        var first = (await CallAsync("ListKeys", new JsonObject { ["Limit"] = 2 })).Json;
        var second = (await CallAsync("ListKeys", new JsonObject { ["Limit"] = 2, ["Marker"] = Text(first, "NextMarker") })).Json;

        Assert.Equal((2, true, 1, false), (Keys(first).Count, first["Truncated"]!.GetValue<bool>(), Keys(second).Count, second["Truncated"]!.GetValue<bool>()));
        Assert.Equal(created.Order(StringComparer.Ordinal), [.. Keys(first), .. Keys(second)]);
        Assert.Null(second["NextMarker"]);
        Assert.Equal("InvalidMarkerException", (await _sandbox.CallAsync(TestSandbox.Kms, "ListKeys", new JsonObject { ["Marker"] = "x" })).ErrorType);

        static List<string> Keys(JsonNode answer) => [.. answer["Keys"]!.AsArray().Select(key => Text(key!, "KeyArn"))];
    }

    private static string Text(JsonNode node, string member) => node[member]!.GetValue<string>();

    private static List<string> Names(JsonNode answer) => [.. answer["Aliases"]!.AsArray().Select(alias => Text(alias!, "AliasName"))];

    private async Task<JsonNode> CreateAsync() => (await CallAsync("CreateKey", new JsonObject { ["Description"] = "d" })).Json["KeyMetadata"]!;

    private Task<Answer> DescribeAsync(string name) => _sandbox.CallAsync(TestSandbox.Kms, "DescribeKey", new JsonObject { ["KeyId"] = name });

    private async Task<(bool Enabled, string State)> StateAsync(string id)
    {
        var key = (await DescribeAsync(id)).Json["KeyMetadata"]!;
        return (key["Enabled"]!.GetValue<bool>(), Text(key, "KeyState"));
    }

    private async Task<Answer> CallAsync(string operation, JsonObject input)
    {
        var answer = await _sandbox.CallAsync(TestSandbox.Kms, operation, input);
        Assert.Equal((200, string.Empty), (answer.Status, answer.Status == 200 ? string.Empty : answer.Body));
        return answer;
    }
}
