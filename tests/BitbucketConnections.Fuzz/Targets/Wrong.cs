namespace BitbucketConnections.Fuzz.Targets;

/// <summary>Reports a wrong result.</summary>
internal static class Wrong
{
    public static void If(bool isWrong, string message)
    {
        if (isWrong)
        {
            throw new WrongResultException(message);
        }
    }
}
