using System;
using System.Collections.Generic;

namespace BitbucketConnections.Fuzz.Targets;

/// <summary>The scanners that hide secrets.</summary>
internal static class RedactionTargets
{
    private static readonly string[] s_words =
    [
        "password", "token=", "\"secret\":", "Authorization: Bearer ", "://", "@", "user:pw@", "ghp_0123456789abcdef", "****", "--password ", "-p", "commands", "\"name\":\"X\",\"value\":", "\\\"", "\\\\\\\"", "[{", "}]",
        "export ", "$TOKEN", "$(", "#{a.b}", "';", "<Password>", "</", "&", "|", "arn:aws:",
    ];

    private static readonly string[] s_seeds = [.. FuzzResources.Lines("messages.txt"), .. FuzzResources.Lines("commands.txt"), .. FuzzResources.Lines("repositories.txt")];

    private static readonly string[] s_yaml =
    [
        "stage: prod\ndb:\n  - password: 'x y' # why\n    private_key: |\n      line\n\n      line\n  user: me", "credentials:\n  user: me\n\"api_key\": \"x\"\n", "echo -n x | docker login --password-stdin <<< y",
    ];

    /// <summary>Gets the targets.</summary>
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new FuzzTarget { Name = "Redaction.Message", Weight = 80, Seeds = s_seeds, Words = s_words, Open = () => Message },
        new FuzzTarget { Name = "Redaction.Wire", Weight = 60, Seeds = [.. s_seeds, .. FuzzResources.Lines("policies.txt")], Words = s_words, Open = () => Wire },
        new FuzzTarget { Name = "Redaction.Command", Weight = 60, Seeds = s_seeds, Words = s_words, Open = () => Command },
        new FuzzTarget { Name = "Redaction.Value", Weight = 30, Seeds = ["Stages[1].Actions[0].Configuration['OAuthToken']", "Variables['DB_PASSWORD'].DefaultValue", "Stages[0].Actions[0].Commands[0]", .. s_seeds, .. s_yaml], Words = s_words, Open = () => Value },
        new FuzzTarget { Name = "Redaction.KnownSecrets", Weight = 20, Seeds = s_seeds, Words = [.. s_words, "Fuzz\"Secret\\1", "Fuzz\\\"Secret\\\\1"], Open = OpenKnown },
    ];

    private static void Message(string input)
    {
        var once = Redaction.Message(input);
        Wrong.If(Redaction.Message(once) != once, "Redacted text changed when it was redacted again.");
    }

    private static void Wire(string input)
    {
        var once = Redaction.Wire(input);
        Wrong.If(Redaction.Wire(once) != once, "Redacted text changed when it was redacted again.");
    }

    private static void Command(string input) => _ = Redaction.Command(input).Length;

    private static void Value(string input)
    {
        _ = PathRedaction.Value(input, input);
        _ = Redaction.Value(input, "value");
        _ = Redaction.Value("UserParameters", input)!.Length;
        _ = RequestSecrets.HideNamed(input, input).Length;
        _ = RequestSecrets.HideAll(input, input.Substring(0, input.Length / 2)).Length;
        _ = Redaction.IsSecretName(input);
    }

    private static Action<string> OpenKnown()
    {
        const string Secret = "Fuzz\"Secret\\1";
        KnownSecrets.Remember(Secret);
        return input => Wrong.If(Redaction.Message(string.Concat(input, Secret, input.AsSpan(0, input.Length / 2))).Contains(Secret), "A known secret is in redacted text.");
    }
}
