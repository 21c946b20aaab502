using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Tests.Support;
using static BitbucketConnections.Sandbox.Tests.Support.PipelineJson;

namespace BitbucketConnections.Sandbox.Tests;

/// <summary>Tests each quota of the sandbox on both sides: the bound is accepted, and the next value is not. ModelLimitTests tests the limits of the service models.</summary>
public sealed class QuotaTests
{
    private const string Trust = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"codepipeline.amazonaws.com"},"Action":"sts:AssumeRole"}]}""";

    private static readonly Dictionary<string, Quota> s_quotas = new()
    {
        ["stages"] = new(2, 50, (sandbox, n) => CreateAsync(sandbox, n, [.. Names(n - 2).Select(name => Stage(name, Approval("Ask")))])),
        ["actions in a stage"] = new(1, 100, (sandbox, n) => CreateAsync(sandbox, Stage("Ask", [.. Names(n).Select(Approval)]))),
        ["actions in a pipeline"] = new(null, 1000, (sandbox, n) => CreateAsync(
            sandbox, [.. Names(n - 2).Chunk(100).Select((names, s) => Stage("Ask" + s, [.. names.Select(Approval)]))])),
        ["tags of a new pipeline"] = new(null, 50, (sandbox, n) => sandbox.CallAsync(
            TestSandbox.CodePipeline, "CreatePipeline", new JsonObject { ["pipeline"] = Valid(sandbox.Info), ["tags"] = Tags(n, "key", "value") })),
        ["tags of a pipeline"] = new(null, 50, async (sandbox, n) =>
        {
            await CreateAsync(sandbox);
            var arn = $"arn:aws:codepipeline:us-east-1:{sandbox.Info.AccountId}:demo";
            await sandbox.CallAsync(TestSandbox.CodePipeline, "TagResource", new JsonObject { ["resourceArn"] = arn, ["tags"] = Tags(10, "key", "value") });
            return await sandbox.CallAsync(TestSandbox.CodePipeline, "TagResource", new JsonObject { ["resourceArn"] = arn, ["tags"] = Tags(n, "key", "value") });
        }),
        ["tags of a connection"] = new(null, 200, async (sandbox, n) =>
        {
            var arn = await sandbox.ConnectionAsync();
            await sandbox.CallAsync(TestSandbox.CodeStar, "TagResource", new JsonObject { ["ResourceArn"] = arn, ["Tags"] = Tags(100, "Key", "Value") });
            var more = new JsonArray([.. Tags(n, "Key", "Value").Skip(100).Select(tag => tag!.DeepClone())]);
            return await sandbox.CallAsync(TestSandbox.CodeStar, "TagResource", new JsonObject { ["ResourceArn"] = arn, ["Tags"] = more });
        }),
        ["hosts"] = new(null, 50, (sandbox, n) => LastAsync(n, i => sandbox.CallAsync(
            i % 2 == 0 ? TestSandbox.CodeStar : TestSandbox.CodeConnections,
            "CreateHost",
            new JsonObject { ["Name"] = "h", ["ProviderType"] = "GitLabSelfManaged", ["ProviderEndpoint"] = $"https://{i}.example.com" }))),
        ["repository links"] = new(null, 100, async (sandbox, n) =>
        {
            var connection = await sandbox.ConnectionAsync();
            sandbox.Sandbox.CompleteConnection(connection);
            return await LastAsync(n, i => LinkAsync(sandbox, connection, "r" + i));
        }),
        ["sync configurations"] = new(null, 100, (sandbox, n) => SyncAsync(sandbox, n, i => i % 2 == 0 ? "main" : "release")),
        ["sync configurations of a branch"] = new(null, 50, (sandbox, n) => SyncAsync(sandbox, n, _ => "main")),
        ["days until a key is deleted"] = new(7, 30, async (sandbox, n) =>
        {
            var key = (await sandbox.CallAsync(TestSandbox.Kms, "CreateKey")).Json["KeyMetadata"]!["KeyId"]!.GetValue<string>();
            return await sandbox.CallAsync(TestSandbox.Kms, "ScheduleKeyDeletion", new JsonObject { ["KeyId"] = key, ["PendingWindowInDays"] = n });
        }),
        ["characters of a trust policy"] = new(null, 2048, (sandbox, n) => RoleAsync(sandbox, ("AssumeRolePolicyDocument", Padded(Trust, n)))),
        ["seconds of a session"] = new(3600, 43200, (sandbox, n) => RoleAsync(sandbox, ("AssumeRolePolicyDocument", Trust), ("MaxSessionDuration", $"{n}"))),
        ["tags of a role"] = new(null, 50, (sandbox, n) => RoleAsync(
            sandbox,
            [("AssumeRolePolicyDocument", Trust), .. Names(n).SelectMany((name, i) => new[] { ($"Tags.member.{i + 1}.Key", name), ($"Tags.member.{i + 1}.Value", "v") })])),
        ["managed policies of a role"] = new(null, 10, async (sandbox, n) =>
        {
            var last = await RoleAsync(sandbox, ("AssumeRolePolicyDocument", Trust));
            foreach (var name in Names(n))
            {
                last = await sandbox.QueryAsync("iam", "2010-05-08", "AttachRolePolicy", ("RoleName", "r"), ("PolicyArn", $"arn:aws:iam::aws:policy/{name}"));
            }

            return last;
        }),
    };

    public static TheoryData<string> Quotas => [.. s_quotas.Keys];

    [Theory]
    [MemberData(nameof(Quotas))]
    public async Task A_bound_is_accepted_and_the_next_value_is_not(string name)
    {
        var quota = s_quotas[name];
        if (quota.Least is { } least)
        {
            Assert.Equal((400, 200), (await StatusAsync(quota, least - 1), await StatusAsync(quota, least)));
        }

        Assert.Equal(200, await StatusAsync(quota, quota.Most));
        Assert.InRange(await StatusAsync(quota, quota.Most + 1), 400, 409);
    }

    private static async Task<int> StatusAsync(Quota quota, int value)
    {
        using var sandbox = new TestSandbox();
        return (await quota.CallAsync(sandbox, value)).Status;
    }

    private static Task<Answer> CreateAsync(TestSandbox sandbox, params JsonObject[] stages) => CreateAsync(sandbox, int.MaxValue, stages);

    private static Task<Answer> CreateAsync(TestSandbox sandbox, int count, JsonObject[] stages)
    {
        var pipeline = Valid(sandbox.Info);
        pipeline["stages"] = new JsonArray([.. pipeline["stages"]!.AsArray().Select(stage => stage!.DeepClone()).Concat(stages).Take(count)]);
        return sandbox.CallAsync(TestSandbox.CodePipeline, "CreatePipeline", new JsonObject { ["pipeline"] = pipeline });
    }

    private static async Task<Answer> LastAsync(int count, Func<int, Task<Answer>> callAsync)
    {
        for (var i = 1; i < count; i++)
        {
            Assert.Equal(200, (await callAsync(i)).Status);
        }

        return await callAsync(count);
    }

    private static Task<Answer> LinkAsync(TestSandbox sandbox, string connection, string repository) => sandbox.CallAsync(
        TestSandbox.CodeStar, "CreateRepositoryLink", new JsonObject { ["ConnectionArn"] = connection, ["OwnerId"] = "o", ["RepositoryName"] = repository });

    private static async Task<Answer> SyncAsync(TestSandbox sandbox, int count, Func<int, string> branch)
    {
        var connection = await sandbox.ConnectionAsync();
        sandbox.Sandbox.CompleteConnection(connection);
        var link = (await LinkAsync(sandbox, connection, "r")).Json["RepositoryLinkInfo"]!["RepositoryLinkId"]!.GetValue<string>();
        return await LastAsync(count, i => sandbox.CallAsync(TestSandbox.CodeStar, "CreateSyncConfiguration", new JsonObject
        {
            ["Branch"] = branch(i),
            ["ConfigFile"] = "c.yaml",
            ["RepositoryLinkId"] = link,
            ["ResourceName"] = "stack" + i,
            ["RoleArn"] = "arn:aws:iam::123456789012:role/r",
            ["SyncType"] = "CFN_STACK_SYNC",
        }));
    }

    private static Task<Answer> RoleAsync(TestSandbox sandbox, params (string Name, string Value)[] parameters) =>
        sandbox.QueryAsync("iam", "2010-05-08", "CreateRole", [("RoleName", "r"), .. parameters]);

    private static JsonArray Tags(int count, string key, string value) => new([.. Names(count).Select(name => new JsonObject { [key] = name, [value] = "v" })]);

    private static string Padded(string document, int length) => document.Replace("2012-10-17\",", "2012-10-17\",\"Id\":\"" + new string('x', length - document.Length - 8) + "\",", StringComparison.Ordinal);

    private static IEnumerable<string> Names(int count) => Enumerable.Range(0, Math.Max(count, 0)).Select(i => "name" + i);

    // Least is null if there is no lower bound.
    private sealed record Quota(int? Least, int Most, Func<TestSandbox, int, Task<Answer>> CallAsync);
}
