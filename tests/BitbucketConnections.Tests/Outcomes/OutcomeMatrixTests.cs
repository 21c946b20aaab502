using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using BitbucketConnections.Hosting;

namespace BitbucketConnections.Tests.Outcomes;

/// <summary>
/// Each command that changes something, with a failure at each of its writes. What the command says is compared with what is in the account afterwards, and the
/// same command must then complete the change.
/// </summary>
[Collection("shell")]
public sealed partial class OutcomeMatrixTests : IDisposable
{
    private const string Doubt = "Check the resource before you try again.";

    // Cmdlets that change a file or the sandbox itself.
    private static readonly string[] s_local = ["Export-BitbucketPipeline"];

    // What users set, with {0} for the command. Nobody can answer a question in these sessions.
    private static readonly string[] s_preferences =
    [
        "{0} -WarningAction Stop", "$WarningPreference = 'Stop'; {0}", "$WarningPreference = 'Inquire'; {0}", "{0} -Debug", "{0} -Debug -WarningAction Stop", "{0} -Verbose -Debug", "$DebugPreference = 'Stop'; {0}", "$DebugPreference = 'Inquire'; {0}",
        "$VerbosePreference = 'Stop'; {0}", "{0} -InformationAction Stop", "$InformationPreference = 'Stop'; {0}", "{0} -ErrorAction Stop", "$ErrorActionPreference = 'Stop'; {0}", "{0} -WarningAction Stop -ErrorAction Stop -InformationAction Stop",
    ];

    /// <summary>What happens at a write.</summary>
    public enum Failure
    {
        AnswerLost,
        LostThenThrottled,
        LostThenDenied,
        LostAndReadDenied,
        ReadBackDenied,
        Denied,
        Stopped,
        StoppedAfterLoss,
    }

    public static TheoryData<string> Rows => new(ChangingCommand.All.Select(command => command.Name));

    public void Dispose() => EngineHost.EngineOverride = null;

    [Fact]
    public void Each_cmdlet_that_changes_something_has_a_row() => Assert.Equal(
        from cmdlet in Shell.Cmdlets
        where ((CmdletAttribute)Attribute.GetCustomAttribute(cmdlet.Type, typeof(CmdletAttribute))!).SupportsShouldProcess
            && !cmdlet.Name.Contains("BitbucketSandbox", StringComparison.Ordinal) && !s_local.Contains(cmdlet.Name)
        orderby cmdlet.Name
        select cmdlet.Name,
        ChangingCommand.All.Select(command => command.Cmdlet).Distinct().Order());

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Messages_flags_and_lists_match_the_account(string name)
    {
        var command = ChangingCommand.All.Single(row => row.Name == name);
        var calls = await CallsAsync(command);
        var cases = from failure in Enum.GetValues<Failure>()
                    from place in Enumerable.Range(0, calls.Count)
                    where !IsRead(calls[place])
                    select (failure, place);
        var faults = new ConcurrentQueue<string>();

        // Most of the time is spent in the pauses of the SDK between two attempts.
        await Parallel.ForEachAsync(cases, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (one, _) =>
        {
            foreach (var fault in await TryAsync(command, one.failure, calls, one.place))
            {
                faults.Enqueue($"{one.failure} of {calls[one.place]} ({one.place}): {fault}");
            }
        });

        Assert.True(faults.IsEmpty, string.Join("\n\n", faults.Order()));
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_preference_that_ends_the_command_hides_nothing_that_was_done(string name)
    {
        var command = ChangingCommand.All.Single(row => row.Name == name);
        var calls = await CallsAsync(command);
        var last = calls.ToList().FindLastIndex(call => !IsRead(call));
        var cases = from preference in s_preferences from isRead in new[] { true, false } select (preference, isRead);
        var faults = new ConcurrentQueue<string>();
        await Parallel.ForEachAsync(cases, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (one, _) =>
        {
            using var world = new OutcomeWorld();
            command.Prepare(world);
            var before = await world.Facts.ReadAsync();
            if (!one.isRead)
            {
                Arrange(world, Failure.ReadBackDenied, calls, last);
            }

            var report = Report.Of(world.Shell.Run(string.Format(CultureInfo.InvariantCulture, one.preference, command.Script))) with { Stopped = Stopped(world) };

            world.Sandbox.ClearFaults();
            var after = await world.Facts.ReadAsync();
            var verdict = new Verdict(command, report, before, after);
            foreach (var fault in verdict.Faults())
            {
                faults.Enqueue($"{one}: {fault}\n  {report}\n  changed: {string.Join(", ", verdict.Changed)}");
            }
        });

        Assert.True(faults.IsEmpty, string.Join("\n\n", faults.Order()));
    }

    // The calls of the command in their order, without a failure.
    private static async Task<IReadOnlyList<string>> CallsAsync(ChangingCommand command)
    {
        using var world = new OutcomeWorld();
        command.Prepare(world);
        Assert.False(command.IsDone(await world.Facts.ReadAsync()), "The account already has the change.");

        var result = world.Shell.Run(command.Script + " -Verbose");

        Assert.True(result.Errors.Count == 0 && result.Thrown is null, result.All());
        Assert.True(command.IsDone(await world.Facts.ReadAsync()), "The command did not make the change: " + result.All());
        var calls = result.Verbose.Select(line => CallLine().Match(line)).Where(match => match.Success).Select(match => match.Groups[1].Value).ToList();
        Assert.Contains(calls, call => !IsRead(call));
        return calls;
    }

    private static async Task<IEnumerable<string>> TryAsync(ChangingCommand command, Failure failure, IReadOnlyList<string> calls, int place)
    {
        using var world = new OutcomeWorld();
        command.Prepare(world);
        var before = await world.Facts.ReadAsync();
        Arrange(world, failure, calls, place);

        var report = failure is Failure.Stopped or Failure.StoppedAfterLoss ? await StopAsync(world, command) : Report.Of(world.Shell.Run(command.Script));

        world.Sandbox.ClearFaults();
        var after = await world.Facts.ReadAsync();
        var verdict = new Verdict(command, report, before, after);
        var faults = verdict.Faults().ToList();
        var again = world.Shell.Run(command.Script);
        faults.AddRange(await verdict.FaultsOfRepetition(again, await world.Facts.ReadAsync()));
        return faults.Select(fault => $"{fault}\n  {report}\n  changed: {string.Join(", ", verdict.Changed)}");
    }

    private static void Arrange(OutcomeWorld world, Failure failure, IReadOnlyList<string> calls, int place)
    {
        var operation = calls[place];
        var (denied, throttled) = IsQuery(operation) ? ("AccessDenied", "Throttling") : ("AccessDeniedException", "ThrottlingException");
        world.Pass(operation, calls.Take(place).Count(call => call == operation));
        if (failure is not (Failure.Stopped or Failure.ReadBackDenied or Failure.Denied))
        {
            world.Lose(operation);
        }

        switch (failure)
        {
            case Failure.LostThenThrottled:
                world.Refuse(operation, throttled);
                break;
            case Failure.LostThenDenied or Failure.LostAndReadDenied or Failure.Denied:
                world.Refuse(operation, denied);
                break;
            case Failure.Stopped or Failure.StoppedAfterLoss:
                world.Hold(operation);
                break;
        }

        if (failure is Failure.LostAndReadDenied or Failure.ReadBackDenied)
        {
            foreach (var read in s_reads)
            {
                world.Pass(read, calls.Take(place).Count(call => call == read));
                world.Refuse(read, IsQuery(read) ? "AccessDenied" : "AccessDeniedException");
            }
        }
    }

    private static async Task<Report> StopAsync(OutcomeWorld world, ChangingCommand command)
    {
        using var shell = world.Shell.Create();
        var output = new PSDataCollection<PSObject>();
        shell.AddScript(command.Script).BeginInvoke(new PSDataCollection<PSObject>(), output);
        await world.Arrived.WaitAsync(Eventually.HangLimit, TestContext.Current.CancellationToken);
        shell.Stop();
        return new Report(Report.Texts(output), shell.Streams.Error.ToList(), shell.Streams.Warning.Select(w => w.Message).ToList(), null, Stopped(world)) { IsStopped = true };
    }

    // What the host shows when the command ends.
    private static string Stopped(OutcomeWorld world) => string.Join(" ", world.Host.Warnings.Where(line => line.StartsWith("Stopped", StringComparison.Ordinal)));

    private static readonly string[] s_reads =
    [
        "GetConnection", "ListConnections", "GetPipeline", "ListPipelines", "GetPipelineExecution", "ListPipelineExecutions", "GetPipelineState", "ListActionExecutions", "ListRuleExecutions",
        "GetRole", "GetRolePolicy", "ListRolePolicies", "ListAttachedRolePolicies", "ListInstanceProfilesForRole", "SimulatePrincipalPolicy", "GetBucketPolicy", "HeadBucket", "ListBuckets",
        "DescribeRepositoryAssociation", "ListRepositoryAssociations", "ListTagsForResource", "BatchGetProjects", "GetCallerIdentity", "GetBucketEncryption",
    ];

    private static bool IsRead(string operation) => s_reads.Contains(operation) || ReadName().IsMatch(operation);

    private static bool IsQuery(string operation) => operation.Contains("Role", StringComparison.Ordinal) || operation.Contains("Bucket", StringComparison.Ordinal) || operation is "SimulatePrincipalPolicy" or "GetCallerIdentity";

    [GeneratedRegex(@"^[\w-]+ (\w+) in [\w-]+: \d+ ms")]
    private static partial Regex CallLine();

    [GeneratedRegex("^(Get|List|Describe|Head|BatchGet|Simulate)")]
    private static partial Regex ReadName();

    /// <summary>Everything that a user sees of a command.</summary>
    private sealed record Report(IReadOnlyList<string> Output, IReadOnlyList<ErrorRecord> Errors, IReadOnlyList<string> Warnings, Exception? Thrown, string Stopped)
    {
        public bool IsStopped { get; init; }

        public IEnumerable<ServiceException> Failures => Errors.Select(error => error.Exception).Append((Thrown as IContainsErrorRecord)?.ErrorRecord.Exception).OfType<ServiceException>();

        /// <summary>Gets a value indicating whether PowerShell ended the command, and not an error of the module.</summary>
        public bool IsEnded => !Failures.Any() && (Thrown is not null || Errors.Count > 0);

        /// <summary>Gets the text of all errors.</summary>
        public string ErrorText => string.Join(" ", Errors.Select(error => error.Exception.Message).Append(Thrown?.Message));

        public static Report Of(Shell.Result result) => new(Texts(result.Output), result.Errors, result.Warnings, result.Thrown, string.Empty);

        public static IReadOnlyList<string> Texts(IEnumerable<PSObject> output) =>
            output.Select(o => string.Join(" ", o.Properties.Where(property => property.Name is not "Stages").Select(property => $"{property.Value}"))).ToList();

        public override string ToString() => string.Join(
            "\n  ",
            [.. Output.Select(line => "output: " + line), .. Failures.Select(failure => $"error ({failure.MayHaveTakenEffect}): {failure.Message}"), .. Warnings.Select(line => "warning: " + line), "stopped: " + Stopped, $"errors: {ErrorText}"]);
    }

    /// <summary>Compares what a command says with what is in the account.</summary>
    private sealed class Verdict(ChangingCommand command, Report report, IReadOnlyDictionary<string, Fact> before, IReadOnlyDictionary<string, Fact> after)
    {
        public IReadOnlyList<string> Changed { get; } = before.Keys.Union(after.Keys).Where(key => before.GetValueOrDefault(key)?.Value != after.GetValueOrDefault(key)?.Value).Order().ToList();

        public IEnumerable<string> Faults() => report.IsStopped ? OfStop() : report.IsEnded ? OfEnd() : report.Failures.Any() ? OfFailure(report.Failures.First()) : OfSuccess();

        public Task<IEnumerable<string>> FaultsOfRepetition(Shell.Result again, IReadOnlyDictionary<string, Fact> last)
        {
            var faults = new List<string>();
            if (!command.IsDone(last))
            {
                faults.Add("The same command does not complete the change: " + Report.Of(again));
            }

            if (again.Thrown is not null || again.Ids.Except(command.IsDone(after) ? command.Again : []).Any())
            {
                faults.Add($"The same command fails ({string.Join(", ", again.Ids)}): {Report.Of(again)}");
            }

            return Task.FromResult<IEnumerable<string>>(faults);
        }

        private IEnumerable<string> OfSuccess()
        {
            if (!command.IsDone(after))
            {
                yield return "It succeeds, but the change was not made.";
            }

            foreach (var warning in report.Warnings)
            {
                foreach (var key in Changed.Where(key => IsDenied(key, warning)))
                {
                    yield return $"A warning says that {key} was not changed.";
                }
            }
        }

        private IEnumerable<string> OfFailure(ServiceException failure)
        {
            var created = string.Join(", ", failure.Created);
            foreach (var key in Changed.Where(key => !IsNamed(key, failure.Message)))
            {
                yield return $"The error does not name {key}.";
            }

            if (!failure.MayHaveTakenEffect)
            {
                foreach (var key in Changed.Where(key => !IsNamed(key, created)))
                {
                    yield return $"The error says that the call had no effect, and Created does not have {key}.";
                }
            }

            if (failure.MayHaveTakenEffect != failure.Message.Contains(Doubt, StringComparison.Ordinal))
            {
                yield return "The flag and the message differ.";
            }

            if (Changed.Count > 0 && NothingDone().IsMatch(failure.Message))
            {
                yield return "The error says that nothing was done.";
            }

            foreach (var made in failure.Created.Where(made => !Changed.Any(key => IsNamed(key, made))))
            {
                yield return $"Created has {made}, but the account does not have it.";
            }
        }

        private IEnumerable<string> OfStop()
        {
            if (report.Errors.Count > 0)
            {
                yield return "A stop writes an error.";
            }

            foreach (var key in Changed.Where(key => !IsNamed(key, report.Stopped + string.Join(" ", report.Output))))
            {
                yield return $"The message of the stop does not name {key}.";
            }
        }

        private IEnumerable<string> OfEnd() => Changed.Where(key => !IsNamed(key, report.ErrorText + report.Stopped + string.Join(" ", report.Output))).Select(key => $"The error that ends the command does not name {key}.");

        // Such as: "its service role 'r' was not removed: ..."
        private static bool IsDenied(string key, string warning)
        {
            var parts = key.Split(' ', '/');
            return parts[0] switch
            {
                "role" => Regex.IsMatch(warning, $@"role '?{Regex.Escape(parts[1])}'? was not( \w+)?:"),
                "policy" => Regex.IsMatch(warning, $@"policy '?{Regex.Escape(parts[2])}'? of the role '[^']*' was not (written|deleted|updated)"),
                _ => Regex.IsMatch(warning, $@"'{Regex.Escape(parts[1])}' was not \w+:"),
            };
        }

        private bool IsNamed(string key, string text) => (after.GetValueOrDefault(key) ?? before[key]).Names.Any(name => Regex.IsMatch(text, $@"(?<![\w.-]){Regex.Escape(name)}(?![\w-])") || (name.Contains('/', StringComparison.Ordinal) && text.Contains(name, StringComparison.Ordinal)));
    }

    [GeneratedRegex("[Nn]othing was (created|changed|done)")]
    private static partial Regex NothingDone();
}
