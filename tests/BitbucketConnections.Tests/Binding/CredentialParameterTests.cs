using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Binding;
using BitbucketConnections.Hosting;

namespace BitbucketConnections.Tests;

/// <summary>Tests credentials and Regions that are objects of other modules.</summary>
[Collection("shell")]
public sealed class CredentialParameterTests : IDisposable
{
    private readonly Shell _shell = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        Interactivity.Override = null;
        _shell.Dispose();
    }

    public static IEnumerable<TheoryDataRow<object>> Holders() =>
    [
        new(new SyncCredentials()), new(new AsyncCredentials()), new(new Wrapper(new AsyncCredentials())), new(new FieldWrapper(new SyncCredentials())),
        new(new PSCredential("KEY", Secret.Hide("s3cr3t"))),
    ];

    [Theory]
    [MemberData(nameof(Holders))]
    public async Task Credentials_are_read_from_the_members_of_an_object(object holder)
    {
        var result = _shell.Run("Get-BitbucketConnection -Credential $given", ("given", holder));

        Assert.Null(result.Thrown);
        var settings = _shell.Engine.Settings.Last();
        var values = await settings.Credential!.GetAsync(Token);
        Assert.Equal(("KEY", "s3cr3t"), (values.AccessKey, values.SecretKey));
        Assert.Equal(holder is PSCredential ? null : "t0ken", values.SessionToken);
        Assert.Null(settings.DefaultCredential);
        Assert.DoesNotContain("s3cr3t", result.All(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Holders))]
    public async Task Stored_credentials_are_read_from_the_scope_of_the_caller(object holder)
    {
        _shell.Run("function Inner { $StoredAWSCredentials = $given; Get-BitbucketConnection }; Inner", ("given", holder));
        _shell.Run("Get-BitbucketConnection");

        var (inner, outer) = (_shell.Engine.Settings[^2], _shell.Engine.Settings[^1]);
        Assert.Equal("KEY", (await inner.DefaultCredential!.GetAsync(Token)).AccessKey);
        Assert.Null(inner.Credential);
        Assert.Null(outer.DefaultCredential);
    }

    [Fact]
    public void Objects_that_refer_to_each_other_contain_no_credentials()
    {
        var first = new Circle();
        first.Credentials = new Circle { Credentials = first };

        var result = _shell.Run("Get-BitbucketConnection -Credential $given; $StoredAWSCredentials = $given; Get-BitbucketConnection", ("given", first));

        Assert.Equal(2, result.Errors.Count);
        Assert.All(result.Errors, error => Assert.Contains("contains no credentials", error.Exception.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void The_same_object_uses_the_same_session_and_another_object_uses_its_own()
    {
        var (first, second) = (new SyncCredentials(), new SyncCredentials());
        _shell.Run("$first, $second, $first, $wrapped | ForEach-Object { Get-BitbucketConnection -Credential $_ }", ("first", first), ("second", second), ("wrapped", new Wrapper(first)));

        var held = _shell.Engine.Settings.TakeLast(4).Select(s => s.Credential).ToList();
        Assert.NotEqual(held[0], held[1]);
        Assert.Equal(held[0], held[2]);
        Assert.Equal(held[0], held[3]);
    }

    [Fact]
    public async Task An_object_is_called_each_time_and_its_own_error_is_shown()
    {
        var holder = new AsyncCredentials();
        var held = CredentialObject.Hold(holder)!;
        await held.GetAsync(Token);
        holder.Key = "RENEWED";
        Assert.Equal("RENEWED", (await held.GetAsync(Token)).AccessKey);

        holder.Key = null;
        Assert.Equal("run out", (await Assert.ThrowsAsync<InvalidOperationException>(() => held.GetAsync(Token))).Message);
    }

    [Fact]
    public async Task A_call_to_an_object_that_does_not_answer_can_be_stopped()
    {
        using var stop = new CancellationTokenSource();
        var asked = CredentialObject.Hold(new SilentCredentials())!.GetAsync(stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
    }

    [Theory]
    [InlineData("'AKIAEXAMPLE'")]
    [InlineData("42")]
    [InlineData("@{ AccessKey = 's3cr3t' }")]
    [InlineData("([pscustomobject] @{ SecretKey = 's3cr3t' })")]
    [InlineData("([System.Management.Automation.PSCredential]::Empty)")]
    public void An_object_without_credentials_is_refused_and_not_shown(string given)
    {
        var result = _shell.Run($"Get-BitbucketConnection -Credential {given}");

        Assert.Contains("contains no credentials", Assert.Single(result.Errors).Exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", result.All(), StringComparison.Ordinal);
        Assert.DoesNotContain("AKIAEXAMPLE", result.All(), StringComparison.Ordinal);
        Assert.Empty(_shell.Engine.Settings);
    }

    [Fact]
    public void A_stored_object_without_credentials_is_an_error_and_is_not_ignored()
    {
        var result = _shell.Run("$StoredAWSCredentials = 'team'; Get-BitbucketConnection");

        Assert.Equal("InvalidStoredCredentials", result.ThrownId ?? result.Ids.Single());
        Assert.Empty(_shell.Engine.Settings);
    }

    [Theory]
    [InlineData("'eu-west-1'")]
    [InlineData("([pscustomobject] @{ Region = 'eu-west-1'; Name = 'Europe (Ireland)'; IsShellDefault = $false })")]
    [InlineData("([pscustomobject] @{ SystemName = 'eu-west-1'; DisplayName = 'Europe (Ireland)' })")]
    public void A_Region_is_read_from_text_or_an_object_as_a_parameter_and_as_the_default_of_the_session(string region)
    {
        _shell.Run($"Get-BitbucketConnection -Region {region}; $StoredAWSRegion = {region}; Get-BitbucketConnection");

        Assert.Equal(["eu-west-1", null], _shell.Engine.Settings.Select(s => s.Region));
        Assert.Equal("eu-west-1", _shell.Engine.Settings[1].DefaultRegion);
    }

    [Fact]
    public void The_same_hashtable_works_with_AWS_Tools_and_this_module()
    {
        var result = _shell.Run("""
            $common = @{ AccessKey = 'AK'; SecretKey = 's3cr3t'; SessionToken = 't0ken'; ProfileName = 'team'; ProfileLocation = '/tmp/creds'; Credential = $given; Region = 'eu-west-1'; EndpointUrl = 'http://127.0.0.1:1' }
            Get-BitbucketConnection @common
            $aliases = @{ AK = 'AK'; SK = 's3cr3t'; ST = 't0ken'; AWSProfileName = 'team'; ProfilesLocation = '/tmp/creds'; RegionToCall = 'eu-west-1' }
            Get-BitbucketConnection @aliases
            """,
            ("given", new SyncCredentials()));

        Assert.Null(result.Thrown);
        Assert.Empty(result.Errors);
        Assert.All(_shell.Engine.Settings, s => Assert.Equal(("AK", "s3cr3t", "t0ken", "team", "eu-west-1"), (s.AccessKey, s.SecretKey, s.SessionToken, s.ProfileName, s.Region)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_MFA_prompt_is_possible_only_in_an_interactive_session(bool isInteractive)
    {
        Interactivity.Override = isInteractive;
        _shell.Run("Get-BitbucketConnection");
        Assert.Equal(isInteractive, _shell.Engine.Settings.Last().AskMfaCode is not null);
    }

    [Fact]
    public void A_runspace_without_a_user_is_not_interactive()
    {
        _shell.Run("Get-BitbucketConnection");
        Assert.Null(_shell.Engine.Settings.Last().AskMfaCode);
    }

    [Theory]
    [InlineData("ConsoleHost", true, false, "pwsh -NoProfile", true)]
    [InlineData("ConsoleHost", true, false, "pwsh -NonInteractive -File x.ps1", false)]
    [InlineData("ConsoleHost", true, false, "pwsh --noninteractive", false)]
    [InlineData("ConsoleHost", true, false, "powershell.exe /noni", false)]
    [InlineData("ConsoleHost", true, false, "pwsh -NoExit -nop", true)]
    [InlineData("ConsoleHost", true, false, "pwsh noninteractive", true)]
    [InlineData("ConsoleHost", true, true, "pwsh", false)]
    [InlineData("ConsoleHost", false, false, "pwsh", false)]
    [InlineData("Visual Studio Code Host", true, true, "pwsh", true)]
    [InlineData("Windows PowerShell ISE Host", true, true, "powershell_ise", true)]
    [InlineData("Windows PowerShell ISE Host", false, true, "powershell_ise", false)]
    [InlineData("ServerRemoteHost", true, false, "pwsh", false)]
    [InlineData("Default Host", true, false, "pwsh", false)]
    public void Interactivity_depends_on_the_host_and_the_start_of_the_process(string host, bool hasDesktop, bool isRedirected, string commandLine, bool expected) =>
        Assert.Equal(expected, Interactivity.CanAsk(host, hasDesktop, isRedirected, commandLine.Split(' ')));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_prompt_from_any_thread_runs_on_the_waiting_thread(bool isOther)
    {
        using var thread = new PipelineThread(() => { });
        var mine = Environment.CurrentManagedThreadId;
        var asked = 0;
        var task = isOther ? Task.Run(Work, Token) : Task.FromResult(Work());

        thread.WaitFor(task, Token);

        Assert.Equal(mine, asked);
        Assert.Equal("answer", await task);
        Assert.Null(await Task.Factory.StartNew(
            () => thread.Ask(() => "nobody waits", Token), Token, TaskCreationOptions.LongRunning, TaskScheduler.Default));

        string? Work()
        {
            string? answer;
            do
            {
                answer = thread.Ask(
                    () =>
                    {
                        asked = Environment.CurrentManagedThreadId;
                        return "answer";
                    },
                    Token);
            }
            while (answer is null);
            return answer;
        }
    }

    [Fact]
    public async Task A_stop_at_the_prompt_ends_the_wait_and_releases_the_call()
    {
        using var thread = new PipelineThread(() => { });
        var isAsked = false;
        var call = Task.Run(
            () =>
            {
                while (!isAsked)
                {
                    Assert.Null(thread.Ask(
                        () =>
                        {
                            isAsked = true;
                            throw new PipelineStoppedException();
                        },
                        Token));
                }
            },
            Token);

        Assert.Throws<PipelineStoppedException>(() => thread.WaitFor(Never.EndsAsync(Token), Token));
        await call;
    }

    private sealed class Keys
    {
        public string AccessKey { get; init; } = "KEY";

        public string SecretKey => "s3cr3t";

        public string Token => "t0ken";
    }

    private sealed class SyncCredentials
    {
        public Keys GetCredentials() => new();

        public Keys GetCredentials(TimeSpan minimum) => throw new NotSupportedException(minimum.ToString());
    }

    private sealed class AsyncCredentials
    {
        public string? Key { get; set; } = "KEY";

        public Keys GetCredentials() => throw new NotSupportedException();

        public async Task<Keys> GetCredentialsAsync()
        {
            await Task.Yield();
            return new Keys { AccessKey = Key ?? throw new InvalidOperationException("run out") };
        }
    }

    private sealed class SilentCredentials
    {
        public Task<Keys> GetCredentialsAsync() => new TaskCompletionSource<Keys>().Task;
    }

    private sealed class Circle
    {
        public object? Credentials { get; set; }
    }

    private sealed class Wrapper(object inner)
    {
        internal object Credentials { get; } = inner;
    }

    private sealed class FieldWrapper(object inner)
    {
        private readonly object Credentials = inner;

        public override string ToString() => Credentials.GetType().Name;
    }
}
