using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Engine.Calls;

/// <summary>Adds to a failure what was made before it, so that nothing is lost.</summary>
internal static class CreatedResources
{
    public static ServiceException WithCreated(this ServiceException failure, IReadOnlyList<string> created) =>
        created.Count == 0 ? failure : Copy(failure, failure.Message, created.Concat(failure.Created).Distinct().ToList());

    public static ServiceException WithMessage(this ServiceException failure, string message) => Copy(failure, message, failure.Created);

    private static ServiceException Copy(ServiceException failure, string message, IReadOnlyList<string> created) => new(failure.Kind, message, failure)
    {
        ErrorCode = failure.ErrorCode,
        ServiceMessage = failure.ServiceMessage,
        HttpStatusCode = failure.HttpStatusCode,
        RequestId = failure.RequestId,
        Operation = failure.Operation,
        ServiceName = failure.ServiceName,
        Region = failure.Region,
        IsRetryable = failure.IsRetryable,
        MayHaveTakenEffect = failure.MayHaveTakenEffect,
        Findings = failure.Findings,
        Created = created,
    };
}
