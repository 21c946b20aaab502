using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using BitbucketConnections.Sandbox;
using BitbucketConnections.Sandbox.Callers;
using BitbucketConnections.Sandbox.Http;
using BitbucketConnections.Sandbox.Persistence;
using BitbucketConnections.Sandbox.Signing;
using BitbucketConnections.Sandbox.State;
using BitbucketConnections.Sandbox.Time;

namespace BitbucketConnections.Fuzz.Targets;

/// <summary>The sandbox: signatures, JSON, query and XML bodies of all services, and the console's pages.</summary>
internal static class SandboxTargets
{
    private const string AccountId = "123456789012";
    private const string Region = "us-east-1";

    private static readonly string[] s_seeds = FuzzResources.Lines("requests.txt");

    // The names of all operations, so that each is called.
    private static readonly string[] s_words =
    [
        .. SandboxServices.Operations().SelectMany(service => service.Value), "X-Amz-Target: ", "CodePipeline_20150709.", "CodeStar_connections_20191201.", "TrentService.", "CodeBuild_20161006.", "&Action=", "member.1.", "%00", "%", "+",
        "Authorization: ", "AWS4-HMAC-SHA256 ", "Credential=", "SignedHeaders=", "Signature=", "X-Amz-Date: ", "x-amz-content-sha256: UNSIGNED-PAYLOAD", "?policy", "?location", "?versioning", "?encryption", "<LocationConstraint>", "<!DOCTYPE x [<!ENTITY a \"b\">]>", "&a;",
        "name", "ConnectionArn", "nextToken", "maxResults", "/../", "//", "..", "demo", "sandbox-build", "/_sandbox/", "codepipeline-us-east-1-123456789012",
    ];

    /// <summary>Gets the targets.</summary>
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new FuzzTarget { Name = "Sandbox.Request", Weight = 35, Seeds = s_seeds, Words = s_words, Open = Open },
        new FuzzTarget { Name = "Sandbox.State", Weight = 10, Seeds = FuzzResources.Lines("states.txt"), Words = ["$id", "$ref", "$type", "$json", "null", "[]", "{}", "-1", "\"\""], Open = () => ReadState },
    ];

    // A document that is not a state of this version is refused with the exception for that, and changes nothing.
    private static void ReadState(string input)
    {
        var state = new SandboxState(new SandboxOptions(), SandboxClock.SystemTime, (_, _) => { });
        state.Account(AccountId);
        try
        {
            StateDocument.Read(input, state);
        }
        catch (InvalidDataException)
        {
            Wrong.If(state.FindAccount(AccountId) is null, "The state changed.");
        }
    }

    private static Action<string> Open()
    {
        var clock = new SandboxClock(() => new DateTimeOffset(2026, 11, 27, 0, 0, 0, TimeSpan.Zero), (_, _) => System.Threading.Tasks.Task.CompletedTask);
        var sandbox = SandboxHost.Start(new SandboxOptions { Region = Region }, clock);
        var token = File.ReadAllText(sandbox.Info.ControlTokenPath);
        return input => Send(sandbox.Dispatcher, input, token);
    }

    private static void Send(RequestDispatcher dispatcher, string input, string token)
    {
        var answer = dispatcher.DispatchAsync(Request(input, token), CancellationToken.None).GetAwaiter().GetResult();
        var text = Encoding.UTF8.GetString(answer.Body);
        Wrong.If(text.Contains("The sandbox failed", StringComparison.Ordinal), text);
    }

    // The first line is the service that signs, the rest is the request. A request with its own signature is not signed.
    private static SandboxRequest Request(string input, string token)
    {
        var lines = input.Split('\n', 3);
        var first = (lines.Length > 1 ? lines[1] : "GET /").Split(' ');
        var parts = (lines.Length > 2 ? lines[2] : string.Empty).Split("\n\n", 2);
        var headers = parts[0].Split('\n').Select(line => line.Split(':', 2)).Where(pair => pair.Length == 2 && pair[0].Length > 0)
            .Select(pair => new KeyValuePair<string, string>(pair[0], pair[1].Trim())).ToList();
        var body = Encoding.UTF8.GetBytes(parts.Length > 1 ? parts[1] : string.Empty);
        var target = first.Length > 1 && first[1].Length > 0 ? first[1] : "/";
        if (target.StartsWith("/_sandbox/", StringComparison.Ordinal))
        {
            headers.Add(new KeyValuePair<string, string>("X-Sandbox-Token", token));
            return new SandboxRequest(first[0], target, headers, body);
        }

        var request = new SandboxRequest(first[0], target, headers, body);
        return request.Header("Authorization") is not null || target.Contains("X-Amz-Signature", StringComparison.Ordinal) ? request : Sign(lines[0], first[0], target, headers, body);
    }

    private static SandboxRequest Sign(string service, string method, string target, List<KeyValuePair<string, string>> headers, byte[] body)
    {
        const string Date = "20261127";
        const string Stamp = Date + "T000000Z";
        var hash = Hex(SHA256.HashData(body));
        headers.Add(new KeyValuePair<string, string>("X-Amz-Date", Stamp));
        headers.Add(new KeyValuePair<string, string>("X-Amz-Content-SHA256", hash));
        var start = $"AWS4-HMAC-SHA256 Credential={SandboxCredentials.AccessKeyIdOf(AccountId)}/{Date}/{Region}/{service}/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=";
        var unsigned = new SandboxRequest(method, target, [.. headers, new KeyValuePair<string, string>("Authorization", start + new string('0', 64))], body);
        RequestSignature? signature;
        try
        {
            signature = RequestSignature.Read(unsigned);
        }
        catch (SignatureException)
        {
            // The name of the service is not valid. The sandbox has to refuse the request.
            return unsigned;
        }

        var scope = $"{Date}/{Region}/{service}/aws4_request";
        var text = $"AWS4-HMAC-SHA256\n{Stamp}\n{scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(CanonicalRequest.Build(unsigned, signature!, hash))))}";
        var key = Encoding.UTF8.GetBytes("AWS4" + SandboxCredentials.SecretAccessKey);
        foreach (var part in new[] { Date, Region, service, "aws4_request", text })
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        }

        return new SandboxRequest(method, target, [.. headers, new KeyValuePair<string, string>("Authorization", start + Hex(key))], body);
    }

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
