using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Net;
using System.Reflection;
using System.Security;

namespace BitbucketConnections.Tests;

/// <summary>
/// Tests that no parameter converts an object to the name of its type, and that a SecureString is an error or stays hidden. AWS would store such a name.
/// </summary>
[Collection("shell")]
public sealed class SecretArgumentTests : IDisposable
{
    private const string ConnectionArn = "arn:aws:codestar-connections:us-east-1:123456789012:connection/web";
    private const string Text = "s3cret-of-an-argument";

    // They accept a secret: a credential, or a value of a configuration.
    private static readonly HashSet<string> s_accepted = ["SecretKey", "SessionToken", "Configuration"];

    private readonly Shell _shell = new();

    public SecretArgumentTests()
    {
        Engine.Connections.Add(FakeEngine.Connection("web"));
        Engine.Pipelines.Add(FakeEngine.Pipeline("demo", ConnectionArn));
    }

    private FakeEngine Engine => _shell.Engine;

    public static IEnumerable<TheoryDataRow<string, string>> Parameters() =>
        from cmdlet in Shell.Cmdlets
        from property in cmdlet.Type.GetProperties()
        where property.IsDefined(typeof(ParameterAttribute)) && property.PropertyType != typeof(SwitchParameter)
        select new TheoryDataRow<string, string>(cmdlet.Name, property.Name);

    public void Dispose() => _shell.Dispose();

    [Theory]
    [MemberData(nameof(Parameters))]
    public void A_parameter_never_accepts_a_SecureString_as_text(string cmdlet, string parameter)
    {
        var property = Shell.Cmdlets.Single(c => c.Name == cmdlet).Type.GetProperty(parameter)!;

        // Each element of -InputObject is an input: an error of the second one does not undo the first.
        foreach (var (value, name) in ValuesFor(property.PropertyType).Where(value => value.Name != "element" || parameter != "InputObject"))
        {
            var (failure, output) = Invoke(cmdlet, parameter, value);

            Assert.DoesNotContain(Text, failure?.ToString() ?? string.Empty, StringComparison.Ordinal);
            if (s_accepted.Contains(parameter) && name is "value" or "entry")
            {
                continue;
            }

            Assert.True(failure is not null, $"{name} is accepted: {string.Join(", ", output)}");
            Assert.Empty(output);
            Assert.DoesNotContain(Engine.Calls, call => !call.StartsWith("Get", StringComparison.Ordinal) && !call.StartsWith("List", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("New-BitbucketPipelineAction a -CodeBuildProject p -EnvironmentVariable @{ T = $secret }", "@{ value = 'NAME'; type = 'PARAMETER_STORE' } or @{ value = 'NAME'; type = 'SECRETS_MANAGER' }")]
    [InlineData("New-BitbucketPipelineAction a -Command ls -EnvironmentVariable @{ T = @{ value = $secret } }", "specify its name: @{ value = 'NAME'; type = 'SECRETS_MANAGER' }.")]
    [InlineData("New-BitbucketPipelineAction a -EksCluster c -ManifestFile m -EnvironmentVariable @{ T = $secret }", "cannot refer to a secret")]
    [InlineData("New-BitbucketPipelineRule r -CodeBuildProject p -EnvironmentVariable @{ T = $secret }", "type = 'SECRETS_MANAGER'")]
    [InlineData("New-BitbucketPipelineAction a -LambdaFunction f -UserParameter $secret", "'UserParameter'. The value is an object of type System.Security.SecureString")]
    [InlineData("New-BitbucketPipelineRule r -LambdaFunction f -UserParameter $secret", "'UserParameter'. The value is an object of type System.Security.SecureString")]
    [InlineData("New-BitbucketPipelineAction a -LambdaFunction f -UserParameter @{ a = 1 }", "System.Collections.Hashtable")]
    [InlineData("New-BitbucketPipelineAction a -LambdaFunction f -Configuration @{ UserParameters = @{ a = 1 } }", "'UserParameters' is an object of type System.Collections.Hashtable")]
    [InlineData("New-BitbucketPipelineAction a -LambdaFunction f -Configuration @{ UserParameters = 'a','b' }", "'UserParameters' is an object of type System.Object[]")]
    [InlineData("New-BitbucketPipelineAction a -LambdaFunction f -Configuration @{ UserParameters = [pscustomobject]@{ a = 1 } }", "PSCustomObject")]
    [InlineData("New-BitbucketPipelineAction a -LambdaFunction f -Configuration @{ K = 'abc' | ForEach-Object { [System.Net.NetworkCredential]::new('', $_).SecurePassword } }", "The SecureString for 'K' has 3 characters")]
    [InlineData("New-BitbucketPipeline demo2 -ConnectionArn x -Repository w/r -Branch $secret", "'Branch'. The value is an object of type System.Security.SecureString")]
    [InlineData("Start-BitbucketPipeline demo -Variable @{ T = $secret }", "A SecureString is valid only in the configuration of an action or a rule.")]
    [InlineData("Start-BitbucketPipeline demo -Variable @{ T = $credential }", "'T' is an object of type System.Management.Automation.PSCredential")]
    public void The_message_names_the_value_its_type_and_the_remedy(string script, string expected)
    {
        var result = _shell.Run(script, ("secret", Secret()), ("credential", new PSCredential("me", Secret())));

        Assert.Contains(expected, result.All(), StringComparison.Ordinal);
        Assert.Empty(result.Output);
        Assert.DoesNotContain(Text, result.All(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("New-BitbucketPipelineAction a -CodeBuildProject p -Configuration @{ ProjectName = $secret }")]
    [InlineData("(New-BitbucketPipelineStage s -Action @{ name = 'a'; actionTypeId = @{ category = 'Build'; owner = 'AWS'; provider = 'CodeBuild'; version = '1' }; configuration = @{ ProjectName = $secret } }).Actions[0]")]
    [InlineData("New-BitbucketPipelineRule r -Provider Foo -Configuration @{ ProjectName = $secret }")]
    public void A_configuration_holds_the_value_of_a_SecureString_and_text_hides_it(string script)
    {
        var result = _shell.Run(script, ("secret", Secret()));

        var configuration = Assert.Single(result.Output).BaseObject switch { PipelineAction action => action.Configuration, StageRule rule => rule.Configuration, _ => null };
        Assert.Equal(Text, configuration!["ProjectName"]);
        Assert.Equal("x ****", Redaction.Message("x " + Text));
        Assert.Equal("****", Redaction.Value("ProjectName", Text));
    }

    [Theory]
    [InlineData("$a.Configuration.ProjectName")]
    [InlineData("$a.Configuration['ProjectName']")]
    [InlineData("$a.Configuration.Item('ProjectName')")]
    [InlineData("$a.Configuration.get_Item('ProjectName')")]
    [InlineData("$a.Configuration.Values")]
    [InlineData("$v = $null; $null = $a.Configuration.TryGetValue('ProjectName', [ref] $v); $v")]
    [InlineData("$a.Configuration.GetEnumerator() | ForEach-Object { $_.Value }")]
    [InlineData("[System.Management.Automation.PSSerializer]::Serialize($a, 9)")]
    [InlineData("\"$a $($a.Configuration)\"")]
    [InlineData("foreach ($e in $a.Configuration.GetEnumerator()) { $e.Key + $e.Value }")]
    [InlineData("([hashtable] $a.Configuration)['ProjectName']")]
    [InlineData("[string[]] $a.Configuration.Values")]
    [InlineData("([System.Collections.IEnumerable] $a.Configuration).GetEnumerator() | ForEach-Object { \"$_\" }")]
    [InlineData("$t = @{}; $a.Configuration.Keys | ForEach-Object { $t[$_] = $a.Configuration[$_] }; $t.Values")]
    public void No_way_out_of_PowerShell_shows_the_value_of_a_SecureString(string script)
    {
        foreach (var make in new[] { "New-BitbucketPipelineAction a -CodeBuildProject p -Configuration @{ ProjectName = $secret }", "New-BitbucketPipelineRule a -Provider Foo -Configuration @{ ProjectName = $secret }" })
        {
            var result = _shell.Run($"$a = {make}; " + script, ("secret", Secret()));

            Assert.Empty(result.Errors);
            Assert.NotEmpty(result.Output);
            Assert.DoesNotContain(Text, string.Join("\n", result.Output), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_builder_gives_the_value_of_a_SecureString_on_also_in_hashtables_and_a_changed_configuration()
    {
        var result = _shell.Run(
            """
            $a = New-BitbucketPipelineAction a -CodeBuildProject p -Configuration @{ ProjectName = $secret }
            (New-BitbucketPipelineStage s -Action $a).Actions
            (New-BitbucketPipelineStage s -Action @{ name = 'b'; actionTypeId = $a.ActionTypeId; configuration = $a.Configuration }).Actions
            $a.Configuration['Other'] = 'x'
            $a
            """,
            ("secret", Secret()));

        Assert.Equal([Text, Text, Text], result.Of<PipelineAction>().Select(action => action.Configuration!["ProjectName"]));
        Assert.Equal("x", result.Of<PipelineAction>().Last().Configuration!["Other"]);
    }

    [Theory]
    [InlineData("System.Threading")]
    [InlineData("System.Missing.Type")]
    [InlineData("feature/System.String")]
    public void Text_that_is_not_the_name_of_a_type_is_accepted(string branch) =>
        Assert.Equal(branch, Assert.Single(_shell.Run($"New-BitbucketPipelineTrigger -IncludeBranch {branch}").Of<PipelineTrigger>()).Push![0].Branches!.Includes![0]);

    private static SecureString Secret() => new NetworkCredential(string.Empty, Text).SecurePassword;

    private static IEnumerable<(object Value, string Name)> ValuesFor(Type type)
    {
        yield return (Secret(), "value");
        if (type.IsArray)
        {
            yield return (new object[] { "x", Secret() }, "element");
        }

        if (type == typeof(Hashtable) || type == typeof(PipelineVariable[]))
        {
            yield return (new Hashtable { ["x"] = Secret() }, "entry");
            yield return (new Hashtable { ["x"] = PSObject.AsPSObject(Secret()), ["y"] = "z" }, "entry");
            yield return (new Hashtable { ["x"] = new Hashtable { ["value"] = Secret() } }, "nested entry");
            yield return (new Hashtable { ["x"] = new object[] { Secret() } }, "list in an entry");
        }
    }

    private static object SampleOf(Type type, string name) => name switch
    {
        "PullRequest" => "OPEN",
        "ActionStatus" => "Succeeded",
        "Repository" => "w/r",
        "ConnectionArn" => ConnectionArn,
        _ when type == typeof(SwitchParameter) => true,
        _ when type == typeof(Hashtable) => new Hashtable { ["a"] = "b" },
        _ when type == typeof(Pipeline) || type == typeof(Pipeline[]) => FakeEngine.Pipeline("demo", ConnectionArn),
        _ when type == typeof(Connection[]) => FakeEngine.Connection("web"),
        _ when type == typeof(PipelineAction[]) => FakeEngine.Pipeline("demo", ConnectionArn).Stages[0].Actions[0],
        _ => "demo",
    };

    private (Exception? Failure, IReadOnlyList<PSObject> Output) Invoke(string cmdlet, string parameter, object value)
    {
        using var shell = _shell.Create();
        var set = shell.AddCommand("Get-Command").AddParameter("Name", cmdlet).Invoke<CommandInfo>().Single().ParameterSets
            .Where(s => s.Parameters.Any(p => p.Name == parameter)).OrderBy(s => s.Parameters.Count(p => p.IsMandatory)).First();
        shell.Commands.Clear();
        shell.AddCommand(cmdlet).AddParameter(parameter, value);
        foreach (var needed in set.Parameters.Where(p => p.IsMandatory && p.Name != parameter))
        {
            shell.AddParameter(needed.Name, SampleOf(needed.ParameterType, needed.Name));
        }

        if (set.Parameters.Any(p => p.Name == "Confirm"))
        {
            shell.AddParameter("Confirm", false);
        }

        try
        {
            var output = shell.Invoke().ToList();
            return (shell.Streams.Error.FirstOrDefault()?.Exception, output);
        }
        catch (RuntimeException refused)
        {
            return (refused, []);
        }
    }
}
