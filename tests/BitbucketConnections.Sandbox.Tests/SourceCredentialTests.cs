using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Tests.Support;

namespace BitbucketConnections.Sandbox.Tests;

/// <summary>The source credentials of CodeBuild: one for each kind of server and authentication, without their secrets.</summary>
public sealed class SourceCredentialTests : IDisposable
{
    private readonly TestSandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task A_credential_is_imported_listed_replaced_and_deleted_and_its_secret_is_not_shown()
    {
        var arn = (string)(await ImportAsync("BASIC_AUTH")).Json["arn"]!;
        Assert.StartsWith("arn:aws:codebuild:us-east-1:123456789012:token/bitbucket", arn, StringComparison.Ordinal);
        Assert.Equal(arn, (string)(await ImportAsync("BASIC_AUTH")).Json["arn"]!);

        var listed = await CallAsync("ListSourceCredentials", []);
        var only = Assert.Single(listed.Json["sourceCredentialsInfos"]!.AsArray())!;
        Assert.Equal(("BITBUCKET", "BASIC_AUTH", arn), ((string)only["serverType"]!, (string)only["authType"]!, (string)only["arn"]!));
        Assert.DoesNotContain("t0p", listed.Body, StringComparison.Ordinal);

        Assert.Equal(arn, (string)(await CallAsync("DeleteSourceCredentials", new() { ["arn"] = arn })).Json["arn"]!);
        Assert.Empty((await CallAsync("ListSourceCredentials", [])).Json["sourceCredentialsInfos"]!.AsArray());
        Assert.Equal("ResourceNotFoundException", (await CallAsync("DeleteSourceCredentials", new() { ["arn"] = arn })).Error().Code);
    }

    [Fact]
    public async Task A_connection_is_shown_and_an_import_can_refuse_to_replace()
    {
        await ImportAsync("CODECONNECTIONS", "arn:aws:codeconnections:us-east-1:123456789012:connection/a");

        Assert.Equal(
            "arn:aws:codeconnections:us-east-1:123456789012:connection/a", (string)(await CallAsync("ListSourceCredentials", [])).Json["sourceCredentialsInfos"]![0]!["resource"]!);
        Assert.Equal("ResourceAlreadyExistsException", (await ImportAsync("CODECONNECTIONS", "x", overwrite: false)).Error().Code);
        Assert.Equal("ValidationException", (await ImportAsync("PASSWORD")).Error().Code);
    }

    [Theory]
    [InlineData("BASIC_AUTH", null)]
    [InlineData("CODECONNECTIONS", "u")]
    public async Task Basic_authentication_has_a_username_and_no_other_has_one(string kind, string? user)
    {
        var input = new JsonObject { ["token"] = "t0p", ["serverType"] = "BITBUCKET", ["authType"] = kind };
        if (user is not null)
        {
            input["username"] = user;
        }

        Assert.Equal("InvalidInputException", (await CallAsync("ImportSourceCredentials", input)).Error().Code);
        Assert.Empty((await CallAsync("ListSourceCredentials", [])).Json["sourceCredentialsInfos"]!.AsArray());
    }

    private Task<Answer> ImportAsync(string kind, string token = "t0p", bool overwrite = true)
    {
        var input = new JsonObject { ["token"] = token, ["serverType"] = "BITBUCKET", ["authType"] = kind, ["shouldOverwrite"] = overwrite };
        if (kind == "BASIC_AUTH")
        {
            input["username"] = "u";
        }

        return CallAsync("ImportSourceCredentials", input);
    }

    private Task<Answer> CallAsync(string operation, JsonObject input) => _sandbox.CallAsync(TestSandbox.CodeBuild, operation, input);
}
