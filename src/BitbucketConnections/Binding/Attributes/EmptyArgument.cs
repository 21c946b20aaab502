using System.Management.Automation;

namespace BitbucketConnections.Binding.Attributes;

/// <summary>Refuses an empty argument of the command line where a piped object may have an empty property of the same name.</summary>
internal static class EmptyArgument
{
    /// <summary>Refuses the parameter when it is bound and empty. Call it before pipeline input is bound.</summary>
    /// <exception cref="ParameterBindingException">It is.</exception>
    public static void Refuse(PSCmdlet cmdlet, string parameter, string remedy)
    {
        if (cmdlet.MyInvocation.BoundParameters.TryGetValue(parameter, out var value) && ValidateNotEmptyAttribute.Find(value) is { } rule)
        {
            cmdlet.ThrowTerminatingError(new ErrorRecord(
                new ValidationMetadataException($"Cannot validate argument on parameter '{parameter}'. {rule} {remedy}"), "ParameterArgumentValidationError", ErrorCategory.InvalidData, null));
        }
    }
}
