namespace BitbucketConnections.Binding;

/// <summary>Combines a switch that clears a setting with the parameter that sets it. An empty value never clears a setting.</summary>
internal static class ClearSwitch
{
    /// <summary>Returns the cleared value or the specified value.</summary>
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
