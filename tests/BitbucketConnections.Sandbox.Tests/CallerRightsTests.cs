using BitbucketConnections.Sandbox.Tests.Support;

namespace BitbucketConnections.Sandbox.Tests;

/// <summary>The right that each operation needs when the policies of callers are evaluated.</summary>
public sealed class CallerRightsTests : IDisposable
{
    private const string User = "arn:aws:iam::123456789012:user/worker";

    private TestSandbox _sandbox = new(new SandboxOptions { EnforceCallerPolicies = true, AllowsReviewerAssociations = true });

    public static TheoryData<string> Operations => [.. OperationCases.All.Keys];

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public void Every_operation_of_the_sandbox_has_a_case()
    {
        var supported = SandboxServices.Operations().SelectMany(service => service.Value.Select(operation => $"{service.Key}:{operation}"));

        Assert.Equal(supported.Order(StringComparer.Ordinal), OperationCases.All.Keys.Concat(OperationCases.WithoutRights).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task A_user_without_a_policy_is_denied(string operation)
    {
        _sandbox.Caller = await _sandbox.UserAsync("worker");

        await AssertDeniedAsync(operation);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task A_user_with_every_other_right_is_denied(string operation)
    {
        var test = OperationCases.All[operation];
        var otherResource = test.Resource == "*" ? [] : new[] { $$"""{"Effect":"Allow","Action":"{{test.Action}}","NotResource":"{{test.Resource}}"}""" };
        _sandbox.Caller = await _sandbox.UserAsync("worker", [$$"""{"Effect":"Allow","NotAction":"{{test.Action}}","Resource":"*"}""", .. otherResource]);

        await AssertDeniedAsync(operation);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task A_user_with_exactly_the_rights_of_the_call_is_not_denied(string operation)
    {
        var test = OperationCases.All[operation];
        _sandbox.Caller = await _sandbox.UserAsync("worker", [TestCallers.Allow(test.Action, test.Resource), .. test.Others.Select(other => TestCallers.Allow(other.Action, other.Resource))]);

        await AssertNotDeniedAsync(operation);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task The_administrator_of_the_account_is_not_denied(string operation) => await AssertNotDeniedAsync(operation);

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Without_the_option_a_user_without_a_policy_is_not_denied(string operation)
    {
        _sandbox.Dispose();
        _sandbox = new TestSandbox(new SandboxOptions { AllowsReviewerAssociations = true });
        _sandbox.Caller = await _sandbox.UserAsync("worker");

        await AssertNotDeniedAsync(operation);
    }

    private async Task AssertDeniedAsync(string operation)
    {
        var test = OperationCases.All[operation];
        var answer = await test.Call(_sandbox);
        var (status, code, message) = answer.Error();
        var service = operation.Split(':')[0];
        if (operation == "s3:HeadBucket")
        {
            Assert.Equal(403, status);
            return;
        }

        var resource = test.Named is { Length: 0 } ? string.Empty : $" on resource: {(service == "s3" ? $"\"{test.Resource}\"" : test.Named ?? test.Resource)}";
        var expected = $"User: {User} is not authorized to perform: {test.Action}{resource} because no identity-based policy allows the {test.Action} action";
        if (service == "iam")
        {
            Assert.Equal((403, "AccessDenied"), (status, code));
            Assert.StartsWith(expected + ". Go to https://us-east-1.console.aws.amazon.com/iam/home?region=us-east-1#/authorization-details/", message, StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal((service is "s3" or TestSandbox.Reviewer ? 403 : 400, service == "s3" ? "AccessDenied" : "AccessDeniedException", expected), (status, code, message));
        }
    }

    private async Task AssertNotDeniedAsync(string operation)
    {
        var (status, code, message) = (await OperationCases.All[operation].Call(_sandbox)).Error();

        Assert.True(status != 403 && code is not ("AccessDeniedException" or "AccessDenied" or "InternalFailure" or "ValidationException" or "ValidationError"), $"{status} {code} {message}");
    }
}
