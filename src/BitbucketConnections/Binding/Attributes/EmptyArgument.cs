using System.Management.Automation;

namespace BitbucketConnections.Binding.Attributes;

/// <summary>Refuses an empty argument on the command line for a parameter that accepts an empty property of a piped object.</summary>
internal static class EmptyArgument
{
    /// <summary>Refuses the parameter if it is bound and empty. Call this method before pipeline input is bound.</summary>
    /// <exception cref="ParameterBindingException">The parameter is bound and empty.</exception>
    public static void Refuse(PSCmdlet cmdlet, string parameter, string remedy)
    {
        if (cmdlet.MyInvocation.BoundParameters.TryGetValue(parameter, out var value) && ValidateNotEmptyAttribute.Find(value) is { } rule)
        {
            cmdlet.ThrowTerminatingError(new ErrorRecord(
                new ValidationMetadataException($"Cannot validate argument on parameter '{parameter}'. {rule} {remedy}"), "ParameterArgumentValidationError", ErrorCategory.InvalidData, null));
        }
    }
}
