using System;
using Amazon.Util.Internal;

namespace Amazon.Protocol;

/// <summary>The user agent of the clients.</summary>
internal static class ClientUserAgent
{
    private static readonly Lazy<string> s_value = new(() =>
        InternalSDKUtils.BuildUserAgentString(
            "BitbucketConnections", typeof(ClientUserAgent).Assembly.GetName().Version!.ToString(3)));

    public static string Value => s_value.Value;
}
