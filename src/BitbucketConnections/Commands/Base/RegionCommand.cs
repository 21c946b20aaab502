using System.Collections.Generic;
using System.Management.Automation;
using BitbucketConnections.Binding;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Completion;

namespace BitbucketConnections.Commands.Base;

/// <summary>Base of the cmdlets that call one Region with one profile.</summary>
public abstract class RegionCommand : ServiceCommand
{
    /// <summary>Gets or sets the Region, such as <c>us-east-1</c>. Takes precedence over the Region of an ARN or object.</summary>
    [Parameter]
    [Alias("RegionToCall")]
    [RegionTransformation]
    [ValidateNotEmpty("Omit -Region to use the Region of the input, the shell, the environment or the profile.")]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string? Region { get; set; }

    /// <summary>Gets or sets the name of a profile in the shared AWS files.</summary>
    [Parameter]
    [Alias("StoredCredentials", "AWSProfileName")]
    [ValidateNotEmpty("Omit -ProfileName to use the credentials of the shell, the environment or the default profile.")]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    public string? ProfileName { get; set; }

    /// <inheritdoc/>
    private protected override IReadOnlyList<RegionProfile> ReadScopes() => [new RegionProfile(Region, ProfileName)];
}
