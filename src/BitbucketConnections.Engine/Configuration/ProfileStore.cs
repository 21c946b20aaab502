using System;
using System.Collections.Generic;
using System.IO;
using System.Text.RegularExpressions;
using Amazon;
using Amazon.Runtime.CredentialManagement;

namespace BitbucketConnections.Engine.Configuration;

/// <summary>Reads profiles from the shared files (and, on Windows, the SDK's own store), as every AWS tool does.</summary>
internal static class ProfileStore
{
    /// <summary>Gets the name of the active profile: the specified profile, <c>AWS_PROFILE</c>, or <c>default</c>.</summary>
    public static string NameOf(SessionSettings settings) =>
        settings.ProfileName ?? AwsEnvironment.Get("AWS_PROFILE") ?? "default";

    public static string Describe(SessionSettings settings) => Describe(NameOf(settings), settings);

    public static string Describe(string name, SessionSettings settings) => settings.ProfileLocation is null
        ? $"the profile '{name}'"
        : $"the profile '{name}' of '{settings.ProfileLocation}'";

    /// <summary>Describes the active profile, as the start of a sentence.</summary>
    public static string Sentence(SessionSettings settings) => $"The {Describe(settings).Substring(4)}";

    /// <summary>Gets the specified profile, for its endpoint settings; null if the SDK finds the active profile.</summary>
    public static Profile? EndpointProfile(SessionSettings settings) =>
        settings.ProfileName is null ? null : new Profile(settings.ProfileName, Location(settings));

    /// <summary>Gets the last write times of the profile files. If they change, for example because of new keys, new clients are created.</summary>
    public static ProfileTimes Times(SessionSettings settings)
    {
        return new ProfileTimes(File.GetLastWriteTimeUtc(CredentialsPath(settings)).Ticks, File.GetLastWriteTimeUtc(SharedCredentialsFile.DefaultConfigFilePath).Ticks);
    }

    /// <summary>Gets the path of the credentials file.</summary>
    public static string CredentialsPath(SessionSettings settings) => Location(settings) ?? SharedCredentialsFile.DefaultFilePath;

    /// <summary>Creates the error for a specified profile that can't be used.</summary>
    public static ServiceException NotUsable(SessionSettings settings) => new(ServiceErrorKind.ProfileInvalid, Explain(settings));

    /// <summary>Creates the error for a profile that the SDK can't use.</summary>
    /// <param name="settings">The settings of the session.</param>
    /// <param name="failure">The exception of the SDK. Its message is shown if the settings of the profile do not explain it.</param>
    public static ServiceException NotUsable(SessionSettings settings, Exception failure) => new(
        ServiceErrorKind.ProfileInvalid, $"{Sentence(settings)} can't be used: {ProfileProblem.Find(NameOf(settings), settings) ?? failure.Message.TrimEnd('.')}.", failure);

    private static string Explain(SessionSettings settings)
    {
        var name = NameOf(settings);
        if (ProfileProblem.Find(name, settings) is { } problem)
        {
            return $"{Sentence(settings)} can't be used: {problem}.";
        }

        if (ProfileProblem.Exists(name, settings))
        {
            return $"{Sentence(settings)} has no credentials. Add keys, a role, SSO or a credential process.";
        }

        return settings.ProfileLocation is { } path && !File.Exists(path)
            ? $"{Sentence(settings)} was not found, because the file {(Directory.Exists(path) ? "is a folder" : "does not exist")}. Check -ProfileLocation."
            : $"{Sentence(settings)} was not found. Check the name, and the files {CredentialsPath(settings)} and {SharedCredentialsFile.DefaultConfigFilePath}.";
    }

    public static CredentialProfileStoreChain Open(SessionSettings settings) =>
        Location(settings) is { } path ? new CredentialProfileStoreChain(path) : new CredentialProfileStoreChain();

    /// <summary>Finds the active profile; returns null if no profile has that name.</summary>
    public static CredentialProfile? Find(SessionSettings settings) =>
        Read(settings, store => store.TryGetProfile(NameOf(settings), out var profile) ? profile : null);

    /// <summary>Lists the names of the profiles.</summary>
    public static IReadOnlyList<string> List(SessionSettings settings) =>
        Read(settings, store => store.ListProfiles().ConvertAll(profile => profile.Name));

    private static T Read<T>(SessionSettings settings, Func<CredentialProfileStoreChain, T> read)
    {
        try
        {
            return read(Open(settings));
        }
        catch (Exception failure) when (IsUnreadable(failure))
        {
            throw Unreadable(settings, failure);
        }
    }

    /// <summary>Determines whether an exception of the SDK is about the content or the file of a profile.</summary>
    public static bool IsUnreadable(Exception failure) =>

        // The SDK throws NullReferenceException for the section of services in a file of credentials.
        failure is NullReferenceException or InvalidDataException or FormatException or IOException or UnauthorizedAccessException or ArgumentException or Amazon.Runtime.AmazonClientException;

    /// <summary>Creates the error for a file that can't be read.</summary>
    public static ServiceException Unreadable(SessionSettings settings, Exception failure)
    {
        if (failure is InvalidDataException)
        {
            // The SDK's message contains the line, which may be a key.
            var line = Regex.Match(failure.Message, "^Line ([0-9]+):", RegexOptions.CultureInvariant);
            return new ServiceException(
                ServiceErrorKind.ProfileInvalid,
                $"The file of {Describe(settings)} can't be read: {(line.Success ? $"line {line.Groups[1].Value}" : "a line")} is not a section, property or comment.");
        }

        return failure is IOException or UnauthorizedAccessException
            ? new ServiceException(ServiceErrorKind.ProfileInvalid, $"The file of {Describe(settings)} can't be read: {failure.Message.TrimEnd('.')}.", failure)
            : NotUsable(settings, failure);
    }

    /// <summary>Gets the active profile and the profiles that it gets its credentials from.</summary>
    public static List<CredentialProfile> ChainOf(SessionSettings settings) => Read(settings, store => ChainOf(settings, store));

    private static List<CredentialProfile> ChainOf(SessionSettings settings, CredentialProfileStoreChain store)
    {
        var found = new List<CredentialProfile>();
        var next = NameOf(settings);
        while (next is not null && found.TrueForAll(p => p.Name != next) && store.TryGetProfile(next, out var profile))
        {
            found.Add(profile);
            next = profile.Options.SourceProfile;
        }

        return found;
    }

    // The SDK reads AWS_SHARED_CREDENTIALS_FILE once per process. A session may set it later.
    private static string? Location(SessionSettings settings) => settings.ProfileLocation ?? AwsEnvironment.Get("AWS_SHARED_CREDENTIALS_FILE");
}
