using System.Management.Automation;

namespace BitbucketConnections.Errors;

/// <summary>Creates all error records of the module.</summary>
internal static class ErrorRecordFactory
{
    /// <summary>Creates the record of a failure.</summary>
    /// <param name="failure">The failure.</param>
    /// <param name="target">The input that failed: a name, an ARN or an object.</param>
    public static ErrorRecord Create(ServiceException failure, object? target)
    {
        var row = ErrorTable.Find(failure);
        Note(failure, "ErrorCode", failure.ErrorCode);
        Note(failure, "Condition", failure.Condition);
        Note(failure, "RequestId", failure.RequestId);
        Note(failure, "Operation", failure.Operation);
        Note(failure, "Region", failure.Region);
        Note(failure, "Retryable", failure.IsRetryable);
        Note(failure, "MayHaveTakenEffect", failure.MayHaveTakenEffect);
        Note(failure, "Created", failure.Created.Count == 0 ? null : string.Join(", ", failure.Created));
        return new ErrorRecord(failure, row.Id, row.Category, target is string text ? Redaction.Message(text) : target)
        {
            ErrorDetails = new ErrorDetails(Redaction.Message(failure.Message)) { RecommendedAction = failure.RecommendedAction ?? row.Advice },
        };
    }

    private static void Note(ServiceException failure, string key, object? value)
    {
        if (value is not null)
        {
            failure.Data[key] = value;
        }
    }
}
