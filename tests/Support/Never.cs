using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Tests;

/// <summary>A call that ends only because it is cancelled.</summary>
internal static class Never
{
    public static Task EndsAsync(CancellationToken token) => Task.Delay(Timeout.Infinite, token);
}
