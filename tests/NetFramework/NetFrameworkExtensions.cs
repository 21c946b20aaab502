using System;
using System.Globalization;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Tests;

/// <summary>Members of newer frameworks that the tests use and that are not in .NET Framework 4.7.2 or the Polyfill package.</summary>
internal static class NetFrameworkExtensions
{
    extension(DateTime)
    {
        internal static DateTime UnixEpoch => new(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    }

    extension(TimeSpan)
    {
        public static TimeSpan operator *(TimeSpan time, double factor) => TimeSpan.FromTicks((long)Math.Round(time.Ticks * factor));

        public static TimeSpan operator /(TimeSpan time, double divisor) => TimeSpan.FromTicks((long)Math.Round(time.Ticks / divisor));
    }

    extension(Socket socket)
    {
        internal async ValueTask<Socket> AcceptAsync(CancellationToken cancellationToken)
        {
            using var stop = cancellationToken.Register(socket.Dispose);
            return await SocketTaskExtensions.AcceptAsync(socket);
        }
    }

    extension(string text)
    {
        internal string Replace(string oldValue, string? newValue, StringComparison comparison) => comparison == StringComparison.Ordinal
            ? text.Replace(oldValue, newValue)
            : throw new NotSupportedException(string.Format(CultureInfo.InvariantCulture, "Replace with {0} is not available in this framework.", comparison));
    }
}
