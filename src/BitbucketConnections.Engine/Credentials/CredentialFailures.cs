using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text.RegularExpressions;
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

        var expired = Chain(failure).Any(IsExpired) ? "CredentialsExpired" : null;
        if (isProfile && ProfileProblem.Find(ProfileStore.NameOf(settings), settings) is { } problem)
        {
            return new ServiceException(ServiceErrorKind.ProfileInvalid, $"{ProfileStore.Sentence(settings)} can't be used: {problem}.", failure);
        }

        if (profiles.Find(p => !string.IsNullOrEmpty(p.Options.CredentialProcess)) is { } process)
        {
            return new ServiceException(
                ServiceErrorKind.ProfileInvalid, $"The credential_process of the profile '{process.Name}' {ProcessReason(failure)}. Run the command of the profile, and fix the cause.", failure)
            {
                Condition = expired,
            };
        }

        var serials = profiles.ConvertAll(p => p.Options.MfaSerial).FindAll(s => !string.IsNullOrEmpty(s));
        var reason = string.Join(" ", Chain(failure).Select(e => e.Message).Distinct());
        return new ServiceException(
            ServiceErrorKind.ProfileInvalid,
            $"Cannot get credentials from {place}: {serials.Aggregate(reason, (text, serial) => text.Replace(serial, "****")).TrimEnd('.')}.",
            serials.Exists(reason.Contains) ? null : failure)
        {
            Condition = expired ?? (profiles.Count == 0 ? "CredentialsUnavailable" : null),
        };
    }

    /// <summary>Checks that keys can be sent. A line break in a variable or file is common, and .NET's exception for it does not name the cause.</summary>
    /// <param name="keys">The keys.</param>
    /// <returns>The same keys.</returns>
    /// <exception cref="ServiceException">Kind ProfileInvalid: a key contains a character that no key has.</exception>
    public ImmutableCredentials Check(ImmutableCredentials keys)
    {
        var wrong = !IsText(keys.AccessKey) ? "access key" : !IsText(keys.Token) ? "session token" : null;
        return wrong is null ? keys : throw new ServiceException(
            ServiceErrorKind.ProfileInvalid,
            $"The {wrong} from {place} contains a space, a line break or a character that is not ASCII. Set it again.")
        {
            Condition = "CredentialsMalformed",
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

    // The SDK reports the exit code, the error text of the process, or the parser's message about its output.
    private static string ProcessReason(Exception failure)
    {
        var message = string.Join(" ", Chain(failure).Select(e => e.Message));
        var exit = Regex.Match(message, @"exit value (-?[0-9]+) with the error -\s*(.*)", RegexOptions.CultureInvariant | RegexOptions.Singleline);
        if (!exit.Success)
        {
            return message.Contains("JSON") ? "returned no valid credentials. The output must be JSON with Version 1, AccessKeyId and SecretAccessKey" : "failed: " + message.TrimEnd('.');
        }

        var line = exit.Groups[2].Value.Split('\n')[0].Trim();
        return $"failed with exit code {exit.Groups[1].Value}{(line.Length > 0 ? ": " + line.TrimEnd('.') : null)}";
    }

    // .NET names the host in the outer exception. .NET Framework does not.
    private static string Reason(Exception failure, Exception network)
    {
        var around = Chain(failure).OfType<HttpRequestException>().FirstOrDefault()?.Message;
        var reason = (around?.Contains(network.Message) == true ? around : network.Message).TrimEnd('.');
        var host = Chain(failure).Select(e => e.Data[LimitingHandler.HostKey]).OfType<string>().FirstOrDefault();
        return host is null || reason.Contains(host) ? reason : $"{reason} ({host})";
    }

    private static bool IsText(string? value)
    {
        foreach (var character in value ?? string.Empty)
        {
            if (character is <= ' ' or > '~')
            {
                return false;
            }
        }

        return true;
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
