using BitbucketConnections.Sandbox.Shapes;

namespace BitbucketConnections.Sandbox.Keys;

/// <summary>The inputs of the KMS operations, with the constraints of the service model.</summary>
internal static class KeyShapes
{
    private static readonly StringShape s_keyId = new(1, 2048);
    private static readonly StringShape s_policyName = new(1, 128, "[\\w]+");
    private static readonly StringShape s_policy = new(1, 131072, "[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+");
    private static readonly StringShape s_marker = new(1, 1024, "[\\u0020-\\u00FF]*");
    private static readonly StringShape s_aliasName = new(1, 256, "^[a-zA-Z0-9:/_-]+$");

    /// <summary>Gets the input of CreateKey.</summary>
    public static StructureShape Create { get; } = new()
    {
        { "Policy", s_policy },
        { "BypassPolicyLockoutSafetyCheck", new BooleanShape() },
        { "Description", new StringShape(0, 8192) },
        { "Tags", new ListShape(new StructureShape { { "TagKey", new StringShape(1, 128), true }, { "TagValue", new StringShape(0, 256), true } }) },
        { "KeyUsage", StringShape.Enum("SIGN_VERIFY", "ENCRYPT_DECRYPT", "GENERATE_VERIFY_MAC", "KEY_AGREEMENT") },
        {
            "CustomerMasterKeySpec",
            StringShape.Enum(
                "RSA_2048", "RSA_3072", "RSA_4096", "ECC_NIST_P256", "ECC_NIST_P384", "ECC_NIST_P521",
                "ECC_SECG_P256K1", "SYMMETRIC_DEFAULT", "HMAC_224", "HMAC_256", "HMAC_384", "HMAC_512", "SM2", "ECC_NIST_EDWARDS25519")
        },
        {
            "KeySpec",
            StringShape.Enum(
                "RSA_2048", "RSA_3072", "RSA_4096", "ECC_NIST_P256", "ECC_NIST_P384", "ECC_NIST_P521",
                "ECC_SECG_P256K1", "SYMMETRIC_DEFAULT", "HMAC_224", "HMAC_256", "HMAC_384", "HMAC_512",
                "SM2", "ML_DSA_44", "ML_DSA_65", "ML_DSA_87", "ECC_NIST_EDWARDS25519")
        },
        { "Origin", StringShape.Enum("AWS_KMS", "EXTERNAL", "AWS_CLOUDHSM", "EXTERNAL_KEY_STORE") },
        { "CustomKeyStoreId", new StringShape(1, 64) },
        { "XksKeyId", new StringShape(1, 128, "^[a-zA-Z0-9-_.]+$") },
        { "MultiRegion", new BooleanShape() },
    };

    /// <summary>Gets the input of ListKeys.</summary>
    public static StructureShape List { get; } = new() { { "Limit", new IntegerShape(1, 1000) }, { "Marker", s_marker } };

    /// <summary>Gets the input of EnableKey and DisableKey.</summary>
    public static StructureShape ByKey { get; } = new() { { "KeyId", s_keyId, true } };

    /// <summary>Gets the input of DescribeKey.</summary>
    public static StructureShape Describe { get; } = new() { { "KeyId", s_keyId, true }, { "GrantTokens", new ListShape(new StringShape(1, 8192), 0, 10) } };

    /// <summary>Gets the input of ScheduleKeyDeletion.</summary>
    public static StructureShape Delete { get; } = new() { { "KeyId", s_keyId, true }, { "PendingWindowInDays", new IntegerShape(1, 365) } };

    /// <summary>Gets the input of GetKeyPolicy.</summary>
    public static StructureShape GetPolicy { get; } = new() { { "KeyId", s_keyId, true }, { "PolicyName", s_policyName } };

    /// <summary>Gets the input of PutKeyPolicy.</summary>
    public static StructureShape PutPolicy { get; } = new()
    {
        { "KeyId", s_keyId, true },
        { "PolicyName", s_policyName },
        { "Policy", s_policy, true },
        { "BypassPolicyLockoutSafetyCheck", new BooleanShape() },
    };

    /// <summary>Gets the input of CreateAlias.</summary>
    public static StructureShape CreateAlias { get; } = new() { { "AliasName", s_aliasName, true }, { "TargetKeyId", s_keyId, true } };

    /// <summary>Gets the input of ListAliases.</summary>
    public static StructureShape ListAliases { get; } = new()
    {
        { "KeyId", s_keyId },
        { "Limit", new IntegerShape(1, 1000) },
        { "Marker", s_marker },
    };
}
