using System;
using System.Threading.Tasks;

namespace BitbucketConnections.Engine.Calling;

/// <summary>Determines whether a failed call with an unknown outcome took effect.</summary>
internal static class OutcomeLookup
{
    /// <summary>Gets how a warning says that a failed call did not do its work, which is certain only if no response was lost.</summary>
    /// <param name="failure">The error of the call.</param>
    public static string WasNot(ServiceException failure) => failure.MayHaveTakenEffect ? "may not have been" : "was not";

    /// <summary>Looks for the resource that a failed call would have created.</summary>
    /// <typeparam name="T">The type of the resource.</typeparam>
    /// <param name="failure">The error of the call.</param>
    /// <param name="look">Finds the resource; returns null if it does not exist.</param>
    /// <returns>The resource; null if it does not exist or can't be read, so the error of the call remains.</returns>
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
            // The verbose line of the call shows the reason. The error says that the outcome is unknown.
            return null;
        }
    }
}
