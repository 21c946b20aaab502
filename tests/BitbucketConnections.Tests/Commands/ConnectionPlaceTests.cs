using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace BitbucketConnections.Tests;

/// <summary>
/// Runs every cmdlet that takes a connection, with a connection in the Region of the call, in another Region, and with one in each of them under the
/// same name, specified by name, ARN and object.
/// </summary>
[Collection("shell")]
public sealed class ConnectionPlaceTests : IDisposable
{
    private const string Here = "us-east-1";
    private const string Elsewhere = "eu-west-1";
    private const string Create = "New-BitbucketPipeline new -Repository w/r -Branch main -BuildProject b ";

    private static readonly Dictionary<string, (Kind Kind, string? Name, string Arn, string Object)> s_commands = new()
    {
        ["Get"] = (Kind.Get, "Get-BitbucketConnection web", "Get-BitbucketConnection -ConnectionArn $a", "$c | Get-BitbucketConnection"),
        ["Wait"] = (Kind.Use, "Wait-BitbucketConnection web", "Wait-BitbucketConnection -ConnectionArn $a", "$c | Wait-BitbucketConnection"),
        ["Open"] = (Kind.Use, "Open-BitbucketConnection web -PassThru", "Open-BitbucketConnection -ConnectionArn $a -PassThru", "$c | Open-BitbucketConnection -PassThru"),
        ["Usage"] = (Kind.Use, "Get-BitbucketConnectionUsage web", "Get-BitbucketConnectionUsage -ConnectionArn $a", "$c | Get-BitbucketConnectionUsage"),
        ["Remove"] = (Kind.Change, "Remove-BitbucketConnection web -Confirm:$false", "Remove-BitbucketConnection -ConnectionArn $a -Confirm:$false", "$c | Remove-BitbucketConnection -Confirm:$false"),
        ["NewPipeline"] = (Kind.Use, Create + "-ConnectionName web", Create + "-ConnectionArn $a", "$c | " + Create),
        ["NewPipelineFromArgument"] = (Kind.Use, null, Create + "-ConnectionArn $a", Create + "-ConnectionArn $c"),
        ["SetPipeline"] = (Kind.Use, "Set-BitbucketPipeline demo -ConnectionName web", "Set-BitbucketPipeline demo -ConnectionArn $a", "Set-BitbucketPipeline demo -ConnectionArn $c"),
        ["GetPipeline"] = (Kind.Use, null, "Get-BitbucketPipeline -ConnectionArn $a", "$c | Get-BitbucketPipeline"),
        ["Grant"] = (Kind.Use, null, "Grant-BitbucketConnectionAccess -ConnectionArn $a -RoleName r", "$c | Grant-BitbucketConnectionAccess -RoleName r"),
        ["GetTag"] = (Kind.Use, null, "Get-BitbucketTag $a", "$c | Get-BitbucketTag"),
        ["AddTag"] = (Kind.Change, null, "Add-BitbucketTag $a @{ k = 'v' }", "$c | Add-BitbucketTag -Tag @{ k = 'v' }"),
        ["RemoveTag"] = (Kind.Change, null, "Remove-BitbucketTag $a k -Confirm:$false", "$c | Remove-BitbucketTag -TagKey k -Confirm:$false"),
    };

    private readonly Shell _shell = new();

    private enum Kind
    {
        Get,
        Use,
        Change,
    }

    public static TheoryData<string, string, string> Cases
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach (var command in s_commands)
            {
                foreach (var place in new[] { "here", "elsewhere", "both" })
                {
                    foreach (var form in new[] { "name", "ARN", "object" }.Where(form => form != "name" || command.Value.Name is not null))
                    {
                        data.Add(command.Key, place, form);
                    }
                }
            }

            return data;
        }
    }

    private FakeEngine Engine => _shell.Engine;

    public void Dispose() => _shell.Dispose();

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_connection_is_found_in_every_Region_and_preferred_in_the_Region_of_the_call(string command, string place, string form)
    {
        var (kind, name, byArn, byObject) = s_commands[command];
        string[] regions = place switch { "here" => [Here], "elsewhere" => [Elsewhere], _ => [Here, Elsewhere] };
        Engine.Connections.AddRange(regions.Select(region => FakeEngine.Connection("web", region: region)));

        // An ARN or object is that of the other Region if both have the name.
        var given = Engine.Connections[^1];
        Engine.Pipelines.Add(FakeEngine.Pipeline("demo", "arn:aws:codeconnections:us-east-1:123456789012:connection/other"));

        var result = _shell.Run(form switch { "name" => name!, "ARN" => byArn, _ => byObject }, ("a", given.ConnectionArn), ("c", given));

        if (form == "name" && place == "both" && kind == Kind.Change)
        {
            Assert.Equal(["AmbiguousName"], result.Ids);
            Assert.All(Engine.Connections, connection => Assert.Contains(connection.ConnectionArn, result.Errors[0].ToString(), StringComparison.Ordinal));
            Assert.Equal(2, Engine.Connections.Count);
            return;
        }

        Assert.Empty(result.Errors);
        var isChosen = form == "name" && place == "both";
        string[] expected = isChosen && kind == Kind.Get ? [Arn(Here), Arn(Elsewhere)] : [isChosen ? Arn(Here) : given.ConnectionArn];
        Assert.Equal(expected, Used(command, result));
        var warnings = result.Warnings.Where(warning => warning.StartsWith("The name 'web' is also used", StringComparison.Ordinal)).ToList();
        Assert.Equal(isChosen && kind == Kind.Use ? [$"The name 'web' is also used in another Region: {Arn(Elsewhere)} (AVAILABLE). The connection in {Here} is used. To use another one, specify its ARN."] : [], warnings);
    }

    [Theory]
    [InlineData("$c | New-BitbucketPipeline new -Repository w/r -Branch main -BuildProject b -Region eu-west-1")]
    [InlineData("$c | New-BitbucketPipeline new -Repository w/r -Branch main -BuildProject b")]
    [InlineData("$s | New-BitbucketPipeline new -Repository w/r -Branch main -BuildProject b")]
    [InlineData("$c | Get-BitbucketPipeline -SearchRegion eu-west-1")]
    [InlineData("$s | Get-BitbucketPipeline -SearchRegion eu-west-1")]
    [InlineData("Set-BitbucketPipeline demo -ConnectionArn $c")]
    public void The_Region_of_a_connection_never_becomes_that_of_a_pipeline_cmdlet(string script)
    {
        var connection = FakeEngine.Connection("web");
        Engine.Connections.Add(connection);
        Engine.Pipelines.Add(FakeEngine.Pipeline("demo", connection.ConnectionArn, region: Elsewhere));
        _shell.Run("$global:StoredAWSRegion = 'eu-west-1'");
        Engine.Settings.Clear();

        var result = _shell.Run(script, ("c", connection), ("s", PSSerializer.Deserialize(PSSerializer.Serialize(connection))));

        Assert.Empty(result.Errors);
        Assert.NotEmpty(Engine.Settings);
        Assert.All(Engine.Settings, settings => Assert.Equal(Elsewhere, settings.Region ?? settings.InputRegion ?? settings.DefaultRegion));
    }

    [Fact]
    public void A_warning_about_another_connection_is_written_once_for_many_pipelines()
    {
        Engine.Connections.AddRange([FakeEngine.Connection("web"), FakeEngine.Connection("web", region: Elsewhere)]);
        Engine.Pipelines.AddRange([FakeEngine.Pipeline("a", "arn:aws:codeconnections:us-east-1:123456789012:connection/x"), FakeEngine.Pipeline("b", "arn:aws:codeconnections:us-east-1:123456789012:connection/x")]);

        var result = _shell.Run("Get-BitbucketPipeline | Set-BitbucketPipeline -ConnectionName web");

        Assert.Single(result.Warnings, warning => warning.Contains("is also used in another Region", StringComparison.Ordinal));
        Assert.Equal([Arn(Here), Arn(Here)], Engine.Changes.Select(change => change.ConnectionArn));
    }

    [Fact]
    public void A_pipeline_uses_the_connection_of_its_own_Region()
    {
        Engine.Connections.AddRange([FakeEngine.Connection("web"), FakeEngine.Connection("web", region: Elsewhere)]);
        Engine.Pipelines.Add(FakeEngine.Pipeline("far", "arn:aws:codeconnections:us-east-1:123456789012:connection/x", region: Elsewhere));

        Assert.Empty(_shell.Run("$p | Set-BitbucketPipeline -ConnectionName web", ("p", Engine.Pipelines[0])).Errors);

        Assert.Equal(Arn(Elsewhere), Assert.Single(Engine.Changes).ConnectionArn);
    }

    [Theory]
    [InlineData("$env:AWS_REGION = 'eu-west-1'; Get-BitbucketConnection")]
    [InlineData("$global:StoredAWSRegion = 'eu-west-1'; Get-BitbucketConnection")]
    [InlineData("$global:StoredAWSRegion = 'eu-west-1'; Get-BitbucketConnection web")]
    [InlineData("$PSDefaultParameterValues['Get-BitbucketConnection:Region'] = 'eu-west-1'; Get-BitbucketConnection", Elsewhere)]
    [InlineData("Get-BitbucketConnection -Region eu-west-1", Elsewhere)]
    public void Only_the_parameter_Region_limits_a_list(string script, string? only = null)
    {
        Engine.Connections.AddRange([FakeEngine.Connection("web"), FakeEngine.Connection("web", region: Elsewhere)]);
        var before = Environment.GetEnvironmentVariable("AWS_REGION");
        try
        {
            Assert.Equal(only is null ? [Arn(Here), Arn(Elsewhere)] : [Arn(only)], _shell.Run(script).Of<Connection>().Select(c => c.ConnectionArn));
        }
        finally
        {
            Environment.SetEnvironmentVariable("AWS_REGION", before);
        }
    }

    private static string Arn(string region) => FakeEngine.Connection("web", region: region).ConnectionArn;

    private List<string> Used(string command, Shell.Result result) => command switch
    {
        "Wait" => Engine.Awaited,
        "Usage" or "GetPipeline" => [.. Assert.Single(Engine.Searches).ConnectionArns],
        "Remove" => CalledWith("DeleteConnection "),
        "NewPipeline" or "NewPipelineFromArgument" => Engine.Requests.ConvertAll(request => request.ConnectionArn!),
        "SetPipeline" => Engine.Changes.ConvertAll(change => change.ConnectionArn!),
        "Grant" => CalledWith("GrantConnection r "),
        "GetTag" => CalledWith("ListTags "),
        "AddTag" => CalledWith("AddTags "),
        "RemoveTag" => CalledWith("RemoveTags "),
        _ => [.. result.Of<Connection>().Select(connection => connection.ConnectionArn)],
    };

    private List<string> CalledWith(string call) => [.. Engine.Calls.Where(made => made.StartsWith(call, StringComparison.Ordinal)).Select(made => made.Substring(call.Length))];
}
