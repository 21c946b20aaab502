namespace BitbucketConnections.Binding;

/// <summary>A switch that clears a setting, beside the parameter that sets it. An empty value never clears.</summary>
internal static class ClearSwitch
{
    /// <summary>Chooses between the cleared value and the given one.</summary>
    /// <exception cref="ServiceException">Kind InvalidInput: both are specified.</exception>
    public static T? Choose<T>(string switchName, bool isClear, T? cleared, string valueName, T? value)
        where T : class
    {
        if (!isClear)
        {
            return value;
        }

        return value is null ? cleared : throw ServiceException.FromFindings([new Finding(
            "ClearConflict", $"-{valueName} sets the value that -{switchName} clears. Specify one of the two.")]);
    }
}
