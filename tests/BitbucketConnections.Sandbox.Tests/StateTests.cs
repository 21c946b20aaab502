using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Tests.Support;
using BitbucketConnections.Sandbox.Time;

namespace BitbucketConnections.Sandbox.Tests;

/// <summary>The state of a sandbox is exported, imported, reset and kept in a file.</summary>
public sealed class StateTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("bitbucketconnections-state-").FullName;

    private string JournalPath => StatePath + ".journal";

    private string StatePath => Path.Combine(_folder, "state.json");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task An_imported_state_continues_where_it_was_exported()
    {
        using var first = new TestSandbox();
        var arn = await first.ConnectionAsync();
        first.Sandbox.CompleteConnection(arn);
        var pipeline = PipelineJson.Valid(first.Info, connectionArn: arn);
        pipeline["stages"]![1]!["actions"]![0] = Approval();
        await SucceedAsync(first, "CreatePipeline", new JsonObject { ["pipeline"] = pipeline });
        var before = await SucceedAsync(first, "GetPipelineState", new JsonObject { ["name"] = "demo" });

        using var second = new TestSandbox();
        second.Sandbox.ImportState(first.Sandbox.ExportState());

        var after = await SucceedAsync(second, "GetPipelineState", new JsonObject { ["name"] = "demo" });
        Assert.Equal(before.Body, after.Body);
        var answer = new JsonObject
        {
            ["pipelineName"] = "demo", ["stageName"] = "Build", ["actionName"] = "Ask", ["token"] = Latest(after)["token"]!.DeepClone(),
            ["result"] = new JsonObject { ["summary"] = "ok", ["status"] = "Approved" },
        };
        await SucceedAsync(second, "PutApprovalResult", answer);
        Assert.Equal("Succeeded", (string)Latest(await SucceedAsync(second, "GetPipelineState", new JsonObject { ["name"] = "demo" }))["status"]!);
        Assert.Equal("InProgress", (string)Latest(await SucceedAsync(first, "GetPipelineState", new JsonObject { ["name"] = "demo" }))["status"]!);
    }

    [Fact]
    public async Task Names_of_an_imported_state_are_compared_as_before()
    {
        using var first = new TestSandbox();
        await first.QueryAsync("iam", "2010-05-08", "CreateRole", ("RoleName", "Mine"), ("AssumeRolePolicyDocument", """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"codepipeline.amazonaws.com"},"Action":"sts:AssumeRole"}]}"""));
        using var second = new TestSandbox();
        second.Sandbox.ImportState(first.Sandbox.ExportState());

        Assert.Equal(200, (await second.QueryAsync("iam", "2010-05-08", "GetRole", ("RoleName", "mINE"))).Status);
    }

    [Fact]
    public async Task Hosts_repository_links_and_sync_configurations_are_imported_with_what_uses_them()
    {
        using var first = new TestSandbox();
        var vpc = new JsonObject { ["VpcId"] = "vpc-12345678", ["SubnetIds"] = new JsonArray("subnet-12345678"), ["SecurityGroupIds"] = new JsonArray("sg-12345678") };
        var host = (await first.CheckedAsync(TestSandbox.CodeStar, "CreateHost", new JsonObject
        {
            ["Name"] = "h", ["ProviderType"] = "GitLabSelfManaged", ["ProviderEndpoint"] = "https://git.example.com", ["VpcConfiguration"] = vpc,
        }))["HostArn"]!.GetValue<string>();
        var connection = (await first.CheckedAsync(TestSandbox.CodeStar, "CreateConnection", new JsonObject { ["ConnectionName"] = "c", ["HostArn"] = host }))["ConnectionArn"]!.GetValue<string>();
        first.Sandbox.CompleteConnection(connection);
        var link = (await first.CheckedAsync(TestSandbox.CodeStar, "CreateRepositoryLink", new JsonObject { ["ConnectionArn"] = connection, ["OwnerId"] = "o", ["RepositoryName"] = "r" }))
            ["RepositoryLinkInfo"]!["RepositoryLinkId"]!.GetValue<string>();
        var ofStack = new JsonObject { ["SyncType"] = "CFN_STACK_SYNC", ["ResourceName"] = "stack" };
        await first.CheckedAsync(TestSandbox.CodeStar, "CreateSyncConfiguration", new JsonObject
        {
            ["Branch"] = "main", ["ConfigFile"] = "c.yaml", ["RepositoryLinkId"] = link, ["ResourceName"] = "stack", ["RoleArn"] = "arn:aws:iam::123456789012:role/r", ["SyncType"] = "CFN_STACK_SYNC",
        });

        using var second = new TestSandbox();
        second.Sandbox.ImportState(first.Sandbox.ExportState());

        foreach (var (operation, input) in new[]
        {
            ("ListHosts", []), ("ListConnections", new JsonObject { ["HostArnFilter"] = host }), ("ListRepositoryLinks", []), ("GetSyncConfiguration", ofStack),
        })
        {
            Assert.Equal(
                (await first.CheckedAsync(TestSandbox.CodeStar, operation, input)).ToJsonString(), (await second.CheckedAsync(TestSandbox.CodeStar, operation, input)).ToJsonString());
        }

        var (ofHost, ofLink) = (new JsonObject { ["HostArn"] = host }, new JsonObject { ["RepositoryLinkId"] = link });
        Assert.Equal("ResourceUnavailableException", (await second.RefusedAsync(TestSandbox.CodeStar, "DeleteHost", ofHost)).Code);
        Assert.Equal("SyncConfigurationStillExistsException", (await second.RefusedAsync(TestSandbox.CodeStar, "DeleteRepositoryLink", ofLink)).Code);
        await second.CheckedAsync(TestSandbox.CodeStar, "DeleteSyncConfiguration", ofStack);
        await second.CheckedAsync(TestSandbox.CodeStar, "DeleteRepositoryLink", ofLink);
        await second.CheckedAsync(TestSandbox.CodeStar, "DeleteConnection", new JsonObject { ["ConnectionArn"] = connection });
        await second.CheckedAsync(TestSandbox.CodeStar, "DeleteHost", ofHost);
    }

    [Theory]
    [InlineData("no JSON", "It is not valid JSON.")]
    [InlineData("[]", "The document is not an object.")]
    [InlineData("{}", "'format' is not")]
    [InlineData("""{"format":"BitbucketConnections sandbox state 1"}""", "clockOffset can't be null.")]
    [InlineData("""{"format":"BitbucketConnections sandbox state 1","clockOffset":"later"}""", "clockOffset is not a valid TimeSpan.")]
    [InlineData("""{"format":"BitbucketConnections sandbox state 1","clockOffset":"00:00:00","lastSequence":"x"}""", "lastSequence is not a valid Int64.")]
    [InlineData("""{"format":"BitbucketConnections sandbox state 1","clockOffset":"00:00:00","lastSequence":1,"parts":{"BucketStore":"x"},"accounts":{}}""", "parts.BucketStore can't be a text.")]
    [InlineData("""{"format":"BitbucketConnections sandbox state 1","clockOffset":"00:00:00","lastSequence":1,"parts":{"BucketStore":1},"accounts":{}}""", "parts.BucketStore can't be a number.")]
    [InlineData("""{"format":"BitbucketConnections sandbox state 1","clockOffset":"00:00:00","lastSequence":1,"parts":{"BucketStore":true},"accounts":{}}""", "parts.BucketStore can't be a truth value.")]
    [InlineData("""{"format":"BitbucketConnections sandbox state 1","clockOffset":"00:00:00","lastSequence":1,"parts":{"BucketStore":[]},"accounts":{}}""", "parts.BucketStore can't be a list.")]
    [InlineData("""{"format":"BitbucketConnections sandbox state 1","clockOffset":"00:00:00","lastSequence":1,"parts":{"BucketStore":null},"accounts":{}}""", "parts.BucketStore can't be null.")]
    [InlineData("""{"format":"BitbucketConnections sandbox state 1","clockOffset":"00:00:00","lastSequence":1,"parts":{"BucketStore":{"ByName":{}}},"accounts":{}}""", "parts.BucketStore.ByName can't be an object.")]
    [InlineData("""{"format":"BitbucketConnections sandbox state 1","clockOffset":"00:00:00","lastSequence":1,"parts":{"BucketStore":{"ByName":[{"key":"b","value":{"Name":"b","OwnerAccountId":"1","Region":"r","Created":"2026-03-01T12:00:00.0000000+00:00"}},{"key":"b","value":{"Name":"b","OwnerAccountId":"1","Region":"r","Created":"2026-03-01T12:00:00.0000000+00:00"}}]}},"accounts":{}}""", "parts.BucketStore.ByName has a key twice")]
    [InlineData("""{"format":"BitbucketConnections sandbox state 1","clockOffset":"00:00:00","lastSequence":1,"parts":{"BucketStore":{"ByName":[{"key":"b","value":{"Name":"b","OwnerAccountId":"1","Region":"r","Created":"2026-03-01T12:00:00.0000000+00:00","Versioning":"<a"}}]}},"accounts":{}}""", "value.Versioning is not valid XML.")]
    [InlineData("""{"format":"BitbucketConnections sandbox state 1","clockOffset":"00:00:00","lastSequence":1,"parts":{"BucketStore":{"ByName":[{"key":"b","value":{"Name":"b","OwnerAccountId":"1","Region":"r","Created":"soon"}}]}},"accounts":{}}""", "value.Created is not a valid DateTimeOffset.")]
    [InlineData("""{"format":"BitbucketConnections sandbox state 1","clockOffset":"00:00:00","lastSequence":1,"parts":{"PlannedOutcomes":{"entries":[{"Outcome":{}}]}},"accounts":{}}""", "entries[0].Outcome can't be an object.")]
    [InlineData("""{"format":"BitbucketConnections sandbox state 1","clockOffset":"00:00:00","lastSequence":1,"parts":{"PlannedOutcomes":{"entries":[{"Outcome":{"$type":"Process"}}]}},"accounts":{}}""", "has the type 'Process', which this version does not know there.")]
    [InlineData("""{"format":"BitbucketConnections sandbox state 1","clockOffset":"-10.00:00:00"}""", "clockOffset is not between zero and 3650 days.")]
    [InlineData("""{"format":"BitbucketConnections sandbox state 1","clockOffset":"9999999.00:00:00"}""", "clockOffset is not between zero and 3650 days.")]
    [InlineData("""{"format":"BitbucketConnections sandbox state 1","clockOffset":"00:00:00","lastSequence":1,"parts":{"CurrentLimits":{"Value":{"Connections":-5}}},"accounts":{}}""", "CurrentLimits has a limit that is out of range.")]
    [InlineData("""{"format":"BitbucketConnections sandbox state 1","clockOffset":"00:00:00","lastSequence":1,"parts":{"BucketStore":{"ByName":[{"key":"b","value":{"Name":null}}]}},"accounts":{}}""", "parts.BucketStore.ByName[0].value.Name can't be null.")]
    [InlineData("""{"format":"BitbucketConnections sandbox state 1","clockOffset":"00:00:00","lastSequence":1,"parts":{"BucketStore":{"ByName":[{"key":"b","value":{"Name":"b"}}]}},"accounts":{}}""", "parts.BucketStore.ByName[0].value does not have the member")]
    [InlineData("""{"format":"BitbucketConnections sandbox state 1","clockOffset":"00:00:00","lastSequence":1,"parts":{},"accounts":{},"zz":1}""", "The document has the member 'zz', which this version does not know.")]
    [InlineData("""{"format":"BitbucketConnections sandbox state 1","clockOffset":"00:00:00","lastSequence":1,"parts":{},"accounts":{"123456789012":{"parts":{},"regions":{},"zz":1}}}""", "accounts.123456789012 has the member 'zz', which this version does not know.")]
    [InlineData("""{"format":"BitbucketConnections sandbox state 1","clockOffset":"00:00:00","lastSequence":-5,"parts":{},"accounts":{}}""", "lastSequence is negative.")]
    [InlineData("""{"format":"BitbucketConnections sandbox state 1","clockOffset":"00:00:00","lastSequence":1,"parts":{"Process":{}},"accounts":{}}""", "parts has 'Process', which this version does not know there.")]
    [InlineData("""{"format":"BitbucketConnections sandbox state 1","clockOffset":"00:00:00","lastSequence":1,"parts":{"BucketStore":{"ByName":[],"Extra":1}},"accounts":{}}""", "parts.BucketStore has the member 'Extra', which this version does not know.")]
    [InlineData("""{"format":"BitbucketConnections sandbox state 1","clockOffset":"00:00:00","lastSequence":1,"parts":{"PlannedOutcomes":{"entries":[{"$ref":"7"}]}},"accounts":{}}""", "parts.PlannedOutcomes.entries[0] refers to an object that does not come before it.")]
    public async Task A_document_that_is_not_a_state_changes_nothing(string document, string message)
    {
        using var sandbox = new TestSandbox();
        var arn = await sandbox.ConnectionAsync();
        var before = sandbox.Sandbox.ExportState();

        var failure = Assert.Throws<ServiceException>(() => sandbox.Sandbox.ImportState(document));

        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
        Assert.EndsWith("Nothing was changed.", failure.Message, StringComparison.Ordinal);
        Assert.Equal(before, sandbox.Sandbox.ExportState());
        Assert.Contains(arn, before, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_is_in_the_file_before_its_answer()
    {
        using var sandbox = Open();
        var arn = await sandbox.ConnectionAsync();

        // As after a kill: nothing was closed, and another process sees only the files.
        var copy = Path.Combine(_folder, "copy.json");
        File.Copy(StatePath, copy);
        File.Copy(StatePath + ".journal", copy + ".journal");
        using var after = new TestSandbox(new SandboxOptions { StatePath = copy });

        Assert.Equal(200, (await after.CallAsync(TestSandbox.CodeStar, "GetConnection", new JsonObject { ["ConnectionArn"] = arn })).Status);
    }

    [Fact]
    public async Task The_file_has_a_whole_state_at_every_moment()
    {
        using var sandbox = Open();
        using var done = new CancellationTokenSource();
        var reads = 0;
        var reading = Task.Run(
            () =>
            {
                while (!done.IsCancellationRequested)
                {
                    var text = StateCopy.OfFile(StatePath);
                    Assert.Equal(text, StateCopy.Of(text));
                    reads++;
                }
            },
            Token);
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => sandbox.ConnectionAsync($"c{i}")));
        done.Cancel();
        await reading;

        Assert.True(reads > 0);
        Assert.Equal(40, StateCopy.OfFile(StatePath).Split("\"ProviderType\"").Length - 1);
        Assert.Equal(["state.json", "state.json.journal", "state.json.lock"], Directory.GetFiles(_folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_read_that_starts_an_action_saves_its_id()
    {
        var start = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        using var sandbox = new TestSandbox(new SandboxOptions { StatePath = StatePath, ActionDuration = TimeSpan.FromMinutes(1) }) { StoppedAt = start };
        var arn = await sandbox.ConnectionAsync();
        sandbox.Sandbox.CompleteConnection(arn);
        await SucceedAsync(sandbox, "CreatePipeline", new JsonObject { ["pipeline"] = PipelineJson.Valid(sandbox.Info, connectionArn: arn) });
        sandbox.PutClockForward(TimeSpan.FromMinutes(1.5));

        var id = (string)Latest(await SucceedAsync(sandbox, "GetPipelineState", new JsonObject { ["name"] = "demo" }))["actionExecutionId"]!;

        Assert.Contains(id, StateCopy.OfFile(StatePath), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kill_at_any_byte_of_a_change_leaves_the_state_before_or_after_it()
    {
        using var sandbox = new TestSandbox(new SandboxOptions { StatePath = StatePath }) { StoppedAt = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero) };
        var states = new List<string> { sandbox.Sandbox.ExportState() };
        var ends = new List<long> { new FileInfo(JournalPath).Length };
        foreach (var change in Changes(sandbox))
        {
            await change();
            states.Add(sandbox.Sandbox.ExportState());
            ends.Add(new FileInfo(JournalPath).Length);
        }

        Assert.Equal(ends.Order(), ends);
        var killed = Path.Combine(_folder, "killed.json");
        File.Copy(StatePath, killed);
        var journal = ReadJournal();
        for (var length = 0; length <= journal.Length; length++)
        {
            File.WriteAllBytes(killed + ".journal", [.. journal.Take(length)]);
            var last = Math.Max(0, ends.FindLastIndex(end => end <= length));
            Assert.True(states[last] == StateCopy.OfFile(killed), $"{length} of {journal.Length} bytes");
        }
    }

    [Fact]
    public async Task A_kill_between_the_file_and_its_new_journal_leaves_the_newer_state()
    {
        byte[] older;
        using (var sandbox = Open())
        {
            await sandbox.ConnectionAsync();
            older = ReadJournal();
        }

        var state = StateCopy.OfFile(StatePath);
        File.WriteAllBytes(JournalPath, older);

        Assert.Equal(state, StateCopy.OfFile(StatePath));
    }

    [Fact]
    public async Task A_sandbox_after_a_kill_leaves_the_file_alone_with_the_whole_state_also_without_a_change()
    {
        byte[] file, journal;
        using (var sandbox = Open())
        {
            await sandbox.ConnectionAsync();
            (file, journal) = (ReadFile(StatePath), ReadFile(JournalPath));
        }

        File.WriteAllBytes(StatePath, file);
        File.WriteAllBytes(JournalPath, journal);
        Open().Dispose();

        Assert.False(File.Exists(JournalPath));
        using var fresh = new TestSandbox();
        fresh.Sandbox.ImportState(File.ReadAllText(StatePath));
        Assert.Single((await fresh.CallAsync(TestSandbox.CodeStar, "ListConnections")).Json["Connections"]!.AsArray());
    }

    [Theory]
    [InlineData("garbage", "Line 2 of its journal is not a change of a state: It is not valid JSON.")]
    [InlineData("""{"zz":1}""", "Line 2 of its journal is not a change of a state: The document has the member 'zz'")]
    [InlineData("""{"clockOffset":"00:00:00","lastSequence":1}""", "Line 2 of its journal is not a change of a state: changed is not a list.")]
    public async Task A_broken_journal_is_named_with_its_line_and_the_file_stays(string line, string message)
    {
        using (var sandbox = Open())
        {
            await sandbox.ConnectionAsync();
        }

        var file = File.ReadAllText(StatePath);
        File.WriteAllText(JournalPath, $"{(string)JsonNode.Parse(file)!["journal"]!}\n{line}\n");

        var failure = Assert.Throws<ServiceException>(Open).Message;
        Assert.Contains(message, failure, StringComparison.Ordinal);
        Assert.Contains($"remove only '{JournalPath}' to use the state before the changes in it", failure, StringComparison.Ordinal);
        Assert.Equal(file, File.ReadAllText(StatePath));

        File.Delete(JournalPath);
        using var after = Open();
        Assert.Single((await after.CallAsync(TestSandbox.CodeStar, "ListConnections")).Json["Connections"]!.AsArray());
    }

    [Fact]
    public async Task A_kill_while_the_file_is_written_again_leaves_the_older_file()
    {
        using (var sandbox = Open())
        {
            await sandbox.ConnectionAsync();
        }

        File.WriteAllText(StatePath + ".new", "{ \"form");
        using var after = Open();

        Assert.Single((await after.CallAsync(TestSandbox.CodeStar, "ListConnections")).Json["Connections"]!.AsArray());
        await after.ConnectionAsync("second");
        Assert.False(File.Exists(StatePath + ".new"));
    }

    [Fact]
    public async Task A_change_adds_only_what_changed_to_the_journal()
    {
        using var sandbox = Open();
        var arn = await sandbox.ConnectionAsync();
        sandbox.Sandbox.CompleteConnection(arn);
        for (var i = 0; i < 20; i++)
        {
            await SucceedAsync(sandbox, "CreatePipeline", new JsonObject { ["pipeline"] = PipelineJson.Valid(sandbox.Info, $"p{i}", arn) });
        }

        var (file, before) = (File.ReadAllText(StatePath), new FileInfo(JournalPath).Length);
        await SucceedAsync(sandbox, "TagResource", new JsonObject { ["resourceArn"] = $"arn:aws:codepipeline:us-east-1:{sandbox.Info.AccountId}:p7", ["tags"] = new JsonArray(new JsonObject { ["key"] = "a", ["value"] = "b" }) });
        await SucceedAsync(sandbox, "ListPipelines", []);

        Assert.InRange(new FileInfo(JournalPath).Length - before, 1, 300);
        Assert.Equal(file, File.ReadAllText(StatePath));
    }

    [Fact]
    public async Task A_journal_that_is_longer_than_the_file_is_put_into_it()
    {
        using var sandbox = Open();
        await sandbox.ConnectionAsync();
        var file = File.ReadAllText(StatePath);
        for (var i = 0; file == File.ReadAllText(StatePath); i++)
        {
            Assert.InRange(i, 0, 400);
            sandbox.Sandbox.ImportState(sandbox.Sandbox.ExportState());
        }

        Assert.InRange(new FileInfo(JournalPath).Length, 1, 1 << 20);
    }

    [Fact]
    public async Task A_journal_that_another_version_wrote_is_an_error_and_stays()
    {
        using (var sandbox = Open())
        {
            await sandbox.ConnectionAsync();
        }

        var name = (string)JsonNode.Parse(File.ReadAllText(StatePath))!["journal"]!;
        var journal = $$"""
            {{name}}
            {"clockOffset":"00:00:00","lastSequence":1,"changed":[{"$id":"1","Extra":1}]}

            """;
        File.WriteAllText(JournalPath, journal);

        Assert.Contains("has the member 'Extra', which this version does not know.", Assert.Throws<ServiceException>(Open).Message, StringComparison.Ordinal);
        Assert.Equal(journal, File.ReadAllText(JournalPath));
    }

    [Fact]
    public void A_file_is_used_by_one_sandbox()
    {
        using var sandbox = Open();

        var failure = Assert.Throws<ServiceException>(Open);

        Assert.Contains("another sandbox uses it", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_a_state_is_not_changed()
    {
        File.WriteAllText(StatePath, "mine");

        var failure = Assert.Throws<ServiceException>(Open);

        Assert.Contains("It is not valid JSON. Specify another -Path, or remove the file to start empty.", failure.Message, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(StatePath));
    }

    [Fact]
    public void An_exported_state_overwrites_a_file_only_when_asked()
    {
        var host = new SandboxHost();
        var path = Path.Combine(_folder, "new", "state.json");
        host.Save("{ }", path, overwrites: false);

        Assert.Equal("FileExists", Assert.Throws<ServiceException>(() => host.Save("[]", path, overwrites: false)).Condition);
        Assert.Equal("{ }", File.ReadAllText(path));
        host.Save("[]", path, overwrites: true);
        Assert.Equal("[]", File.ReadAllText(path));
        Assert.Equal("FileNotWritten", Assert.Throws<ServiceException>(() => host.Save("[]", Path.Combine(path, "below"), overwrites: true)).Condition);
        if (Path.DirectorySeparatorChar == '/')
        {
            Assert.Contains("It is a device or a named pipe", Assert.Throws<ServiceException>(() => host.Save("[]", "/dev/null", overwrites: true)).Message, StringComparison.Ordinal);
            Assert.Empty(File.ReadAllText("/dev/null"));
        }
    }

    [Fact]
    public void A_folder_that_does_not_exist_is_an_error() =>
        Assert.Contains("Specify another -Path.", Assert.Throws<ServiceException>(() => new TestSandbox(new SandboxOptions { StatePath = Path.Combine(_folder, "none", "state.json") })).Message, StringComparison.Ordinal);

#if NET
    [Fact]
    public void Only_the_owner_can_read_the_file()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes.");
            return;
        }

        using var sandbox = Open();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(StatePath));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(sandbox.Info.ControlTokenPath));
    }

#endif
    [Fact]
    public async Task A_reset_sandbox_is_as_after_its_start()
    {
        using var sandbox = new TestSandbox();
        var seeded = await NamesAsync(sandbox);
        await sandbox.ConnectionAsync();
        sandbox.Sandbox.AddFault(new SandboxFault { Operation = "*", ErrorCode = "X" });
        sandbox.Sandbox.SetRegionStatus("us-east-1", SandboxRegionStatus.Denied);
        sandbox.Sandbox.SetLimits(new SandboxLimits { Connections = 0 });
        sandbox.Sandbox.PutClockForward(TimeSpan.FromDays(1));

        sandbox.Sandbox.Reset();

        Assert.Equal(seeded, await NamesAsync(sandbox));
        Assert.Empty((await sandbox.CallAsync(TestSandbox.CodeStar, "ListConnections")).Json["Connections"]!.AsArray());
        Assert.Equal(250, sandbox.Sandbox.Limits.Connections);
        Assert.True(sandbox.Sandbox.Time - SandboxClock.SystemTime.Now < TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task The_clock_ends_what_takes_time()
    {
        using var sandbox = new TestSandbox(new SandboxOptions { ActionDuration = TimeSpan.FromHours(1) });
        var arn = await sandbox.ConnectionAsync();
        sandbox.Sandbox.CompleteConnection(arn);
        await SucceedAsync(sandbox, "CreatePipeline", new JsonObject { ["pipeline"] = PipelineJson.Valid(sandbox.Info, connectionArn: arn) });
        Assert.Equal("InProgress", await StatusAsync(sandbox));

        sandbox.Sandbox.PutClockForward(TimeSpan.FromHours(3));

        // Clients sign with their own time, and are still accepted.
        Assert.Equal("Succeeded", await StatusAsync(sandbox));
        Assert.InRange(sandbox.Sandbox.Time - SandboxClock.SystemTime.Now, TimeSpan.FromHours(2.9), TimeSpan.FromHours(3.1));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3651 * 86400d)]
    public void A_clock_is_not_put_out_of_range(double seconds)
    {
        using var sandbox = new TestSandbox();
        Assert.Equal(ServiceErrorKind.InvalidInput, Assert.Throws<ServiceException>(() => sandbox.Sandbox.PutClockForward(TimeSpan.FromSeconds(seconds))).Kind);
    }

    [Fact]
    public async Task A_lower_quota_is_reached_sooner()
    {
        using var sandbox = new TestSandbox();
        sandbox.Sandbox.SetLimits(new SandboxLimits { Connections = 1, Pipelines = 0, Roles = 1 });
        var arn = await sandbox.ConnectionAsync();
        sandbox.Sandbox.CompleteConnection(arn);

        Assert.Equal("LimitExceededException", (await sandbox.CallAsync(TestSandbox.CodeStar, "CreateConnection", new JsonObject { ["ConnectionName"] = "x", ["ProviderType"] = "Bitbucket" })).ErrorType);
        var pipeline = await sandbox.CallAsync(TestSandbox.CodePipeline, "CreatePipeline", new JsonObject { ["pipeline"] = PipelineJson.Valid(sandbox.Info, connectionArn: arn) });
        Assert.Equal(("LimitExceededException", "The number of pipelines in account '123456789012' has reached the limit of 0."), (pipeline.ErrorType, pipeline.ErrorMessage));
        Assert.Contains("RolesPerAccount: 1", (await sandbox.QueryAsync("iam", "2010-05-08", "CreateRole", ("RoleName", "x"), ("AssumeRolePolicyDocument", """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"codepipeline.amazonaws.com"},"Action":"sts:AssumeRole"}]}"""))).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_calls_than_the_rate_are_throttled()
    {
        using var sandbox = new TestSandbox { StoppedAt = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero) };
        sandbox.Sandbox.SetLimits(new SandboxLimits { RequestsPerSecond = 2 });

        Task<Answer> ListAsync() => sandbox.CallAsync(TestSandbox.CodeStar, "ListConnections");
        Assert.Equal("200 200 400", await StatusesAsync(ListAsync, 3));
        Assert.Equal(200, (await sandbox.CallAsync(TestSandbox.CodePipeline, "ListPipelines")).Status);
        sandbox.PutClockForward(TimeSpan.FromSeconds(0.5));
        Assert.Equal("200 400", await StatusesAsync(ListAsync, 2));
        Assert.Equal("ThrottlingException", (await sandbox.CallAsync(TestSandbox.CodeStar, "ListConnections")).ErrorType);
        Assert.Equal("200 200 503", await StatusesAsync(() => sandbox.S3Async(HttpMethod.Get, "/"), 3));
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(1, 0)]
    public void A_limit_out_of_range_is_an_error(int pipelines, double rate)
    {
        using var sandbox = new TestSandbox();
        Assert.Throws<ServiceException>(() => sandbox.Sandbox.SetLimits(new SandboxLimits { Pipelines = pipelines, RequestsPerSecond = rate }));
    }

    private static IEnumerable<Func<Task>> Changes(TestSandbox sandbox)
    {
        string? arn = null;
        yield return async () => arn = await sandbox.ConnectionAsync();
        yield return () =>
        {
            sandbox.Sandbox.CompleteConnection(arn!);
            return Task.CompletedTask;
        };
        yield return () => sandbox.CallAsync(TestSandbox.CodeStar, "TagResource", new JsonObject { ["ResourceArn"] = arn, ["Tags"] = new JsonArray(new JsonObject { ["Key"] = "é", ["Value"] = "v" }) });
        yield return () => sandbox.ConnectionAsync("other", account: "222222222222");
        yield return () => sandbox.CallAsync(TestSandbox.CodeStar, "DeleteConnection", new JsonObject { ["ConnectionArn"] = arn });
    }

    // The sandbox holds it open for writing.
    private byte[] ReadJournal() => ReadFile(JournalPath);

    private static byte[] ReadFile(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    private TestSandbox Open() => new(new SandboxOptions { StatePath = StatePath });

    private static JsonObject Approval() => new()
    {
        ["name"] = "Ask",
        ["actionTypeId"] = new JsonObject { ["category"] = "Approval", ["owner"] = "AWS", ["provider"] = "Manual", ["version"] = "1" },
    };

    private static async Task<Answer> SucceedAsync(TestSandbox sandbox, string operation, JsonObject input)
    {
        var answer = await sandbox.CallAsync(TestSandbox.CodePipeline, operation, input);
        Assert.True(answer.Status == 200, answer.Body);
        return answer;
    }

    private static async Task<string> StatusesAsync(Func<Task<Answer>> call, int count)
    {
        var statuses = new List<int>();
        for (var i = 0; i < count; i++)
        {
            statuses.Add((await call()).Status);
        }

        return string.Join(" ", statuses);
    }

    private static JsonNode Latest(Answer state) => state.Json["stageStates"]![1]!["actionStates"]![0]!["latestExecution"]!;

    private static async Task<string> StatusAsync(TestSandbox sandbox) =>
        (string)(await SucceedAsync(sandbox, "ListPipelineExecutions", new JsonObject { ["pipelineName"] = "demo" })).Json["pipelineExecutionSummaries"]![0]!["status"]!;

    private static async Task<string> NamesAsync(TestSandbox sandbox) => string.Join(",", [
        .. (await sandbox.QueryAsync("iam", "2010-05-08", "ListRoles")).Body.Split("<RoleName>").Skip(1).Select(part => part[..part.IndexOf('<')]),
        .. (await sandbox.S3Async(HttpMethod.Get, "/")).Body.Split("<Name>").Skip(1).Select(part => part[..part.IndexOf('<')])]);
}
