using System;
using System.Linq;
using System.Management.Automation;

namespace BitbucketConnections.Tests;

/// <summary>Tests that no stream, error, target or prompt shows a secret from a service.</summary>
[Collection("shell")]
public sealed class RedactedStreamTests : IDisposable
{
    private const string Secret = "t0p-s3cret";
    private readonly Shell _shell = new();

    public RedactedStreamTests() => Engine.Pipelines.Add(FakeEngine.Pipeline("demo", "arn:aws:codestar-connections:us-east-1:123456789012:connection/web"));

    private FakeEngine Engine => _shell.Engine;

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData("Get-BitbucketPipeline -Repository 'https:/me:t0p-s3cret@bitbucket.org/w'")]
    [InlineData("Get-BitbucketPipeline -Repository 'https://me:t0p/t0p-s3cret@bitbucket.org/w'")]
    [InlineData("Get-BitbucketPipeline -Repository 'me:t0p-s3cret@bitbucket.org'")]
    [InlineData("Get-BitbucketConnection -ConnectionArn 'https://me:t0p-s3cret@bitbucket.org/w/r'")]
    [InlineData("Open-BitbucketConnection 'https:/me:t0p-s3cret@bitbucket.org/w/r'")]
    [InlineData("Get-BitbucketPipeline 'https:/me:t0p-s3cret@bitbucket.org/w/r'")]
    [InlineData("Start-BitbucketPipeline 'me:t0p-s3cret@bitbucket.org/w/r'")]
    [InlineData("'me:t0p-s3cret@bitbucket.org/w/r' | Start-BitbucketPipeline")]
    [InlineData("Get-BitbucketTag 'https//me:t0p-s3cret@bitbucket.org/w/r'")]
    [InlineData("Get-BitbucketPipeline demo -EndpointUrl 'ftp://me:t0p-s3cret@host'")]
    [InlineData("Get-BitbucketPipeline demo -EndpointUrl '//me:t0p-s3cret@host'")]
    [InlineData("Get-BitbucketPipeline demo -EndpointUrl 'https://me:t0p-s3cret@host:port/'")]
    public void The_password_of_a_misplaced_or_mistyped_URL_is_in_no_error(string script)
    {
        var result = _shell.Run(script + " -Verbose -Debug");

        var error = Assert.Single(result.Errors);
        Assert.DoesNotContain(Secret, result.All() + error.TargetObject + error.ErrorDetails + error.Exception.Data.Values, StringComparison.Ordinal);
    }

    [Fact]
    public void Diagnostics_of_services_are_redacted_in_every_stream()
    {
        Engine.EditWarnings.Add($"The configuration {{\"OAuthToken\":\"{Secret}\"}} is written.");
        Engine.Differences = [new DefinitionDifference { Path = "Stages['S'].Actions['A'].Configuration['X']", Existing = $"[{{\"name\":\"DB_PASSWORD\",\"value\":\"{Secret}\"}}]" }];

        var review = _shell.Run("Set-BitbucketPipeline demo -Branch x -WhatIf -Verbose");
        var changed = _shell.Run("$DebugPreference = 'Continue'; Set-BitbucketPipeline demo -Branch x -Verbose");

        Assert.DoesNotContain(Secret, review.All() + changed.All(), StringComparison.Ordinal);
        Assert.Contains("DB_PASSWORD", string.Concat(changed.Verbose), StringComparison.Ordinal);
        Assert.NotEmpty(changed.Debug);
        Assert.Contains("OAuthToken", Assert.Single(changed.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_failure_shows_no_secret_in_message_details_target_cause_or_data()
    {
        Engine.Failures["GetPipeline"] = new ServiceException(
            ServiceErrorKind.Service, $"Value '{{Password={Secret}}}' is not valid", new InvalidOperationException($"{{\"token\":\"{Secret}\"}}", new FormatException($"https://me:{Secret}@host")))
        {
            ErrorCode = "ValidationException", ServiceMessage = $"pwd={Secret}",
        };

        var error = Assert.Single(_shell.Run("Get-BitbucketPipeline demo").Errors);

        Assert.Contains("Password=****", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, Text(error), StringComparison.Ordinal);
    }

    [Fact]
    public void Objects_keep_their_values()
    {
        Engine.Pipelines.Clear();
        Engine.Pipelines.Add(FakeEngine.Pipeline("demo", "arn:aws:codestar-connections:us-east-1:123456789012:connection/web", repository: $"pwd={Secret}"));

        Assert.Equal($"pwd={Secret}", Assert.Single(_shell.Run("Get-BitbucketPipeline demo").Of<Pipeline>()).FullRepositoryId);
    }

    private static string Text(ErrorRecord error)
    {
        var text = $"{error} {error.ErrorDetails} {error.TargetObject} {((ServiceException)error.Exception).ServiceMessage}";
        for (var e = error.Exception; e is not null; e = e.InnerException)
        {
            text += $"{e.Message} {e} {string.Join(" ", e.Data.Values.Cast<object>())}";
        }

        return text;
    }
}
