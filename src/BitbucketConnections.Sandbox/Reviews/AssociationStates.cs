namespace BitbucketConnections.Sandbox.Reviews;

/// <summary>The states of an association that the sandbox has, and their reasons.</summary>
internal static class AssociationStates
{
    /// <summary>The association is being created.</summary>
    public const string Associating = "Associating";

    /// <summary>The association is ready.</summary>
    public const string Associated = "Associated";

    /// <summary>The association could not be created.</summary>
    public const string Failed = "Failed";

    /// <summary>The association is being removed.</summary>
    public const string Disassociating = "Disassociating";

    /// <summary>Gets the reason of a state. AWS's examples have those of <see cref="Associating"/> and <see cref="Failed"/>.</summary>
    /// <param name="state">The state.</param>
    /// <returns>The reason, or null.</returns>
    public static string? ReasonOf(string state) => state switch
    {
        Associating => "Pending Repository Association",
        Failed => "Failed, Please retry.",
        Disassociating => "Pending Repository Disassociation",
        _ => null,
    };
}
