using System.Collections.Generic;
using static BitbucketConnections.Errors.ErrorRows;

namespace BitbucketConnections.Errors;

/// <summary>The rows of the KMS codes.</summary>
internal static class KeyErrorCodes
{
    private const string ChooseKey = "Enable the key, or choose another key.";
    private const string Store = "Read the message of AWS. An administrator of the custom key store must fix the cause.";

    public static IReadOnlyDictionary<string, ErrorRow> Rows { get; } = new Dictionary<string, ErrorRow>
    {
        ["NotFoundException"] = NotFound("EncryptionKey"),
        ["CloudHsmClusterNotFoundException"] = NotFound("CloudHsmCluster"),
        ["CustomKeyStoreNotFoundException"] = NotFound("CustomKeyStore"),
        ["XksKeyNotFoundException"] = NotFound("ExternalKey"),
        ["XksProxyVpcEndpointServiceNotFoundException"] = NotFound("VpcEndpointService"),

        ["AlreadyExistsException"] = Exists("EncryptionKeyAlias"),
        ["CloudHsmClusterInUseException"] = Exists("CustomKeyStore", "Choose another cluster."),
        ["CustomKeyStoreNameInUseException"] = Exists("CustomKeyStore"),
        ["XksKeyAlreadyInUseException"] = Exists("ExternalKey", "Choose another external key."),
        ["XksProxyUriEndpointInUseException"] = Exists("CustomKeyStore", "Choose another endpoint."),
        ["XksProxyUriInUseException"] = Exists("CustomKeyStore", "Choose another endpoint."),
        ["XksProxyVpcEndpointServiceInUseException"] = Exists("CustomKeyStore", "Choose another endpoint service."),

        ["InvalidAliasNameException"] = Invalid("AliasName"),
        ["InvalidCiphertextException"] = Invalid("Ciphertext"),
        ["InvalidGrantIdException"] = Invalid("Grant"),
        ["InvalidGrantTokenException"] = Invalid("Grant"),
        ["InvalidImportTokenException"] = Invalid("ImportToken"),
        ["ExpiredImportTokenException"] = Invalid("ImportToken"),
        ["InvalidKeyUsageException"] = Invalid("KeyUsage"),
        ["InvalidMarkerException"] = Invalid("Marker"),
        ["IncorrectKeyException"] = Invalid("EncryptionKey"),
        ["IncorrectKeyMaterialException"] = Invalid("KeyMaterial"),
        ["IncorrectTrustAnchorException"] = Invalid("TrustAnchor"),
        ["KMSInvalidMacException"] = Invalid("Mac"),
        ["KMSInvalidSignatureException"] = Invalid("Signature"),
        ["TagException"] = Invalid("Tags"),
        ["CloudHsmClusterInvalidConfigurationException"] = Invalid("CustomKeyStore"),
        ["CloudHsmClusterNotRelatedException"] = Invalid("CustomKeyStore"),
        ["XksKeyInvalidConfigurationException"] = Invalid("CustomKeyStore"),
        ["XksProxyIncorrectAuthenticationCredentialException"] = Invalid("CustomKeyStore"),
        ["XksProxyInvalidConfigurationException"] = Invalid("CustomKeyStore"),
        ["XksProxyVpcEndpointServiceInvalidConfigurationException"] = Invalid("CustomKeyStore"),

        ["DisabledException"] = State("EncryptionKeyDisabled", ChooseKey),
        ["KMSInvalidStateException"] = State("EncryptionKeyNotUsable", ChooseKey),
        ["CloudHsmClusterNotActiveException"] = State("CustomKeyStoreNotUsable", Store),
        ["CustomKeyStoreInvalidStateException"] = State("CustomKeyStoreNotUsable", Store),
        ["CustomKeyStoreHasCMKsException"] = State("CustomKeyStoreNotUsable", Store),
        ["DryRunOperationException"] = State("DryRun", "The call would have succeeded. Repeat it without the dry run."),

        ["KeyUnavailableException"] = Unavailable,
        ["DependencyTimeoutException"] = Failure,
        ["KMSInternalException"] = Failure,
        ["XksProxyUriUnreachableException"] = Unavailable,
        ["XksProxyInvalidResponseException"] = Failure,
    };
}
