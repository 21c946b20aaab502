using System;
using System.Text.RegularExpressions;
using System.Threading;

namespace BitbucketConnections.Engine.Credentials;

/// <summary>Leads the question for a code to the caller whose call needs it; roles are shared, callers are not.</summary>
internal sealed class MfaPrompt : IDisposable
{
    private static readonly AsyncLocal<Func<string, string?>?> s_current = new();
    private static readonly Regex s_form = new(@"^[0-9]{6}\z", RegexOptions.CultureInvariant);
    private readonly Func<string, string?>? _before;

    private MfaPrompt(Func<string, string?>? ask)
    {
        _before = s_current.Value;
        s_current.Value = ask;
    }

    public static MfaPrompt Begin(Func<string, string?>? ask) => new(ask);

    /// <summary>Asks for the code of a profile's device.</summary>
    /// <exception cref="ServiceException">Nobody can be asked, nobody answered, or the answer can't be a code.</exception>
    public static string Ask(string profileName)
    {
        if (s_current.Value is not { } ask)
        {
            throw Failure(
                "MfaRequired",
                $"The profile '{profileName}' needs the code of an MFA device, and nobody can be asked for it in this session. "
                + "Run the command interactively, or give temporary credentials with -Credential or in the environment.");
        }

        var code = ask(profileName)?.Trim();
        if (string.IsNullOrEmpty(code))
        {
            throw Failure("MfaRequired", $"The profile '{profileName}' needs the code of an MFA device, and none was entered. Run the command again.");
        }

        // The service would say the wrong code in its message.
        return s_form.IsMatch(code) ? code! : throw Failure(
            "InvalidMfaCode", $"What was entered for the profile '{profileName}' is no code of an MFA device; expected 6 digits. Run the command again.");
    }

    public void Dispose() => s_current.Value = _before;

    private static ServiceException Failure(string code, string message) => new(ServiceErrorKind.ProfileInvalid, message) { ErrorCode = code };
}
