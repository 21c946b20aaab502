using System.Linq;
using BitbucketConnections.Sandbox.Protocols;

namespace BitbucketConnections.Sandbox.Reviews;

/// <summary>Finds the association of a call.</summary>
internal static class RequestedAssociation
{
    /// <summary>Finds an association in the account and Region of the call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="arn">The ARN.</param>
    /// <returns>The association, or null.</returns>
    public static AssociationRecord? Find(ServiceCall call, string arn) =>
        call.RegionState.Part<AssociationStore>().At(call.Now).FirstOrDefault(association => association.Arn == arn);

    /// <summary>Creates the error for an association that is not found. AWS's text is not known.</summary>
    /// <param name="code">The error code of the operation.</param>
    /// <param name="arn">The ARN.</param>
    /// <returns>The error.</returns>
    public static AwsErrorException NotFound(string code, string arn) => new(code, $"The repository association {arn} was not found.");
}
