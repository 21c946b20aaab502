using System.Collections.Generic;
using System.Management.Automation;
using static BitbucketConnections.Errors.ErrorRows;

namespace BitbucketConnections.Errors;

/// <summary>The rows of the IAM codes. Most do not end with <c>Exception</c> in the answer.</summary>
internal static class IdentityErrorCodes
{
    private const string OtherAccount = "Use the management account of the organization, or a delegated administrator account.";

    public static IReadOnlyDictionary<string, ErrorRow> Rows { get; } = new Dictionary<string, ErrorRow>
    {
        ["NoSuchEntity"] = RoleNotFound,
        ["NoSuchEntityException"] = RoleNotFound,
        ["ReportNotPresent"] = NotFound("CredentialReport"),
        ["ReportExpired"] = NotFound("CredentialReport"),
        ["ReportInProgress"] = Unavailable,
        ["OrganizationNotFoundException"] = NotFound("Organization"),

        ["EntityAlreadyExists"] = Exists("Role", "Choose another name with -RoleName."),
        ["DuplicateCertificate"] = Exists("Certificate", "Choose another certificate."),
        ["DuplicateSSHPublicKey"] = Exists("SshPublicKey", "Choose another key."),

        ["InvalidInput"] = InvalidRequest,
        ["InvalidAuthenticationCode"] = Invalid("AuthenticationCode"),
        ["InvalidCertificate"] = Invalid("Certificate"),
        ["MalformedCertificate"] = Invalid("Certificate"),
        ["InvalidPublicKey"] = Invalid("PublicKey"),
        ["UnrecognizedPublicKeyEncoding"] = Invalid("PublicKey"),
        ["KeyPairMismatch"] = Invalid("PublicKey"),
        ["InvalidUserType"] = Invalid("UserType"),
        ["PasswordPolicyViolation"] = Invalid("Password"),
        ["PolicyNotAttachable"] = Invalid("Policy"),

        ["ConcurrentModification"] = Concurrent,
        ["EntityTemporarilyUnmodifiable"] = Concurrent,

        ["LimitExceeded"] = Quota,
        ["ReportGenerationLimitExceeded"] = Quota,

        ["DeleteConflict"] = State("RoleInUse", "Remove the policies and instance profiles of the role first. The message names them."),
        ["UnmodifiableEntity"] = State("RoleNotChangeable", "Only AWS can change a service-linked role. Choose another role."),
        ["FeatureDisabled"] = State("FeatureDisabled", "The feature is already disabled."),
        ["FeatureEnabled"] = State("FeatureEnabled", "The feature is already enabled."),
        ["OrganizationNotInAllFeaturesModeException"] = State("OrganizationLacksFeatures", "Enable all features of the organization first."),
        ["ServiceAccessNotEnabledException"] = State("TrustedAccessNotEnabled", "Enable trusted access for IAM in Organizations first."),

        ["AccountNotManagementOrDelegatedAdministratorException"] = new("WrongAccount", ErrorCategory.PermissionDenied, OtherAccount),
        ["CallerIsNotManagementAccountException"] = new("WrongAccount", ErrorCategory.PermissionDenied, OtherAccount),

        ["NotSupportedService"] = NotSupported,

        ["ServiceFailure"] = Failure,
        ["PolicyEvaluation"] = Failure,
        ["OpenIdIdpCommunicationError"] = Unavailable,
    };
}
