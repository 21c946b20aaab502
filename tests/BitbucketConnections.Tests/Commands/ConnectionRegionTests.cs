using System;
using System.Linq;
using System.Management.Automation;

namespace BitbucketConnections.Tests;

/// <summary>Tests that connections are global: usage, removal and moving pipelines include other Regions.</summary>
[Collection("shell")]
public sealed class ConnectionRegionTests : IDisposable
{
    private static readonly string[] s_all = ["home us-east-1", "far eu-west-1", "further ap-southeast-2"];
    private readonly Shell _shell = new();

    public ConnectionRegionTests()
    {
        Engine.Connections.AddRange([FakeEngine.Connection("used"), FakeEngine.Connection("free")]);
        Engine.Pipelines.AddRange([
            FakeEngine.Pipeline("home", Used), FakeEngine.Pipeline("far", Used, region: "eu-west-1"), FakeEngine.Pipeline("further", Used, region: "ap-southeast-2"),
            FakeEngine.Pipeline("other", "arn:aws:codeconnections:us-east-1:123456789012:connection/y", region: "eu-west-1")]);
    }

    private FakeEngine Engine => _shell.Engine;

    private string Used => Engine.Connections[0].ConnectionArn;

    private (string Name, object? Value)[] Variables => [("c", Engine.Connections[0]), ("s", PSSerializer.Deserialize(PSSerializer.Serialize(Engine.Connections[0])))];

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData("Get-BitbucketConnectionUsage used")]
    [InlineData("Get-BitbucketConnectionUsage us*")]
    [InlineData("Get-BitbucketConnectionUsage -ConnectionName used, used")]
    [InlineData("Get-BitbucketConnectionUsage $c.ConnectionArn")]
    [InlineData("Get-BitbucketConnectionUsage -Arn $c.ConnectionArn")]
    [InlineData("Get-BitbucketConnectionUsage -InputObject $c")]
    [InlineData("$c | Get-BitbucketConnectionUsage")]
    [InlineData("$c.ConnectionArn | Get-BitbucketConnectionUsage")]
    [InlineData("$s | Get-BitbucketConnectionUsage")]
    [InlineData("Get-BitbucketConnection | Get-BitbucketConnectionUsage")]
    public void Usage_covers_every_Region_with_one_search(string script)
    {
        var result = _shell.Run(script, Variables);

        Assert.Empty(result.Errors);
        Assert.Equal(s_all, result.Of<ConnectionUsage>().Select(u => $"{u.PipelineName} {u.Region}"));
        Assert.All(result.Of<ConnectionUsage>(), u => Assert.Equal((Used, "Source"), (u.ConnectionArn, u.ActionName)));
        Assert.Null(Assert.Single(Engine.Searches).Regions);
        Assert.Equal(1, Engine.EndedSearches);
    }

    [Theory]
    [InlineData("Get-BitbucketConnection", "used us-east-1,free us-east-1,used eu-west-1")]
    [InlineData("Get-BitbucketConnection -Region eu-west-1", "used eu-west-1")]
    [InlineData("Get-BitbucketConnection used -Region us-east-1", "used us-east-1")]
    [InlineData("Get-BitbucketConnection us* -Region ap-southeast-2", "")]
    [InlineData("Get-BitbucketConnection $c.ConnectionArn -Region eu-west-1", "used us-east-1")]
    public void A_list_covers_all_Regions_unless_a_Region_is_specified(string script, string expected)
    {
        Engine.Connections.Add(FakeEngine.Connection("used", region: "eu-west-1"));

        var result = _shell.Run(script, Variables);

        Assert.Empty(result.Errors);
        Assert.Equal(expected, string.Join(",", result.Of<Connection>().Select(c => $"{c.ConnectionName} {c.Region}")));
    }

    [Theory]
    [InlineData("Get-BitbucketConnection used -Region eu-west-1", "No Bitbucket connection named 'used' was found in eu-west-1 in this account. No connections exist there.")]
    [InlineData("Get-BitbucketConnection nope", "No Bitbucket connection named 'nope' was found in any Region of this account. No similar name exists. Number of connections: 2.")]
    [InlineData("Wait-BitbucketConnection nope -Region eu-west-1", "No Bitbucket connection named 'nope' was found in any Region of this account. No similar name exists. Number of connections: 2.")]
    public void The_error_for_an_unknown_name_shows_the_searched_Regions(string script, string message)
    {
        var result = _shell.Run(script);

        Assert.Equal(["ObjectNotFound"], result.Ids);
        Assert.Equal(message, result.Errors[0].Exception.Message);
    }

    [Theory]
    [InlineData("(Get-BitbucketConnectionUsage used -Region us-east-1)[0].ConnectionArn", "us-east-1")]
    [InlineData("(Open-BitbucketConnection used -Region eu-west-1 -PassThru).ConnectionArn", "eu-west-1")]
    public void A_reading_command_uses_the_connection_in_its_Region_and_warns_about_the_other(string script, string region)
    {
        Engine.Connections.Add(FakeEngine.Connection("used", region: "eu-west-1"));

        var result = _shell.Run(script);

        Assert.Empty(result.Errors);
        Assert.Contains($":{region}:", Assert.Single(result.Of<string>()), StringComparison.Ordinal);
        Assert.Contains(result.Warnings, w => w.StartsWith("The name 'used' is also used in another Region: arn:", StringComparison.Ordinal) && w.EndsWith($"The connection in {region} is used. To use another one, specify its ARN.", StringComparison.Ordinal));
    }

    [Fact]
    public void A_wait_uses_the_connection_in_its_Region_and_warns_about_the_other()
    {
        Engine.Connections.Add(FakeEngine.Connection("used", region: "eu-west-1"));

        var result = _shell.Run("Wait-BitbucketConnection used -Region eu-west-1");

        Assert.Empty(result.Errors);
        Assert.Contains(result.Warnings, w => w.EndsWith("The connection in eu-west-1 is used. To use another one, specify its ARN.", StringComparison.Ordinal));
        Assert.Contains(Engine.Calls, call => call.StartsWith("CreateWaiter 1 ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Wait-BitbucketConnection used -Region ap-southeast-2")]
    [InlineData("Remove-BitbucketConnection used -Region eu-west-1 -Force -Confirm:$false")]
    [InlineData("Remove-BitbucketConnection used -Region us-east-1 -Force -WhatIf")]
    [InlineData("Get-BitbucketConnectionUsage used -Region ap-southeast-2")]
    [InlineData("New-BitbucketPipeline p -ConnectionName used -Repository w/r -Branch main -Region ap-southeast-2")]
    [InlineData("$further | Set-BitbucketPipeline -ConnectionName used")]
    public void A_change_or_a_third_Region_requires_the_ARN_if_two_Regions_have_the_name(string script)
    {
        Engine.Connections.Add(FakeEngine.Connection("used", region: "eu-west-1"));

        var result = _shell.Run(script, ("further", Engine.Pipelines[2]));

        Assert.Equal(["AmbiguousName"], result.Ids);
        Assert.Contains(Used, result.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Contains(Engine.Connections[2].ConnectionArn, result.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Empty(Engine.Changes);
        Assert.Equal(3, Engine.Connections.Count);
    }

    [Fact]
    public void Usage_without_a_name_covers_all_connections_and_an_unmatched_pattern_covers_none()
    {
        Assert.Equal(4, _shell.Run("Get-BitbucketConnectionUsage").Output.Count);
        Engine.Searches.Clear();

        Assert.Empty(_shell.Run("Get-BitbucketConnectionUsage nope*").All());
        Assert.Equal(["ObjectNotFound"], _shell.Run("Get-BitbucketConnectionUsage nope").Ids);
        Assert.Equal(["InvalidConnectionArn"], _shell.Run("Get-BitbucketConnectionUsage -ConnectionArn arn:nope").Ids);
        Assert.Empty(_shell.Run("@() | Get-BitbucketConnectionUsage").All());
        Assert.Empty(Engine.Searches);
    }

    [Fact]
    public void Usage_fails_for_a_Region_that_does_not_answer_and_warns_about_a_Region_that_a_policy_denies()
    {
        Engine.Unsearched["us-east-1"] = UnsearchedReason.Failed;
        Engine.Unsearched["eu-west-1"] = UnsearchedReason.ClosedByPolicy;
        Engine.Unsearched["ap-southeast-2"] = UnsearchedReason.NotEnabled;

        var result = _shell.Run("Get-BitbucketConnectionUsage used -Verbose");

        Assert.Equal(["RegionNotSearched"], result.Ids);
        Assert.Equal("The pipelines in us-east-1 were not searched: ListPipelines failed: no.", Assert.Single(result.Errors).ToString());
        Assert.Equal(["The pipelines in eu-west-1 were not searched: a service control policy denies access to the Region."], result.Warnings);
        Assert.Contains("ap-southeast-2 is not enabled for the account, so it has no pipelines (AccessDeniedException).", result.Verbose);
    }

    [Theory]
    [InlineData("Get-BitbucketConnectionUsage used -SearchRegion eu-west-1, us-east-1")]
    [InlineData("Get-BitbucketConnectionUsage used -SearchRegion ([pscustomobject]@{ SystemName = 'eu-west-1' }), 'us-east-1'")]
    [InlineData("$c | Get-BitbucketPipeline -SearchRegion ([pscustomobject]@{ Region = 'eu-west-1' }), 'us-east-1'")]
    public void The_Regions_to_search_can_be_specified(string script)
    {
        var result = _shell.Run(script, Variables);

        Assert.Equal(["Search eu-west-1,us-east-1"], Engine.Calls.Where(c => c.StartsWith("Search", StringComparison.Ordinal)));
        Assert.Equal(2, result.Output.Count);
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public void A_stopped_pipeline_ends_the_search_for_usage()
    {
        using var shell = _shell.Create();
        Assert.Single(shell.AddCommand("Get-BitbucketConnectionUsage").AddCommand(new CmdletInfo("Select-First", typeof(SelectFirst))).AddParameter("Count", 1).Invoke());
        Assert.Equal(1, Engine.EndedSearches);
    }

    [Theory]
    [InlineData("Get-BitbucketPipeline -ConnectionArn fleet03 -Name x", true)]
    [InlineData("Get-BitbucketPipeline -ConnectionArn arn:aws:s3:::fleet03", false)]
    public void Text_that_is_not_an_ARN_is_refused_with_the_parameter_of_names(string script, bool namesParameter)
    {
        var failure = Assert.Single(_shell.Run(script).Errors);

        Assert.StartsWith("InvalidConnectionArn,", failure.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(namesParameter, failure.Exception.Message.EndsWith(" To get pipelines by name, use -Name.", StringComparison.Ordinal));
    }

    [Fact]
    public void A_usage_can_be_piped_as_its_pipeline()
    {
        Assert.Equal(["home"], _shell.Run("Get-BitbucketConnectionUsage used -SearchRegion us-east-1 | Get-BitbucketPipeline").Of<Pipeline>().Select(p => p.Name));
        Assert.Equal(["home", "far", "further"], _shell.Run("Get-BitbucketConnectionUsage used | Set-BitbucketPipeline -ConnectionName free -PassThru").Of<Pipeline>().Select(p => p.Name));
    }

    [Fact]
    public void Remove_searches_the_Regions_once_and_removes_unused_connections()
    {
        var result = _shell.Run("Get-BitbucketConnection | Remove-BitbucketConnection -Confirm:$false");

        Assert.Equal(["ConnectionInUse"], result.Ids);
        Assert.Equal(ErrorCategory.ResourceBusy, result.Errors[0].CategoryInfo.Category);
        Assert.Equal(
            $"The connection used ({Used}) is used by 3 pipelines: home in us-east-1, far in eu-west-1, further in ap-southeast-2. Nothing was removed. "
            + $"To list them, run 'Get-BitbucketConnectionUsage -ConnectionArn {Used}'.",
            result.Errors[0].ToString());
        Assert.Equal(["used"], Engine.Connections.Select(c => c.ConnectionName));
        Assert.Equal(2, Assert.Single(Engine.Searches).ConnectionArns.Count);
        Assert.Empty(result.Output);
    }

    [Fact]
    public void Remove_names_three_of_fifty_pipelines_and_the_command_to_list_them()
    {
        Engine.Pipelines.Clear();
        Engine.Pipelines.AddRange(Enumerable.Range(1, 50).Select(i => FakeEngine.Pipeline("p" + i, Used)));

        var message = _shell.Run("Remove-BitbucketConnection used -Confirm:$false").Errors[0].ToString();

        Assert.Contains("is used by 50 pipelines: p1 in us-east-1, p2 in us-east-1, p3 in us-east-1 and 47 more.", message, StringComparison.Ordinal);
        Assert.DoesNotContain("p4", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Remove_with_Force_does_not_search_and_respects_WhatIf()
    {
        _shell.Run("Remove-BitbucketConnection used -Force -WhatIf");
        _shell.Run("$WhatIfPreference = $true; Remove-BitbucketConnection used -Force; $WhatIfPreference = $false");
        Assert.Equal(2, Engine.Connections.Count);
        _shell.Run("Remove-BitbucketConnection used -Force -Confirm:$false");

        Assert.Single(Engine.Connections);
        Assert.Empty(Engine.Searches);
    }

    [Fact]
    public void Remove_fails_if_a_Region_denies_the_search_and_names_the_Region_and_the_remedies()
    {
        Engine.Unsearched["eu-west-1"] = UnsearchedReason.Failed;
        Engine.Unsearched["ap-southeast-2"] = UnsearchedReason.Failed;

        var error = Assert.Single(_shell.Run("Remove-BitbucketConnection free -Confirm:$false").Errors);

        Assert.StartsWith("ConnectionInUse,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("Cannot determine whether pipelines use the connection free", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("Not searched: eu-west-1, ap-southeast-2. ListPipelines failed: no", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("-SearchRegion", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("-Force", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("codepipeline:ListPipelines", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal("r-eu-west-1", error.Exception.Data["RequestId"]);
        Assert.Equal(2, Engine.Connections.Count);
    }

    [Theory]
    [InlineData(ServiceErrorKind.Service, "AccessDeniedException", "ConnectionInUse")]
    [InlineData(ServiceErrorKind.OperationTimeout, null, "ConnectionInUse")]
    [InlineData(ServiceErrorKind.EndpointUnreachable, null, "ConnectionInUse")]
    [InlineData(ServiceErrorKind.InvalidInput, "InvalidRegion", "InvalidRegion")]
    public void Remove_fails_if_no_Region_answers(ServiceErrorKind kind, string? code, string id)
    {
        Engine.Failures["Search"] = new ServiceException(kind, "denied") { ErrorCode = kind == ServiceErrorKind.Service ? code : null, Condition = kind == ServiceErrorKind.Service ? null : code };

        var result = _shell.Run("Remove-BitbucketConnection used, free -Confirm:$false");

        Assert.Equal([id, id], result.Ids);
        Assert.Contains("denied", result.Errors[1].ToString(), StringComparison.Ordinal);
        Assert.Equal(2, Engine.Connections.Count);
    }

    [Fact]
    public void Remove_continues_with_a_warning_for_a_denied_Region_and_without_a_warning_for_a_disabled_Region()
    {
        Engine.Unsearched["eu-west-1"] = UnsearchedReason.ClosedByPolicy;
        Engine.Unsearched["ap-southeast-2"] = UnsearchedReason.NotEnabled;

        var result = _shell.Run("Remove-BitbucketConnection free -Confirm:$false");

        Assert.Empty(result.Errors);
        Assert.Contains("eu-west-1", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Single(Engine.Connections);
    }

    [Fact]
    public void Remove_with_SearchRegion_warns_about_the_other_Regions_once()
    {
        Engine.Unsearched["eu-west-1"] = UnsearchedReason.Failed;
        Engine.Connections.Add(FakeEngine.Connection("idle"));

        var result = _shell.Run("Remove-BitbucketConnection free, idle -SearchRegion us-east-1 -Confirm:$false");

        Assert.Empty(result.Errors);
        Assert.Equal(["The search is limited to us-east-1. Pipelines in these Regions may use the connection: eu-west-1, ap-southeast-2."], result.Warnings);
        Assert.Equal(["used"], Engine.Connections.Select(c => c.ConnectionName));
        Assert.Equal(["ConnectionInUse"], _shell.Run("Remove-BitbucketConnection used -SearchRegion us-east-1 -Confirm:$false").Ids);
    }

    [Theory]
    [InlineData("Remove-BitbucketConnection -ConnectionArn $arn -Confirm:$false", "us-east-1")]
    [InlineData("Remove-BitbucketConnection -ConnectionArn $arn -Region us-west-2 -Confirm:$false", "us-west-2")]
    public void Remove_searches_with_the_session_of_the_caller(string script, string region)
    {
        Engine.Connections.Add(FakeEngine.Connection("distant", region: "ap-south-1"));
        _shell.Run("$global:StoredAWSRegion = 'us-east-1'");
        Engine.Settings.Clear();

        Assert.Empty(_shell.Run(script, ("arn", Engine.Connections[2].ConnectionArn)).Errors);

        Assert.Contains(Engine.Settings, settings => (settings.Region ?? settings.DefaultRegion) == region);
    }

    [Theory]
    [InlineData("$c | Get-BitbucketPipeline")]
    [InlineData("$s | Get-BitbucketPipeline")]
    [InlineData("$c.ConnectionArn | Get-BitbucketPipeline")]
    [InlineData("Get-BitbucketPipeline -ConnectionArn $c")]
    [InlineData("Get-BitbucketPipeline *r* -ConnectionArn $c; Get-BitbucketPipeline home -ConnectionArn $c", "far eu-west-1", "further ap-southeast-2", "home us-east-1")]
    [InlineData("$c | Get-BitbucketPipeline -Region eu-west-1", "far eu-west-1")]
    [InlineData("$c | Get-BitbucketPipeline -Region us-east-1", "home us-east-1")]
    [InlineData("Get-BitbucketPipeline -SearchRegion eu-west-1", "far eu-west-1", "other eu-west-1")]
    public void Pipelines_of_a_connection_come_from_every_Region_unless_a_Region_is_specified(string script, params string[] expected)
    {
        var result = _shell.Run(script, Variables);

        Assert.Empty(result.Errors);
        Assert.Equal(expected.Length == 0 ? s_all : expected, result.Of<Pipeline>().Select(p => $"{p.Name} {p.Region}"));
    }

    [Fact]
    public void Pipelines_of_many_connections_need_one_search_and_an_invalid_ARN_does_not_mean_all()
    {
        Engine.Connections.Add(FakeEngine.Connection("third"));
        Assert.Equal(3, _shell.Run("Get-BitbucketConnection | Get-BitbucketPipeline").Output.Count);
        Assert.Equal(3, Assert.Single(Engine.Searches).ConnectionArns.Count);
        Engine.Searches.Clear();

        Assert.Equal(["InvalidPipelineArn"], _shell.Run("'arn:nope' | Get-BitbucketPipeline").Ids);
        Assert.Empty(_shell.Run("@() | Get-BitbucketPipeline -SearchRegion us-east-1").Output);
        Assert.Empty(Engine.Searches);
        Assert.Equal(["PipelineNotFound"], _shell.Run("Get-BitbucketPipeline HOME, h* -ConnectionArn $c", Variables).Ids);
    }

    [Fact]
    public void A_Region_that_cannot_be_searched_is_an_error_before_the_pipelines_so_that_a_move_can_stop()
    {
        Engine.Unsearched["eu-west-1"] = UnsearchedReason.Failed;

        var result = _shell.Run("$c | Get-BitbucketPipeline", Variables);
        Assert.Equal(["RegionNotSearched"], result.Ids);
        Assert.Equal("eu-west-1", result.Errors[0].TargetObject);
        Assert.Contains("eu-west-1", result.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Equal(("eu-west-1", "r-eu-west-1"), (result.Errors[0].Exception.Data["Region"], result.Errors[0].Exception.Data["RequestId"]));
        Assert.Equal(["home", "further"], result.Of<Pipeline>().Select(p => p.Name));

        var stopped = _shell.Run("Get-BitbucketConnection used | Get-BitbucketPipeline -ErrorAction Stop | Set-BitbucketPipeline -ConnectionName free");
        Assert.Equal("RegionNotSearched", stopped.ThrownId);
        Assert.Empty(Engine.Changes);

        Engine.Unsearched["eu-west-1"] = UnsearchedReason.ClosedByPolicy;
        Engine.Unsearched["ap-southeast-2"] = UnsearchedReason.NotEnabled;
        var closed = _shell.Run("$c | Get-BitbucketPipeline -ErrorAction Stop", Variables);
        Assert.Equal((1, 1), (closed.Output.Count, closed.Warnings.Count));
    }

    [Fact]
    public void Pipelines_in_several_Regions_move_to_a_connection_by_name()
    {
        Engine.Calls.Clear();

        var result = _shell.Run("Get-BitbucketConnection used | Get-BitbucketPipeline | Set-BitbucketPipeline -ConnectionName free -PassThru");

        Assert.Empty(result.Errors);
        Assert.Equal(["home", "far", "further"], result.Of<Pipeline>().Select(p => p.Name));
        Assert.All(Engine.Changes, change => Assert.Equal(Engine.Connections[1].ConnectionArn, change.ConnectionArn));
        Assert.Single(Engine.Calls, call => call == "ListAllConnections");
        Assert.Equal(["us-east-1", "eu-west-1", "ap-southeast-2"], Engine.Settings.Select(settings => settings.InputRegion).OfType<string>().Distinct());
    }

    [Theory]
    [InlineData("New-BitbucketConnection new")]
    [InlineData("New-BitbucketConnection used -ReuseExisting")]
    [InlineData("Remove-BitbucketConnection used -Force -Confirm:$false")]
    [InlineData("Remove-BitbucketConnection u* -Force -Confirm:$false")]
    [InlineData("Set-BitbucketPipeline home -ConnectionName free")]
    [InlineData("New-BitbucketPipeline p -ConnectionName used -Repository w/r -Branch main")]
    [InlineData("Wait-BitbucketConnection used")]
    [InlineData("Open-BitbucketConnection used -PassThru")]
    [InlineData("Get-BitbucketConnectionUsage used")]
    public void A_name_is_not_looked_up_in_an_incomplete_list(string script)
    {
        Engine.Failures["ListAllConnections"] = new ServiceException(ServiceErrorKind.Incomplete, "codeconnections is left out") { Condition = "ConnectionListIncomplete" };

        var result = _shell.Run(script);

        Assert.Equal(["ConnectionListIncomplete"], result.Ids);
        Assert.Equal(ErrorCategory.ResourceUnavailable, result.Errors[0].CategoryInfo.Category);
        Assert.Contains("codeconnections:ListConnections", result.Errors[0].ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Empty(result.Output);
        Assert.Equal(["ListAllConnections"], Engine.Calls.Where(call => call != "Plan home").Distinct());
        Assert.Empty(Engine.Changes);
        Assert.Equal(2, Engine.Connections.Count);
    }

    [Fact]
    public void Commands_that_only_show_the_list_or_do_not_need_it_accept_an_incomplete_list()
    {
        Engine.Failures["ListAllConnections"] = new ServiceException(ServiceErrorKind.Incomplete, "codeconnections is left out") { Condition = "ConnectionListIncomplete" };

        Assert.Empty(_shell.Run("Get-BitbucketConnection; New-BitbucketConnection used -AllowDuplicateName; Remove-BitbucketConnection -ConnectionArn $c.ConnectionArn -Force -Confirm:$false", Variables).Errors);
        Assert.Equal(["free", "used"], Engine.Connections.Select(c => c.ConnectionName));
    }

    [Fact]
    public void An_existing_name_in_the_Region_is_an_error_and_in_another_Region_a_warning()
    {
        Engine.Connections.Clear();
        Engine.Connections.Add(FakeEngine.Connection("a", "PENDING", region: "eu-west-1"));

        var made = _shell.Run("New-BitbucketConnection a -Region us-east-1");
        Assert.Empty(made.Errors);
        Assert.Equal("us-east-1", Assert.Single(made.Of<Connection>()).Region);
        Assert.Contains($"{Engine.Connections[0].ConnectionArn} (PENDING)", made.Warnings[0], StringComparison.Ordinal);
        Assert.Equal(2, Engine.Connections.Count);

        var taken = _shell.Run("New-BitbucketConnection a -Region us-east-1");
        Assert.Equal(["ConnectionNameInUse"], taken.Ids);
        Assert.DoesNotContain("eu-west-1", taken.Errors[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void ReuseExisting_uses_the_connection_in_the_Region()
    {
        Engine.Connections.Clear();
        Engine.Connections.AddRange([FakeEngine.Connection("a", region: "eu-west-1"), FakeEngine.Connection("a")]);

        var reused = _shell.Run("New-BitbucketConnection a -ReuseExisting -Region eu-west-1");
        Assert.Equal("eu-west-1", Assert.Single(reused.Of<Connection>()).Region);
        Assert.Contains(Engine.Connections[1].ConnectionArn, Assert.Single(reused.Warnings), StringComparison.Ordinal);

        var made = _shell.Run("New-BitbucketConnection a -ReuseExisting -Region ap-south-1");
        Assert.Equal("ap-south-1", Assert.Single(made.Of<Connection>()).Region);
        Assert.Equal(3, Engine.Connections.Count);
    }
}
