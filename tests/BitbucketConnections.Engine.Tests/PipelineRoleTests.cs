using System;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Engine.Clients;
using static BitbucketConnections.Engine.Tests.RoleHarness;

namespace BitbucketConnections.Engine.Tests;

/// <summary>Tests how creating and editing pipelines changes the policies of their roles, on the sandbox.</summary>
[Collection("environment")]
public sealed class PipelineRoleTests : IDisposable
{
    private const string Hand = """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","NotAction":"s3:*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":false}}}]}""";
    private readonly RoleHarness _iam = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _iam.Dispose();

    [Fact]
    public async Task Two_pipelines_on_one_role_have_one_policy_each_and_other_policies_are_unchanged()
    {
        await _iam.CreateRoleAsync("shared");
        await _iam.PutAsync("shared", "mine", Hand);
        await _iam.CreateAsync("one", "shared", Lambda("first"));
        await _iam.ChangeByHandAsync("shared", await _iam.NameOfAsync("shared", "one"), s => s.Add(JsonNode.Parse("""{"Effect":"Allow","Action":"sqs:SendMessage","Resource":"arn:aws:sqs:us-east-1:123456789012:q"}""")));
        var before = await _iam.DocumentAsync("shared", await _iam.NameOfAsync("shared", "one"));

        await _iam.CreateAsync("two", "shared", Lambda("second"));

        var policies = await _iam.PoliciesAsync("shared");
        Assert.Equal(3, policies.Count);
        Assert.Equal(before, await _iam.DocumentAsync("shared", await _iam.NameOfAsync("shared", "one")));
        Assert.Equal(Hand, await _iam.DocumentAsync("shared", "mine"));
        Assert.Equal(["lambda:InvokeFunction second"], Rights(policies[await _iam.NameOfAsync("shared", "two")]));
    }

    [Fact]
    public async Task An_edit_adds_required_permissions_and_removes_unused_ones()
    {
        await _iam.CreateAsync("demo", "role", Lambda("old"));
        var policy = await _iam.NameOfAsync("role", "demo");

        var (plan, _) = await _iam.EditAsync("demo", Replace(Lambda("new")));

        Assert.Empty(plan.Warnings);
        Assert.Empty(_iam.Warnings);
        var after = (await _iam.PoliciesAsync("role"))[policy];
        Assert.Equal(["lambda:InvokeFunction new"], Rights(after));
        Assert.Equal(["AllowS3BucketAccess", "AllowS3ObjectAccess", "AllowUseConnection", "AllowLambdaInvoke", "AllowLambdaList"], Sids(after));
    }

    [Fact]
    public async Task An_edit_moves_the_permissions_to_another_bucket_and_key()
    {
        await _iam.CreateAsync("demo", "role", Lambda("f"));
        var bucket = (await _iam.Session.Stores.CreateDefaultAsync("us-east-1", Token)).Bucket;

        await _iam.EditAsync("demo", new PipelineChanges { ArtifactBucket = bucket });

        var text = await _iam.DocumentAsync("role", await _iam.NameOfAsync("role", "demo"));
        Assert.Contains($"arn:aws:s3:::{bucket}/*", text, StringComparison.Ordinal);
        if (bucket != _iam.Fixture.Sandbox.Info.ArtifactBucket)
        {
            Assert.DoesNotContain($"arn:aws:s3:::{_iam.Fixture.Sandbox.Info.ArtifactBucket}/*", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Permissions_are_written_before_the_update_and_an_error_names_them()
    {
        await _iam.CreateAsync("demo", "role", Lambda("old"));
        _iam.Refuse("UpdatePipeline");

        var refused = await Assert.ThrowsAsync<ServiceException>(() => _iam.EditAsync("demo", Replace(Lambda("new"))));

        var policy = await _iam.NameOfAsync("role", "demo");
        Assert.Equal(["lambda:InvokeFunction old", "lambda:InvokeFunction new"], Rights((await _iam.PoliciesAsync("role"))[policy]));
        Assert.Equal([$"permissions in the policy {policy} of the role role (AllowLambdaInvokeDuringUpdate)"], refused.Created);

        // No later edit needs them.
        _iam.Fixture.Sandbox.ClearFaults();
        await _iam.EditAsync("demo", new PipelineChanges { Branch = "develop" });
        Assert.Equal(["lambda:InvokeFunction old"], Rights((await _iam.PoliciesAsync("role"))[policy]));
    }

    [Fact]
    public async Task Unused_permissions_are_kept_during_an_execution_and_the_same_edit_removes_them_afterwards()
    {
        await _iam.CreateAsync("demo", "role", Approval(), Lambda("old"));
        var running = Assert.Single(await _iam.Session.Executions.ListInProgressAsync("demo", Token));

        await _iam.EditAsync("demo", Replace(Lambda("new")));

        var policy = await _iam.NameOfAsync("role", "demo");
        Assert.Equal(["lambda:InvokeFunction new", "lambda:InvokeFunction old"], Rights((await _iam.PoliciesAsync("role"))[policy]));
        var warning = Assert.Single(_iam.Warnings);
        foreach (var part in new[] { "'role'", "'demo'", "AllowLambdaInvoke", policy, running.PipelineExecutionId, "Then run: Set-BitbucketPipeline -PipelineName 'demo' -Region us-east-1 -GrantRole" })
        {
            Assert.Contains(part, warning, StringComparison.Ordinal);
        }

        await _iam.Session.Executions.StopAsync(new PipelineStopRequest { PipelineName = "demo", PipelineExecutionId = running.PipelineExecutionId, Abandon = true }, Token);
        var updates = _iam.Calls("UpdatePipeline");
        var (again, _) = await _iam.EditAsync("demo", Replace(Lambda("new")));

        Assert.Empty(again.Differences);
        Assert.Equal(updates, _iam.Calls("UpdatePipeline"));
        Assert.Equal(["lambda:InvokeFunction new"], Rights((await _iam.PoliciesAsync("role"))[policy]));
        Assert.Single(_iam.Warnings);
    }

    [Fact]
    public async Task The_command_in_the_warning_removes_permissions_that_an_unrepeatable_edit_left()
    {
        await _iam.CreateAsync("demo", "role", Approval(), Lambda("old"));
        var running = Assert.Single(await _iam.Session.Executions.ListInProgressAsync("demo", Token));
        await _iam.EditAsync("demo", new PipelineChanges { StageChanges = [new StageChange { Kind = StageChangeKind.Remove, StageName = "Invoke" }] });
        Assert.EndsWith("Then run: Set-BitbucketPipeline -PipelineName 'demo' -Region us-east-1 -GrantRole", Assert.Single(_iam.Warnings), StringComparison.Ordinal);

        await _iam.Session.Executions.StopAsync(new PipelineStopRequest { PipelineName = "demo", PipelineExecutionId = running.PipelineExecutionId, Abandon = true }, Token);
        var (plan, _) = await _iam.EditAsync("demo", new PipelineChanges { GrantsRole = true });

        Assert.Empty(plan.Differences);
        Assert.Empty(Rights((await _iam.PoliciesAsync("role"))[await _iam.NameOfAsync("role", "demo")]));
    }

    [Fact]
    public async Task WhenIdle_also_waits_if_only_the_policy_is_written()
    {
        await _iam.CreateAsync("demo", "role", Approval(), Lambda("old"));
        await _iam.EditAsync("demo", new PipelineChanges { StageChanges = [new StageChange { Kind = StageChangeKind.Remove, StageName = "Invoke" }] });

        var waiting = await _iam.Session.Editor.PlanAsync("demo", new PipelineChanges { GrantsRole = true, WhenIdle = true }, Token);
        var atOnce = await _iam.Session.Editor.PlanAsync("demo", new PipelineChanges { GrantsRole = true }, Token);

        Assert.Empty(waiting.Differences);
        Assert.Equal((true, false), (waiting.IsBusy, atOnce.IsBusy));
        Assert.EndsWith("the update waits until it ends.", Assert.Single(waiting.ExecutionNotes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_policy_whose_deletion_response_was_lost_is_not_reported_as_existing()
    {
        var pipeline = await _iam.CreateAsync("demo", "role", Lambda("old"));
        _iam.Fixture.Sandbox.AddFault(new SandboxFault { Operation = "DeleteRolePolicy", LoseAnswer = true, Count = 1 });
        _iam.Refuse("DeleteRolePolicy");

        await _iam.Session.Roles.RemovePolicyAsync(pipeline, Token);

        Assert.Empty(await _iam.PoliciesAsync("role"));
        Assert.Empty(_iam.Warnings);
    }

    [Fact]
    public async Task A_request_with_only_a_grant_fails_if_the_role_cannot_be_read()
    {
        await _iam.CreateAsync("demo", "role", Lambda("old"));
        _iam.Refuse("GetRolePolicy");

        var refused = await Assert.ThrowsAsync<ServiceException>(() => _iam.EditAsync("demo", new PipelineChanges { GrantsRole = true }));

        Assert.Equal("GetRolePolicy", refused.Operation);
    }

    [Fact]
    public async Task A_manual_statement_is_kept_even_if_its_Sid_ends_like_a_temporary_one()
    {
        await _iam.CreateAsync("demo", "role", Lambda("old"));
        var policy = await _iam.NameOfAsync("role", "demo");
        await _iam.ChangeByHandAsync("role", policy, statements => statements.Add(JsonNode.Parse("""{"Sid":"BackupDuringUpdate","Effect":"Allow","Action":"dynamodb:*","Resource":"*"}""")));

        await _iam.EditAsync("demo", Replace(Lambda("new")));

        Assert.Contains("BackupDuringUpdate", Sids((await _iam.PoliciesAsync("role"))[policy]));
    }

    [Fact]
    public async Task A_removal_does_not_report_statements_of_an_earlier_definition_as_manual_changes()
    {
        var pipeline = await _iam.CreateAsync("demo", "role", Lambda("old"));
        var policy = await _iam.NameOfAsync("role", "demo");
        await _iam.ChangeByHandAsync("role", policy, statements => statements[3]!["Sid"] = "AllowCodeBuild");

        await _iam.Session.Roles.RemovePolicyAsync(pipeline, Token);

        Assert.Contains("does not need: AllowCodeBuild. They were added by hand, or belong to an earlier definition.", Assert.Single(_iam.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Permissions_are_kept_if_executions_in_progress_cannot_be_determined()
    {
        await _iam.CreateAsync("demo", "role", Lambda("old"));
        _iam.Refuse("ListPipelineExecutions");

        await _iam.EditAsync("demo", Replace(Lambda("new")));

        Assert.Contains("lambda:InvokeFunction old", Rights((await _iam.PoliciesAsync("role"))[await _iam.NameOfAsync("role", "demo")]));
        Assert.Contains("Cannot determine whether executions are in progress", Assert.Single(_iam.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_edit_that_needs_the_same_permissions_writes_nothing_to_IAM()
    {
        await _iam.CreateAsync("demo", "role", Lambda("f"));
        var policy = await _iam.NameOfAsync("role", "demo");
        var before = await _iam.DocumentAsync("role", policy);
        var puts = _iam.Calls("PutRolePolicy");

        await _iam.EditAsync("demo", new PipelineChanges { Branch = "develop" });

        Assert.Equal(before, await _iam.DocumentAsync("role", policy));
        Assert.Equal((puts, 0), (_iam.Calls("PutRolePolicy"), _iam.Calls("DeleteRolePolicy")));
    }

    [Fact]
    public async Task An_edit_adds_what_the_policy_does_not_have_after_a_change_outside_the_module_and_removes_what_is_not_needed()
    {
        await _iam.CreateAsync("demo", "role", Lambda("f"));
        var policy = await _iam.NameOfAsync("role", "demo");
        await OutsideAsync(pipeline => pipeline["stages"]![1]!["actions"]![0]!["configuration"]!["FunctionName"] = "outside");
        await OutsideAsync(pipeline => pipeline["stages"]![0]!["actions"]![0]!["configuration"]!["FullRepositoryId"] = "example-ws/moved");

        var (plan, _) = await _iam.EditAsync("demo", new PipelineChanges { Branch = "develop" });

        Assert.Equal(["lambda:InvokeFunction outside"], Rights((await _iam.PoliciesAsync("role"))[policy]));
        var document = await _iam.DocumentAsync("role", policy);
        Assert.Contains("example-ws/moved", document, StringComparison.Ordinal);
        Assert.DoesNotContain("example-ws/demo-repo", document, StringComparison.Ordinal);
        Assert.Contains(plan.RoleChanges, line => line.StartsWith("  gains AllowLambdaInvoke:", StringComparison.Ordinal));
        Assert.Empty(_iam.Warnings);
    }

    [Fact]
    public async Task A_removal_after_a_change_outside_the_module_leaves_nothing_of_this_module_and_all_that_others_wrote()
    {
        await _iam.CreateAsync("demo", "role", Lambda("f"));
        await _iam.CreateAsync("kept", "role", Lambda("f"));
        var (own, other) = (await _iam.NameOfAsync("role", "demo"), await _iam.NameOfAsync("role", "kept"));
        await OutsideAsync(pipeline => pipeline["stages"]![1] = JsonNode.Parse("""{"name":"Approve","actions":[{"name":"Approve","actionTypeId":{"category":"Approval","owner":"AWS","provider":"Manual","version":"1"},"runOrder":1}]}"""));
        await _iam.ChangeByHandAsync("role", other, statements => statements[3]!["Resource"] = new JsonArray("arn:aws:lambda:us-east-1:123456789012:function:f", "arn:aws:lambda:us-east-1:123456789012:function:mine"));

        foreach (var name in new[] { "demo", "kept" })
        {
            var pipeline = await _iam.Session.Pipelines.GetAsync(name, null, Token);
            await _iam.Session.Pipelines.DeleteAsync(name, Token);
            await _iam.Session.Roles.RemovePolicyAsync(pipeline, Token);
        }

        var left = await _iam.PoliciesAsync("role");
        Assert.DoesNotContain(own, left.Keys);
        Assert.Equal(["AllowLambdaInvokeByHand"], Sids(left[other]));
        Assert.Contains("function:mine", await _iam.DocumentAsync("role", other), StringComparison.Ordinal);
    }

    private async Task OutsideAsync(Action<JsonObject> change)
    {
        using var other = new PipelineDocumentClient(
            new Amazon.Runtime.BasicAWSCredentials(_iam.Fixture.Sandbox.Info.AccessKey, _iam.Fixture.Sandbox.Info.SecretKey),
            new Amazon.CodePipeline.AmazonCodePipelineConfig { ServiceURL = _iam.Fixture.Sandbox.Info.EndpointUrl.AbsoluteUri, AuthenticationRegion = "us-east-1" });
        var document = await other.GetDocumentAsync("demo", null, Token);
        var pipeline = JsonNode.Parse(document.Body.GetProperty("pipeline").GetRawText())!.AsObject();
        change(pipeline);
        await other.UpdateDocumentAsync(pipeline, Token);
    }

    [Fact]
    public async Task A_role_without_our_policy_is_unchanged_and_the_warning_has_only_the_permissions_that_the_edit_needs()
    {
        await _iam.CreateOnAsync("demo", await _iam.CreateRoleAsync("theirs"), Lambda("old"));

        var (plan, after) = await _iam.EditAsync("demo", Add(Lambda("new", "More")));

        Assert.Equal(3, after.Stages.Count);
        Assert.Empty(await _iam.PoliciesAsync("theirs"));
        var warning = Assert.Single(plan.Warnings);
        foreach (var part in new[] { "'theirs'", "-GrantRole", "lambda:InvokeFunction", "function:new" })
        {
            Assert.Contains(part, warning, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("function:old", warning, StringComparison.Ordinal);
        Assert.DoesNotContain("UseConnection", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GrantRole_adds_all_permissions_to_the_role_even_if_nothing_else_changes()
    {
        await _iam.CreateOnAsync("demo", await _iam.CreateRoleAsync("theirs"), Lambda("old"));
        await _iam.PutAsync("theirs", "mine", Hand);

        var (plan, _) = await _iam.EditAsync("demo", Add(Lambda("new", "More"), grant: true));

        Assert.Empty(plan.Warnings);
        var policies = await _iam.PoliciesAsync("theirs");
        Assert.Equal(2, policies.Count);
        Assert.Equal(["lambda:InvokeFunction old", "lambda:InvokeFunction new"], Rights(policies[await _iam.NameOfAsync("theirs", "demo")]));
        Assert.Contains("AllowUseConnection", Sids(policies[await _iam.NameOfAsync("theirs", "demo")]));

        // The same command as before, with the switch.
        await _iam.CreateOnAsync("other", await _iam.CreateRoleAsync("others"), Lambda("f"));
        var (unchanged, _) = await _iam.EditAsync("other", new PipelineChanges { Branch = "main", GrantsRole = true });
        Assert.Empty(unchanged.Differences);
        Assert.Equal(["lambda:InvokeFunction f"], Rights(Assert.Single(await _iam.PoliciesAsync("others")).Value));
    }

    [Fact]
    public async Task A_granted_policy_is_named_if_the_update_fails()
    {
        await _iam.CreateOnAsync("demo", await _iam.CreateRoleAsync("theirs"), Lambda("old"));
        _iam.Refuse("UpdatePipeline");

        var refused = await Assert.ThrowsAsync<ServiceException>(() => _iam.EditAsync("demo", new PipelineChanges { Branch = "x", GrantsRole = true }));

        Assert.Contains(await _iam.NameOfAsync("theirs", "demo"), Assert.Single(refused.Created), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Manual_changes_of_a_policy_survive_an_edit()
    {
        await _iam.CreateAsync("demo", "role", Lambda("old"));
        var policy = await _iam.NameOfAsync("role", "demo");
        const string Foreign = """{"Sid":"Mine","Effect":"Allow","NotAction":["iam:*"],"Resource":"*","Condition":{"Bool":{"aws:SecureTransport":true},"NumericLessThan":{"aws:MultiFactorAuthAge":3600}}}""";
        await _iam.ChangeByHandAsync("role", policy, statements =>
        {
            statements[3]!["Action"] = new JsonArray("lambda:InvokeFunction", "lambda:GetFunction");
            statements.Insert(1, JsonNode.Parse(Foreign));
        });

        var (plan, _) = await _iam.EditAsync("demo", Replace(Lambda("new")));

        var after = (await _iam.PoliciesAsync("role"))[policy];
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Foreign), Assert.Single(after["Statement"]!.AsArray(), s => (string?)s!["Sid"] == "Mine")));
        Assert.Equal(["lambda:InvokeFunction new", "lambda:GetFunction old"], Rights(after));
        Assert.Contains("changed by hand, or left by a command that failed. The difference is kept as AllowLambdaInvokeByHand.", Assert.Single(plan.Warnings), StringComparison.Ordinal);

        // A separate statement is no longer an extra permission of another statement.
        var (next, _) = await _iam.EditAsync("demo", Replace(Lambda("newer")));
        Assert.Empty(next.Warnings);
        Assert.Contains("lambda:GetFunction old", Rights((await _iam.PoliciesAsync("role"))[policy]));
    }

    [Fact]
    public async Task A_statement_added_between_the_plan_and_the_write_is_not_lost()
    {
        await _iam.CreateAsync("demo", "role", Lambda("old"));
        var policy = await _iam.NameOfAsync("role", "demo");
        var plan = await _iam.Session.Editor.PlanAsync("demo", Replace(Lambda("new")), Token);
        await _iam.ChangeByHandAsync("role", policy, s => s.Add(JsonNode.Parse("""{"Sid":"Late","Effect":"Allow","Action":"sqs:SendMessage","Resource":"*"}""")));

        await _iam.Session.Editor.ApplyAsync(plan, Token);

        Assert.Contains("Late", Sids((await _iam.PoliciesAsync("role"))[policy]));
    }

    [Fact]
    public async Task The_policy_of_an_older_version_is_replaced_at_the_next_edit()
    {
        await OlderAsync("demo", "role", Lambda("f"));

        await _iam.EditAsync("demo", new PipelineChanges { Branch = "develop" });

        var (name, policy) = Assert.Single(await _iam.PoliciesAsync("role"));
        Assert.StartsWith("BitbucketConnections-us-east-1-demo-", name, StringComparison.Ordinal);
        Assert.Equal(["lambda:InvokeFunction f"], Rights(policy));
        Assert.Contains("AllowUseConnection", Sids(policy));
        Assert.Empty(_iam.Warnings);
    }

    [Fact]
    public async Task The_policy_of_an_older_version_is_replaced_by_one_with_the_new_permissions()
    {
        await OlderAsync("demo", "role", Approval(), Lambda("old"));

        await _iam.EditAsync("demo", Replace(Lambda("new")));

        var (name, policy) = Assert.Single(await _iam.PoliciesAsync("role"));
        Assert.StartsWith("BitbucketConnections-", name, StringComparison.Ordinal);
        Assert.Equal(["lambda:InvokeFunction new", "lambda:InvokeFunction old"], Rights(policy));
    }

    [Fact]
    public async Task The_policy_of_an_older_version_is_kept_if_a_statement_was_added_manually()
    {
        await OlderAsync("demo", "role", Lambda("f"));
        await _iam.ChangeByHandAsync("role", "role", s => s.Add(JsonNode.Parse("""{"Sid":"Mine","Effect":"Allow","Action":"sqs:SendMessage","Resource":"*"}""")));
        var before = await _iam.DocumentAsync("role", "role");

        var (plan, _) = await _iam.EditAsync("demo", new PipelineChanges { Branch = "develop" });

        Assert.Equal(before, await _iam.DocumentAsync("role", "role"));
        Assert.Single(await _iam.PoliciesAsync("role"));
        var warning = Assert.Single(plan.Warnings);
        Assert.Contains("Mine", warning, StringComparison.Ordinal);
        Assert.Contains("-GrantRole", warning, StringComparison.Ordinal);

        // If the pipeline has its own policy, the older one is ignored.
        await _iam.EditAsync("demo", new PipelineChanges { Branch = "main", GrantsRole = true });
        var (next, _) = await _iam.EditAsync("demo", new PipelineChanges { Branch = "develop" });
        Assert.Empty(next.Warnings);
        Assert.Equal(2, (await _iam.PoliciesAsync("role")).Count);
    }

    [Fact]
    public async Task The_policy_of_an_older_version_is_kept_if_another_pipeline_uses_the_role()
    {
        // Two equal pipelines need the same permissions, so the policy does not show which one it belongs to.
        var first = await OlderAsync("one", "role", Lambda("f"));
        await _iam.CreateOnAsync("two", first.RoleArn!, Lambda("f"));

        var (plan, _) = await _iam.EditAsync("one", new PipelineChanges { Branch = "develop" });

        Assert.Equal("role", Assert.Single(await _iam.PoliciesAsync("role")).Key);
        Assert.Contains("'two' uses the role", Assert.Single(plan.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unrelated_policy_with_the_roles_name_is_not_mentioned()
    {
        var role = await _iam.CreateRoleAsync("role");
        await _iam.PutAsync("role", "role", Hand);
        await _iam.CreateOnAsync("demo", role, Lambda("f"));

        var (plan, _) = await _iam.EditAsync("demo", new PipelineChanges { Branch = "develop" });

        Assert.Empty(plan.Warnings);
        Assert.Equal(Hand, await _iam.DocumentAsync("role", "role"));
    }

    [Fact]
    public async Task An_edit_continues_if_the_older_policy_cannot_be_replaced()
    {
        await OlderAsync("demo", "role", Lambda("f"));
        _iam.Refuse("PutRolePolicy");

        var (_, after) = await _iam.EditAsync("demo", new PipelineChanges { Branch = "develop" });

        Assert.Equal("develop", after.BranchName);
        Assert.Equal("role", Assert.Single(await _iam.PoliciesAsync("role")).Key);
        Assert.Contains("iam:PutRolePolicy", Assert.Single(_iam.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pipeline_that_is_created_again_on_its_role_replaces_the_older_policy()
    {
        var made = await OlderAsync("demo", "role", Lambda("f"));
        await _iam.Session.Pipelines.DeleteAsync("demo", Token);

        await _iam.Session.Wizard.CreateAsync(
            await _iam.DefinitionAsync("demo", [Lambda("f")]) is { } again ? Same(again, made) : made, new PipelineCreateOptions { RoleName = "role" }, Token);

        Assert.StartsWith("BitbucketConnections-us-east-1-demo-", Assert.Single(await _iam.PoliciesAsync("role")).Key, StringComparison.Ordinal);
        Assert.Contains(_iam.Fixture.Sink.Messages(DiagnosticLevel.Verbose), m => m.Contains("is replaced by BitbucketConnections-us-east-1-demo-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_role_that_cannot_be_read_does_not_prevent_an_edit()
    {
        await _iam.CreateAsync("demo", "role", Lambda("old"));
        _iam.Refuse("GetRolePolicy");

        var (unchanged, _) = await _iam.EditAsync("demo", new PipelineChanges { Branch = "develop" });
        Assert.Empty(unchanged.Warnings);
        Assert.Contains(_iam.Fixture.Sink.Messages(DiagnosticLevel.Verbose), m => m.Contains("policies of the service role 'role' can't be read", StringComparison.Ordinal));

        var (changed, _) = await _iam.EditAsync("demo", Replace(Lambda("new")));
        var warning = Assert.Single(changed.Warnings);
        Assert.Contains("are not checked", warning, StringComparison.Ordinal);
        Assert.Contains("function:new", warning, StringComparison.Ordinal);

        var (granted, _) = await _iam.EditAsync("demo", Replace(Lambda("newer"), grant: true));
        Assert.Contains("nothing was granted", Assert.Single(granted.Warnings), StringComparison.Ordinal);
        Assert.Equal(1, _iam.Calls("PutRolePolicy"));
    }

    [Fact]
    public async Task A_role_that_cannot_be_written_stops_an_edit_that_needs_more_permissions_before_the_update()
    {
        await _iam.CreateAsync("demo", "role", Lambda("old"));
        _iam.Refuse("PutRolePolicy");

        var refused = await Assert.ThrowsAsync<ServiceException>(() => _iam.EditAsync("demo", Replace(Lambda("new"))));

        Assert.Equal(("PutRolePolicy", 0, 0), (refused.Operation, _iam.Calls("UpdatePipeline"), refused.Created.Count));
    }

    [Fact]
    public async Task Permissions_that_cannot_be_removed_are_a_warning_after_the_update()
    {
        await _iam.CreateAsync("demo", "role", Lambda("old"), Lambda("more", "More"));
        _iam.Refuse("PutRolePolicy");

        var (_, after) = await _iam.EditAsync("demo", new PipelineChanges { StageChanges = [new StageChange { Kind = StageChangeKind.Remove, StageName = "More" }] });

        Assert.Equal(2, after.Version);
        var warning = Assert.Single(_iam.Warnings);
        Assert.Contains("iam:PutRolePolicy", warning, StringComparison.Ordinal);
        Assert.Contains("Remove these unused permissions from the policy: AllowLambdaInvoke: lambda:InvokeFunction on arn:aws:lambda:us-east-1:", warning, StringComparison.Ordinal);
        Assert.DoesNotContain("same command", warning, StringComparison.Ordinal);
        Assert.Matches(@"request [\w-]+\)\. ", warning);
    }

    [Fact]
    public async Task Moving_a_pipeline_to_another_role_removes_its_policy_from_the_old_role()
    {
        await _iam.CreateAsync("demo", "old", Lambda("f"));
        await _iam.PutAsync("old", "mine", Hand);
        var role = await _iam.CreateRoleAsync("new");

        var (plan, after) = await _iam.EditAsync("demo", new PipelineChanges { RoleArn = role });

        Assert.Equal(role, after.RoleArn);
        Assert.Equal("mine", Assert.Single(await _iam.PoliciesAsync("old")).Key);
        Assert.Empty(await _iam.PoliciesAsync("new"));
        var warning = Assert.Single(plan.Warnings);
        Assert.Contains("function:f", warning, StringComparison.Ordinal);
        Assert.Contains("UseConnection", warning, StringComparison.Ordinal);

        var other = await _iam.CreateRoleAsync("other");
        await _iam.EditAsync("demo", new PipelineChanges { RoleArn = other, GrantsRole = true });
        Assert.Equal(["lambda:InvokeFunction f"], Rights(Assert.Single(await _iam.PoliciesAsync("other")).Value));
    }

    [Fact]
    public async Task The_old_role_keeps_the_policy_while_an_execution_is_in_progress()
    {
        await _iam.CreateAsync("demo", "old", Approval(), Lambda("f"));
        var policy = await _iam.NameOfAsync("old", "demo");
        var document = (await _iam.PoliciesAsync("old"))[policy];
        var role = await _iam.CreateRoleAsync("new");

        await _iam.EditAsync("demo", new PipelineChanges { RoleArn = role, GrantsRole = true });

        Assert.Equal(document.ToJsonString(), (await _iam.PoliciesAsync("old"))[policy].ToJsonString());
        Assert.Contains($"aws iam delete-role-policy --role-name old --policy-name {policy}", Assert.Single(_iam.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_update_of_the_role_leaves_both_roles_with_their_permissions()
    {
        await _iam.CreateAsync("demo", "old", Lambda("f"));
        var role = await _iam.CreateRoleAsync("new");
        _iam.Refuse("UpdatePipeline");

        var refused = await Assert.ThrowsAsync<ServiceException>(() => _iam.EditAsync("demo", new PipelineChanges { RoleArn = role, GrantsRole = true }));

        Assert.Contains("of the role new", Assert.Single(refused.Created), StringComparison.Ordinal);
        Assert.Single(await _iam.PoliciesAsync("old"));
        Assert.Single(await _iam.PoliciesAsync("new"));
    }

    [Fact]
    public async Task An_existing_role_with_the_same_definition_is_not_written()
    {
        await _iam.CreateRoleAsync("role");
        var made = await _iam.CreateAsync("demo", "role", Lambda("f"));
        var puts = _iam.Calls("PutRolePolicy");

        var role = await _iam.Session.Roles.EnsureAsync(new ServiceRoleRequest { RoleName = "role", Definition = made }, Token);

        Assert.Equal((await _iam.NameOfAsync("role", "demo"), puts), (role.PolicyName, _iam.Calls("PutRolePolicy")));
    }

    [Fact]
    public async Task A_failed_creation_names_the_policy_of_an_existing_role_that_it_wrote_and_cannot_remove_again()
    {
        await _iam.CreateRoleAsync("role");
        _iam.Refuse("CreatePipeline");
        _iam.Refuse("DeleteRolePolicy");

        var refused = await Assert.ThrowsAsync<ServiceException>(() => _iam.CreateAsync("demo", "role", Lambda("f")));

        Assert.Equal([$"the policy {await _iam.NameOfAsync("role", "demo")} of arn:aws:iam::123456789012:role/role"], refused.Created);
    }

    [Fact]
    public async Task A_full_role_is_an_error_with_the_limit_and_a_remedy()
    {
        await _iam.CreateRoleAsync("role");
        await _iam.PutAsync("role", "big", $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::{{new string('x', 9900)}}"}]}""");

        var refused = await Assert.ThrowsAsync<ServiceException>(() => _iam.CreateAsync("demo", "role", Lambda("f")));

        Assert.Equal("LimitExceeded", refused.ErrorCode);
        Assert.Contains("10240 characters", refused.Message, StringComparison.Ordinal);
        Assert.Contains("aws iam list-role-policies --role-name role", refused.Message, StringComparison.Ordinal);
        Assert.Equal("big", Assert.Single(await _iam.PoliciesAsync("role")).Key);
    }

    [Fact]
    public async Task Pipelines_that_fill_a_shared_role_are_refused_without_a_loss_and_another_role_works()
    {
        // Each policy has about 1,500 characters without white space.
        ServiceException? full = null;
        for (var number = 0; full is null && number < 20; number++)
        {
            try
            {
                await _iam.CreateAsync($"p{number}", "shared", Lambda("f"));
            }
            catch (ServiceException refused)
            {
                full = refused;
            }
        }

        Assert.Equal("LimitExceeded", full!.ErrorCode);
        Assert.Contains("All inline policies of a role together hold 10240 characters", full.Message, StringComparison.Ordinal);
        var names = (await _iam.Session.Pipelines.ListAsync(null, Token)).Items.Select(item => item.Name).OrderBy(name => name, StringComparer.Ordinal).ToList();
        var policies = await _iam.PoliciesAsync("shared");
        Assert.InRange(names.Count, 3, 19);
        Assert.Equal(names, policies.Keys.Select(name => name.Split('-')[4]));
        Assert.InRange(policies.Values.Sum(policy => policy.ToJsonString().Count(c => !char.IsWhiteSpace(c))), 8000, 10240);

        var before = await _iam.PoliciesAsync("shared");
        var stages = Enumerable.Range(1, 30).SelectMany(i => Add(Lambda(new string('g', 60) + i, "More" + i)).StageChanges).ToList();
        var refusedEdit = await Assert.ThrowsAsync<ServiceException>(() => _iam.EditAsync("p0", new PipelineChanges { StageChanges = stages }));

        Assert.Equal("LimitExceeded", refusedEdit.ErrorCode);
        Assert.Equal(1, (await _iam.Session.Pipelines.GetAsync("p0", null, Token)).Version);
        Assert.Equal(before.Select(policy => policy.Key + policy.Value), (await _iam.PoliciesAsync("shared")).Select(policy => policy.Key + policy.Value));
        await _iam.CreateAsync($"p{names.Count}", "another", Lambda("f"));
        Assert.Single(await _iam.PoliciesAsync("another"));
    }

    // Each helper call creates a connection, and permissions are the same only with the same connection.
    private static Pipeline Same(Pipeline definition, Pipeline made) => new()
    {
        Name = definition.Name,
        Region = definition.Region,
        PipelineType = made.PipelineType,
        ExecutionMode = made.ExecutionMode,
        ArtifactStore = made.ArtifactStore,
        Stages = made.Stages,
    };

    // The policy of earlier versions, with the name of the role.
    private async Task<Pipeline> OlderAsync(string pipeline, string role, params PipelineStage[] stages)
    {
        await _iam.CreateRoleAsync(role);
        var arn = "arn:aws:iam::123456789012:role/" + role;
        var made = await _iam.CreateOnAsync(pipeline, arn, stages);
        await _iam.PutAsync(role, role, _iam.Session.Roles.BuildPolicy(new ServiceRolePolicyRequest { Definition = made, AccountId = "123456789012" }));

        // The first execution failed, because the role did not have the policy yet.
        await _iam.Session.Executions.StartAsync(new PipelineStartRequest { PipelineName = pipeline }, Token);
        return made;
    }
}
