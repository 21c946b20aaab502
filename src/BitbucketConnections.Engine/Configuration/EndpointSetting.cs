using System;
using System.IO;
using System.Linq;
using Amazon.Runtime;

namespace BitbucketConnections.Engine.Configuration;

/// <summary>Checks the custom endpoint of a client. The SDK would accept any text with a colon, and its exception does not name the setting.</summary>
internal static class EndpointSetting
{
    /// <summary>Gets the custom endpoint.</summary>
    /// <param name="config">The configuration of the client.</param>
    /// <param name="settings">The settings of the session.</param>
    /// <returns>The endpoint; null for the AWS endpoint.</returns>
    /// <exception cref="ServiceException">The endpoint is not valid, or the profile can't be read.</exception>
    public static Uri? Read(ClientConfig config, SessionSettings settings)
    {
        try
        {
            return config.ServiceURL is not { Length: > 0 } text ? null : Parse(text) ?? throw Invalid(text, settings);
        }
        catch (AmazonClientException)
        {
            throw Invalid(null, settings);
        }
        catch (InvalidDataException failure)
        {
            throw ProfileStore.Unreadable(settings, failure);
        }
    }

    private static Uri? Parse(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.Host.Length > 0 ? url : null;

    private static ServiceException Invalid(string? text, SessionSettings settings)
    {
        var variables = AwsEnvironment.Endpoints.Where(variable => Parse(variable.Url) is null).ToList();
        var message = variables.Count > 0
            ? string.Join(" ", variables.Select(variable => $"'{variable.Url}' ({variable.Name}) is not a valid endpoint."))
            : $"The endpoint_url {(text is null ? null : $"'{text}' ")}of {ProfileStore.Describe(settings)} is not valid.";
        return ServiceException.FromFindings([new Finding("InvalidEndpointUrl", message + " Specify http:// or https:// and a host.")]);
    }
}
