using System.Text.RegularExpressions;
using BitbucketConnections.Engine.Calling;

namespace BitbucketConnections.Engine.Credentials;

/// <summary>Prompts the current caller for an MFA code.</summary>
internal static class MfaPrompt
{
    private static readonly Regex s_form = new(@"^[0-9]{6}\z", RegexOptions.CultureInvariant);

    /// <summary>Gets the MFA code for a profile.</summary>
    /// <exception cref="ServiceException">The session can't prompt, no code was entered, or the code is not valid.</exception>
    public static string Ask(string profileName)
    {
        if (CallScope.Current?.AskMfaCode is not { } ask)
        {
            throw Failure(
                "MfaRequired",
                $"The profile '{profileName}' requires an MFA code, and this session can't prompt for it. "
                + "Run the command interactively, or provide temporary credentials with -Credential or environment variables.");
        }

        var code = ask(profileName)?.Trim();
        if (string.IsNullOrEmpty(code))
        {
            throw Failure("MfaRequired", $"The profile '{profileName}' requires an MFA code, and no code was entered. Run the command again.");
        }

        // The service would show the wrong code in its message.
        return s_form.IsMatch(code) ? code! : throw Failure(
            "InvalidMfaCode", $"The text entered for the profile '{profileName}' is not a valid MFA code. Expected 6 digits. Run the command again.");
    }

    private static ServiceException Failure(string condition, string message) => new(ServiceErrorKind.ProfileInvalid, message) { Condition = condition };
}
