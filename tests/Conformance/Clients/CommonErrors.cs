using System;
using System.Collections.Generic;

/// <summary>The error codes that every operation of a protocol can have, besides those of its model.</summary>
public static class CommonErrors
{
    private static readonly HashSet<string> s_json = new HashSet<string>
    {
        "AccessDeniedException", "InvalidSignatureException", "MissingAuthenticationTokenException", "SerializationException", "ThrottlingException",
        "UnknownOperationException", "UnrecognizedClientException", "ValidationException",
    };

    private static readonly HashSet<string> s_query = new HashSet<string>
    {
        "AccessDenied", "InvalidAction", "InvalidClientTokenId", "InvalidParameterValue", "MalformedInput", "MissingAuthenticationToken", "SignatureDoesNotMatch",
        "Throttling", "ValidationError",
    };

    // Models of S3 have few errors. These are in its list of error codes.
    private static readonly HashSet<string> s_storage = new HashSet<string>
    {
        "AccessDenied", "AuthorizationHeaderMalformed", "BucketNotEmpty", "IllegalLocationConstraintException", "InvalidArgument", "InvalidBucketName", "InvalidRequest",
        "MalformedPolicy", "MalformedXML", "NoSuchBucket", "NoSuchBucketPolicy", "NoSuchPublicAccessBlockConfiguration", "NotImplemented", "PermanentRedirect",
        "ServerSideEncryptionConfigurationNotFoundError",
    };

    /// <summary>Returns whether a code says that the input is invalid, and not what the state is.</summary>
    public static bool IsAboutInput(string code) =>
        code.StartsWith("Invalid", StringComparison.Ordinal) || code.StartsWith("Malformed", StringComparison.Ordinal) || code.StartsWith("Validation", StringComparison.Ordinal)
        || code == "SerializationException" || code == "IllegalLocationConstraintException";

    public static bool Has(string protocol, string code) => (protocol == "query" ? s_query : protocol == "rest-xml" ? s_storage : s_json).Contains(code);
}
