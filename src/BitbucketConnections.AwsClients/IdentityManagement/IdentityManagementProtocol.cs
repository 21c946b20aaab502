using Amazon.IdentityManagement.Model;
using Amazon.Protocol;

namespace Amazon.IdentityManagement;

/// <summary>How IAM speaks: the version and the errors. A code on the wire has no <c>Exception</c> at its end, the class has.</summary>
internal static class IdentityManagementProtocol
{
    public static AwsQueryService Create() => new("iam", "2010-05-08", ToException);

    private static AmazonIdentityManagementServiceException ToException(ServiceError error) => error.Code switch
    {
        "ConcurrentModification" => new ConcurrentModificationException(error.Message, error.Inner, error.Type, error.Code, error.RequestId, error.Status),
        "DeleteConflict" => new DeleteConflictException(error.Message, error.Inner, error.Type, error.Code, error.RequestId, error.Status),
        "EntityAlreadyExists" => new EntityAlreadyExistsException(error.Message, error.Inner, error.Type, error.Code, error.RequestId, error.Status),
        "InvalidInput" => new InvalidInputException(error.Message, error.Inner, error.Type, error.Code, error.RequestId, error.Status),
        "LimitExceeded" => new LimitExceededException(error.Message, error.Inner, error.Type, error.Code, error.RequestId, error.Status),
        "MalformedPolicyDocument" => new MalformedPolicyDocumentException(error.Message, error.Inner, error.Type, error.Code, error.RequestId, error.Status),
        "NoSuchEntity" => new NoSuchEntityException(error.Message, error.Inner, error.Type, error.Code, error.RequestId, error.Status),
        "PolicyNotAttachable" => new PolicyNotAttachableException(error.Message, error.Inner, error.Type, error.Code, error.RequestId, error.Status),
        "ServiceFailure" => new ServiceFailureException(error.Message, error.Inner, error.Type, error.Code, error.RequestId, error.Status),
        "UnmodifiableEntity" => new UnmodifiableEntityException(error.Message, error.Inner, error.Type, error.Code, error.RequestId, error.Status),
        _ => new AmazonIdentityManagementServiceException(error.Message, error.Inner, error.Type, error.Code, error.RequestId, error.Status),
    };
}
