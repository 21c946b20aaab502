using System.Text;
using System.Xml.Linq;
using BitbucketConnections.Sandbox.Callers;
using BitbucketConnections.Sandbox.Tests.Support;

namespace BitbucketConnections.Sandbox.Tests;

public sealed class AssumeRoleTests : IDisposable
{
    private const string Version = "2011-06-15";
    private const string RoleArn = "arn:aws:iam::123456789012:role/deploy";

    private const string AccountTrust = """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:root"},"Action":"sts:AssumeRole"}]}
        """;

    private const string WebTrust = """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::123456789012:oidc-provider/sts.example.com"},"Action":"sts:AssumeRoleWithWebIdentity"}]}
        """;

    private static readonly XNamespace s_sts = "https://sts.amazonaws.com/doc/2011-06-15/";

    private readonly TestSandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task A_trusted_caller_gets_credentials_that_work_until_they_expire()
    {
        await RoleAsync(AccountTrust);
        var answer = XElement.Parse((await StsAsync("AssumeRole", ("RoleArn", RoleArn), ("RoleSessionName", "job"), ("DurationSeconds", "900"))).Body);
        var token = Value(answer, "SessionToken");
        var key = Value(answer, "AccessKeyId");

        Assert.Equal("arn:aws:sts::123456789012:assumed-role/deploy/job", Value(answer, "Arn"));
        Assert.Equal(_sandbox.Now.AddSeconds(900).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture), Value(answer, "Expiration"));
        Assert.Matches("^ASIA[A-Z2-7]{16}$", key);
        Assert.Null(RoleSessionToken.Judge(key, token, _sandbox.Now));
        Assert.Equal(Signing.SignatureProblemKind.ExpiredToken, RoleSessionToken.Judge(key, token, _sandbox.Now.AddSeconds(901)));
        Assert.Equal(Signing.SignatureProblemKind.UnknownKey, RoleSessionToken.Judge(key, token + "x/y", _sandbox.Now));
    }

    [Theory]
    [InlineData("arn:aws:iam::123456789012:role/nope")]
    [InlineData(RoleArn)]
    public async Task A_missing_role_and_a_role_that_does_not_trust_the_caller_give_the_same_error(string arn)
    {
        await RoleAsync(WebTrust);
        var answer = await StsAsync("AssumeRole", ("RoleArn", arn), ("RoleSessionName", "job"));

        Assert.Equal((403, "AccessDenied", $"User: arn:aws:iam::123456789012:user/sandbox is not authorized to perform: sts:AssumeRole on resource: {arn}"), Error(answer));
    }

    [Fact]
    public async Task A_role_that_is_not_an_ARN_is_invalid()
    {
        var answer = await _sandbox.QueryAsync("sts", "2011-06-15", "AssumeRole", ("RoleArn", "role-without-an-arn-form"), ("RoleSessionName", "runbook"));

        Assert.Equal((400, "ValidationError", "role-without-an-arn-form is invalid"), Error(answer));
    }

    [Fact]
    public async Task A_web_identity_needs_no_signature_and_assumes_the_role()
    {
        await RoleAsync(WebTrust);
        var token = Token($$"""{"sub":"workload","aud":"api://AzureADTokenExchange","iss":"https://sts.example.com","exp":{{_sandbox.Now.AddMinutes(5).ToUnixTimeSeconds()}}}""");
        var answer = await UnsignedAsync(("RoleArn", RoleArn), ("RoleSessionName", "runbook"), ("WebIdentityToken", token));

        Assert.Equal(200, answer.Status);
        var xml = XElement.Parse(answer.Body);
        Assert.Equal(("workload", "api://AzureADTokenExchange", "https://sts.example.com"), (Value(xml, "SubjectFromWebIdentityToken"), Value(xml, "Audience"), Value(xml, "Provider")));
        Assert.Equal("arn:aws:sts::123456789012:assumed-role/deploy/runbook", Value(xml, "Arn"));
    }

    [Fact]
    public async Task An_invalid_or_expired_web_identity_token_is_rejected()
    {
        await RoleAsync(WebTrust);

        Assert.Equal("InvalidIdentityToken", Error(await UnsignedAsync(("RoleArn", RoleArn), ("RoleSessionName", "runbook"), ("WebIdentityToken", "not-a-token"))).Code);
        Assert.Equal("ExpiredTokenException", Error(await UnsignedAsync(("RoleArn", RoleArn), ("RoleSessionName", "runbook"), ("WebIdentityToken", Token("""{"exp":1}""")))).Code);
    }

    [Fact]
    public async Task A_role_without_trust_in_web_identities_is_rejected()
    {
        await RoleAsync(AccountTrust);
        var answer = await UnsignedAsync(("RoleArn", RoleArn), ("RoleSessionName", "runbook"), ("WebIdentityToken", Token("{}")));

        Assert.Equal((403, "AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity"), Error(answer));
    }

    [Theory]
    [InlineData(null, null, "Value null at 'roleArn' failed to satisfy constraint: Member must not be null")]
    [InlineData("too-short", null, "Value 'too-short' at 'roleArn' failed to satisfy constraint: Member must have length greater than or equal to 20")]
    [InlineData(RoleArn, "abc", "Value 'abc' at 'providerId' failed to satisfy constraint: Member must be null, because the sandbox does not have it")]
    public async Task A_web_identity_call_that_breaks_a_constraint_is_not_asked_for_a_signature(string? arn, string? provider, string expected)
    {
        var parameters = new List<(string, string)> { ("RoleSessionName", "runbook"), ("WebIdentityToken", Token("{}")) };
        parameters.AddRange(new[] { ("RoleArn", arn), ("ProviderId", provider) }.Where(parameter => parameter.Item2 is not null).Select(parameter => (parameter.Item1, parameter.Item2!)));

        var answer = await UnsignedAsync([.. parameters]);

        Assert.Equal((400, "ValidationError", "1 validation error detected: " + expected), Error(answer));
    }

    [Fact]
    public async Task Any_other_operation_needs_a_signature()
    {
        var answer = await UnsignedAsync("GetCallerIdentity");

        Assert.Equal((403, "MissingAuthenticationToken", "Request is missing Authentication Token"), Error(answer));
    }

    [Fact]
    public async Task An_operation_without_a_signature_that_the_sandbox_does_not_have_is_refused_by_its_name() => Assert.Equal(
        (400, "InvalidAction", $"Could not find operation AssumeRoleWithSAML for version {Version}. The sandbox does not have it."), Error(await UnsignedAsync("AssumeRoleWithSAML")));

    [Theory]
    [InlineData("arn:aws:iam::123456789012:mfa/me", null)]
    [InlineData(null, "123456")]
    public async Task A_device_and_its_code_are_needed_together(string? device, string? code)
    {
        await RoleAsync(AccountTrust);
        var parameters = new[] { ("RoleArn", RoleArn), ("RoleSessionName", "job"), ("SerialNumber", device), ("TokenCode", code) }.Where(parameter => parameter.Item2 is not null).Select(parameter => (parameter.Item1, parameter.Item2!));

        Assert.Equal((403, "AccessDenied", "MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code."), Error(await StsAsync("AssumeRole", [.. parameters])));
    }

    [Fact]
    public async Task A_session_longer_than_the_role_allows_is_rejected()
    {
        await RoleAsync(AccountTrust);
        var answer = await StsAsync("AssumeRole", ("RoleArn", RoleArn), ("RoleSessionName", "job"), ("DurationSeconds", "7200"));

        Assert.Equal((400, "ValidationError", "The requested DurationSeconds exceeds the MaxSessionDuration set for this role."), Error(answer));
    }

    private static string Token(string claims) => "e30." + Convert.ToBase64String(Encoding.UTF8.GetBytes(claims)).TrimEnd('=').Replace('+', '-').Replace('/', '_') + ".x";

    private static string Value(XElement answer, string name) => answer.Descendants(s_sts + name).Single().Value;

    private static (int Status, string Code, string Message) Error(Answer answer)
    {
        var error = XElement.Parse(answer.Body).Descendants(s_sts + "Error").Single();
        return (answer.Status, error.Element(s_sts + "Code")!.Value, error.Element(s_sts + "Message")!.Value);
    }

    private Task<Answer> RoleAsync(string trust) => _sandbox.QueryAsync("iam", "2010-05-08", "CreateRole", ("RoleName", "deploy"), ("AssumeRolePolicyDocument", trust));

    private Task<Answer> StsAsync(string action, params (string Name, string Value)[] parameters) => _sandbox.QueryAsync("sts", Version, action, parameters);

    private Task<Answer> UnsignedAsync(params (string Name, string Value)[] parameters) => UnsignedAsync("AssumeRoleWithWebIdentity", parameters);

    private async Task<Answer> UnsignedAsync(string action, params (string Name, string Value)[] parameters)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _sandbox.Info.EndpointUrl)
        {
            Content = new FormUrlEncodedContent(parameters.Append(("Action", action)).Append(("Version", Version)).Select(p => new KeyValuePair<string, string>(p.Item1, p.Item2))),
        };
        return await _sandbox.SendAsync(request);
    }
}
