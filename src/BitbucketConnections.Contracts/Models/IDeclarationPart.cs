using System.Collections.Generic;

namespace BitbucketConnections;

/// <summary>A part of a pipeline's declaration that keeps the members it has no property for.</summary>
public interface IDeclarationPart
{
    /// <summary>
    /// Gets the members that this version of the module does not know, as JSON text by their path in this part, such as
    /// <c>newMember</c> or <c>gitConfiguration.newMember</c>; null when there are none. They are sent and exported as they are.
    /// </summary>
    IReadOnlyDictionary<string, string>? AdditionalMembers { get; init; }
}
