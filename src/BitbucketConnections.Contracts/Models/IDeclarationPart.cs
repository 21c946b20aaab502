using System.Collections.Generic;

namespace BitbucketConnections;

/// <summary>A part of a pipeline declaration. It keeps members that have no property.</summary>
public interface IDeclarationPart
{
    /// <summary>
    /// Gets the members that this version of the module does not know, as JSON text by path, such as <c>newMember</c> or
    /// <c>gitConfiguration.newMember</c>; null if there are none. They are sent and exported unchanged.
    /// </summary>
    IReadOnlyDictionary<string, string>? AdditionalMembers { get; init; }
}
