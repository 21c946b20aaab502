using System;
using System.Collections.Generic;
using System.Security.Cryptography;
using System.Text;
using BitbucketConnections.Sandbox.Formats;

namespace BitbucketConnections.Sandbox.Keys;

/// <summary>The usages and algorithms of the specs of keys, as in AWS's documentation.</summary>
internal static class KeySpecs
{
    /// <summary>The spec of symmetric keys.</summary>
    public const string Symmetric = "SYMMETRIC_DEFAULT";

    /// <summary>The usage of keys that encrypt.</summary>
    public const string Encrypt = "ENCRYPT_DECRYPT";

    private const string Mac = "GENERATE_VERIFY_MAC";
    private const string Agree = "KEY_AGREEMENT";

    /// <summary>Determines whether a spec allows a usage.</summary>
    /// <param name="spec">The spec.</param>
    /// <param name="usage">The usage.</param>
    /// <returns>True if it does; otherwise false.</returns>
    public static bool Allows(string spec, string usage) => usage switch
    {
        Encrypt => spec is Symmetric or "SM2" || Is(spec, "RSA_"),
        Mac => Is(spec, "HMAC_"),
        Agree => spec is "SM2" || Is(spec, "ECC_NIST_P"),
        _ => spec != Symmetric && !Is(spec, "HMAC_"),
    };

    /// <summary>Gets the algorithms of a key.</summary>
    /// <param name="spec">Its spec.</param>
    /// <param name="usage">Its usage.</param>
    /// <returns>The member of the metadata that has them, and the algorithms.</returns>
    public static (string Member, IReadOnlyList<string> Names) Algorithms(string spec, string usage) => usage switch
    {
        Encrypt => ("EncryptionAlgorithms", spec switch { Symmetric => [Symmetric], "SM2" => ["SM2PKE"], _ => ["RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256"] }),
        Mac => ("MacAlgorithms", ["HMAC_SHA_" + spec.Substring("HMAC_".Length)]),
        Agree => ("KeyAgreementAlgorithms", ["ECDH"]),
        _ => ("SigningAlgorithms", SigningAlgorithms(spec)),
    };

    /// <summary>Makes the id of the key material.</summary>
    /// <param name="spec">The spec of the key.</param>
    /// <param name="keyId">The id of the key.</param>
    /// <returns>64 hexadecimal digits; null for a key that is not symmetric.</returns>
    public static string? MaterialOf(string spec, string keyId)
    {
        if (spec != Symmetric)
        {
            return null;
        }

        using var sha = SHA256.Create();
        return Hex.Lower(sha.ComputeHash(Encoding.UTF8.GetBytes(keyId)));
    }

    private static IReadOnlyList<string> SigningAlgorithms(string spec) => spec switch
    {
        "ECC_NIST_P256" or "ECC_SECG_P256K1" => ["ECDSA_SHA_256"],
        "ECC_NIST_P384" => ["ECDSA_SHA_384"],
        "ECC_NIST_P521" => ["ECDSA_SHA_512"],
        "ECC_NIST_EDWARDS25519" => ["ED25519_SHA_512", "ED25519_PH_SHA_512"],
        "SM2" => ["SM2DSA"],
        _ when Is(spec, "ML_DSA_") => ["ML_DSA_SHAKE_256"],
        _ =>
        [
            "RSASSA_PKCS1_V1_5_SHA_256", "RSASSA_PKCS1_V1_5_SHA_384", "RSASSA_PKCS1_V1_5_SHA_512",
            "RSASSA_PSS_SHA_256", "RSASSA_PSS_SHA_384", "RSASSA_PSS_SHA_512",
        ],
    };

    private static bool Is(string spec, string family) => spec.StartsWith(family, StringComparison.Ordinal);
}
