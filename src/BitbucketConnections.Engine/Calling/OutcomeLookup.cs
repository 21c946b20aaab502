using System;
using System.Threading.Tasks;

namespace BitbucketConnections.Engine.Calling;

/// <summary>Finds out whether a failed call, of which it is not known whether AWS carried it out, was carried out.</summary>
internal static class OutcomeLookup
{
    /// <summary>Looks for what a failed call would have made.</summary>
    /// <typeparam name="T">What is looked for.</typeparam>
    /// <param name="failure">The failure of the call.</param>
    /// <param name="look">Finds what the call would have made; null when it is not there.</param>
    /// <returns>What was found; null when it is not there or can't be looked for, so that the failure stands.</returns>
    public static async Task<T?> FindAsync<T>(ServiceException failure, Func<Task<T?>> look)
        where T : class
    {
        if (!failure.MayHaveTakenEffect)
        {
            return null;
        }

        try
        {
            return await look().ConfigureAwait(false);
        }
        catch (ServiceException)
        {
            // The verbose line of the call tells why; the failure says that the outcome is not known.
            return null;
        }
    }
}
