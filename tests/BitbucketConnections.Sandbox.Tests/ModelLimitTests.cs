using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Tests.Support;

namespace BitbucketConnections.Sandbox.Tests;

/// <summary>Tests that the sandbox has the limits of AWS's service models: each bound is valid, and the next value is not.</summary>
public sealed class ModelLimitTests : IDisposable
{
    private static readonly string[] s_services = [TestSandbox.CodePipeline, TestSandbox.CodeStar, TestSandbox.CodeConnections, TestSandbox.Kms, TestSandbox.CodeBuild, TestSandbox.Logs, TestSandbox.Reviewer];

    // Of these, the sandbox reads only the members that this module and its examples use.
    private static readonly string[] s_partial = ["CreateKey", "DescribeKey", "CreateProject"];

    private readonly TestSandbox _sandbox = new();

    public static TheoryData<string, string> Operations
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var service in s_services)
            {
                foreach (var operation in SandboxServices.Operations()[service].Except(s_partial))
                {
                    data.Add(service, operation);
                }
            }

            return data;
        }
    }

    /// <summary>Gets the bounds where AWS was recorded to accept more than its model allows.</summary>
    private static readonly string[] s_recorded =
    [
        "StartPipelineExecution variables 0",
        "CreatePipeline pipeline.stages.1.member.actions.1.member.configuration 1001",
        "UpdatePipeline pipeline.stages.1.member.actions.1.member.configuration 1001",
    ];

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task The_limits_of_an_operation_are_those_of_the_service_model(string service, string operation)
    {
        var model = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "ServiceModels", service + ".json")))!;
        var wrong = new List<string>();
        foreach (var limit in ModelConstraint.Of(model, operation))
        {
            foreach (var (size, bound) in Sizes(limit).Where(test => CanBeSent(service, limit, test.Size)))
            {
                var answer = await _sandbox.CallAsync(service, operation, limit.Request(size));
                var message = answer.Status == 200 ? string.Empty : answer.ErrorMessage ?? string.Empty;
                var isRejected = bound is not null && !s_recorded.Contains($"{operation} {limit.Path} {size}");
                if (limit.IsRejected(message, bound ?? string.Empty) != isRejected)
                {
                    wrong.Add($"{limit.Path} ({limit.Kind}, {limit.Minimum} to {limit.Maximum}) with {size}");
                }
            }
        }

        Assert.Empty(wrong);
    }

    // A path has no empty segment, and a query string no empty list.
    private static bool CanBeSent(string service, ModelConstraint limit, int size) =>
        service != TestSandbox.Reviewer || size > 0 || (limit.Kind != "list" && limit.Path is not ("associationArn" or "resourceArn"));

    // The bounds are valid. The next values are rejected with the text of the bound.
    private static IEnumerable<(int Size, string? Bound)> Sizes(ModelConstraint limit)
    {
        if (limit.Minimum is { } minimum)
        {
            yield return (minimum, null);
            if (minimum > 0)
            {
                yield return (minimum - 1, "greater than or equal to " + minimum);
            }
        }

        if (limit.Maximum is { } maximum and < 200_000)
        {
            yield return (maximum, null);
            yield return (maximum + 1, "less than or equal to " + maximum);
        }
    }
}
