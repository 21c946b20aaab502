using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Net.Sockets;
using System.Security.Authentication;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using BitbucketConnections.Engine.Calling;
using BitbucketConnections.Engine.Configuration;

namespace BitbucketConnections.Engine.Credentials;

/// <summary>Explains why credentials can't be obtained from a source. Removes MFA serial numbers.</summary>
internal sealed class CredentialFailures(string place, bool isProfile, SessionSettings settings)
{
    public ServiceException Explain(Exception failure)
    {
        if (Chain(failure).OfType<ServiceException>().FirstOrDefault() is { } known)
        {
            return known;
        }

        if (Chain(failure).OfType<SilentHostException>().FirstOrDefault() is { } silent)
        {
            return TookTooLong(silent.Message, failure);
        }

        if (Chain(failure).FirstOrDefault(e => e is SocketException or AuthenticationException) is { } network)
        {
            return new ServiceException(
                ServiceErrorKind.EndpointUnreachable,
                $"Cannot get credentials from {place}: {Reason(failure, network)}. Check the network, and any proxy or firewall in between.",
                failure)
            {
                IsRetryable = true,
            };
        }

        var profiles = isProfile ? ProfileStore.ChainOf(settings) : [];
        if (profiles.Find(IsSso) is { } sso && Chain(failure).Any(IsSignInOver))
        {
            return new ServiceException(
                ServiceErrorKind.ProfileInvalid,
                $"The SSO session of the profile '{sso.Name}' has expired or was never started. Run: aws sso login --profile {Quoted(sso.Name)}",
                failure)
            {
                Condition = "CredentialsExpired",
            };
        }

        var serials = profiles.ConvertAll(p => p.Options.MfaSerial).FindAll(s => !string.IsNullOrEmpty(s));
        var reason = string.Join(" ", Chain(failure).Select(e => e.Message).Distinct());
        return new ServiceException(
            ServiceErrorKind.ProfileInvalid,
            $"Cannot get credentials from {place}: {serials.Aggregate(reason, (text, serial) => text.Replace(serial, "****"))}",
            serials.Exists(reason.Contains) ? null : failure)
        {
            Condition = Chain(failure).Any(IsExpired) ? "CredentialsExpired" : profiles.Count == 0 ? "CredentialsUnavailable" : null,
        };
    }

    /// <summary>Creates the error for credentials that time out.</summary>
    public ServiceException TookTooLong(TimeSpan limit) => TookTooLong($"no response within {SilentHostException.Seconds(limit)}", null);

    /// <summary>Quotes the name of a profile for a command line.</summary>
    public static string Quoted(string name) => name.Any(char.IsWhiteSpace) ? $"\"{name}\"" : name;

    private ServiceException TookTooLong(string reason, Exception? failure) => new(
        ServiceErrorKind.OperationTimeout, $"Cannot get credentials from {place}: {reason}. Check the network, and any proxy or firewall in between.", failure)
    {
        IsRetryable = true,
    };

    // .NET names the host in the outer exception. .NET Framework does not.
    private static string Reason(Exception failure, Exception network)
    {
        var around = Chain(failure).OfType<HttpRequestException>().FirstOrDefault()?.Message;
        var reason = (around?.Contains(network.Message) == true ? around : network.Message).TrimEnd('.');
        var host = Chain(failure).Select(e => e.Data[LimitingHandler.HostKey]).OfType<string>().FirstOrDefault();
        return host is null || reason.Contains(host) ? reason : $"{reason} ({host})";
    }

    private static IEnumerable<Exception> Chain(Exception failure)
    {
        for (Exception? e = failure; e is not null; e = e.InnerException)
        {
            yield return e;
        }
    }

    private static bool IsSso(CredentialProfile profile) => profile.Options.SsoStartUrl is not null || profile.Options.SsoSession is not null;

    // The SDK has no exception type for a missing or expired token. The SSO portal rejects a revoked token.
    private static bool IsSignInOver(Exception failure) =>
        failure.Message.Contains("SSO Token")
        || failure is AmazonServiceException { ErrorCode: "UnauthorizedException" };

    private static bool IsExpired(Exception failure) =>
        (failure is AmazonServiceException { ErrorCode: var code } && RefusalCodes.ExpiredCredentials.Has(code))
        || failure.Message.Contains("have already expired");
}
