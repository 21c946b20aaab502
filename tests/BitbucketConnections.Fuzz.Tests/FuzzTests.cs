using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using BitbucketConnections.Fuzz.Targets;

namespace BitbucketConnections.Fuzz.Tests;

/// <summary>The parsers handle a million generated inputs, all past finds, and long inputs.</summary>
public sealed class FuzzTests
{
    public static IEnumerable<TheoryDataRow<string>> Corpus() => FuzzResources.Corpus().Select(file => new TheoryDataRow<string>(file.Name));

    // The AWS SDK reads profiles, and PowerShell reads command lines. Their time grows with the square: PowerShell takes minutes for 50,000 times $x.
    public static IEnumerable<TheoryDataRow<string>> Targets() =>
        FuzzTargets.All.Where(target => target.Name is not ("Profile" or "CompletionLine")).Select(target => new TheoryDataRow<string>(target.Name));

    public static IEnumerable<TheoryDataRow<string>> AllTargets() => FuzzTargets.All.Select(target => new TheoryDataRow<string>(target.Name));

    // In its own process, because a stack overflow ends the process. The number of inputs sets the time, not a clock, so that each run makes the same inputs.
    [Fact]
    public void A_million_inputs_cause_no_exception_of_another_kind()
    {
        var finds = Directory.CreateTempSubdirectory("fuzz-").FullName;
        try
        {
            var (exitCode, output) = Run("--inputs", "1000000", "--seed", "1", "--finds", finds);
            Assert.True(exitCode == 0, output);
            Assert.Contains("1000000 inputs with seed 1, 0 finds", output, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(finds, recursive: true);
        }
    }

    [Theory]
    [MemberData(nameof(Corpus))]
    public void A_past_find_is_handled(string file)
    {
        var find = FuzzResources.Corpus().Single(one => one.Name == file).Find;

        Assert.Null(FuzzRun.Try(FuzzTargets.Get(find.Target), find.Input));
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void The_time_does_not_grow_faster_than_the_input(string name)
    {
        var (time, input) = FuzzGrowth.Slowest(FuzzTargets.Get(name));

        Assert.True(time <= FuzzGrowth.Limit, $"{time.TotalSeconds} s for {input}");
    }

    // Otherwise, the inputs of a target test only its first rule.
    [Theory]
    [MemberData(nameof(AllTargets))]
    public void A_seed_of_each_target_is_valid(string name)
    {
        var target = FuzzTargets.Get(name);

        Assert.Contains(target.Seeds, seed => IsAccepted(target, seed));
    }

    [Fact]
    public void The_same_seed_makes_the_same_inputs()
    {
        foreach (var target in FuzzTargets.All)
        {
            var inputs = Enumerable.Range(0, 100).Select(i => FuzzInputs.Create(target, 7, i)).ToList();
            Assert.Equal(inputs, Enumerable.Range(0, 100).Select(i => FuzzInputs.Create(target, 7, i)));
            Assert.NotEqual(inputs, Enumerable.Range(0, 100).Select(i => FuzzInputs.Create(target, 8, i)));
        }
    }

    [Fact]
    public void A_find_is_written_and_read_again()
    {
        var find = new FuzzFind("Names", "a\\n\n\r\t\"\ud800\u0000\u00e4", 3, 14, "A problem.\nA line.");

        Assert.Equal(find, FuzzFind.Parse(find.ToString()));
    }

    [Fact]
    public void A_wrong_result_and_an_exception_of_another_kind_are_finds()
    {
        var target = new FuzzTarget
        {
            Name = "Wrong", Weight = 1, Seeds = ["a", "b", "c"], Open = () => input =>
            {
                Wrong.If(input == "a", "It is a.");
                _ = input == "b" ? throw new ServiceException(ServiceErrorKind.InvalidInput, "It is b.") : input == "c" ? throw new InvalidOperationException("It is c.") : 0;
            },
        };

        var figures = Assert.Single(new FuzzRun(1).Run([target], 3, 1));

        Assert.Equal(["a", "c"], figures.Finds.Select(find => find.Input));
        Assert.Equal(0, figures.Accepted);
    }

    private static bool IsAccepted(FuzzTarget target, string seed)
    {
        try
        {
            target.Open()(seed);
            return true;
        }
        catch (Exception e) when (target.IsOwn(e))
        {
            return false;
        }
    }

    private static (int ExitCode, string Output) Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments.Prepend(typeof(FuzzRun).Assembly.Location).Prepend("exec"))
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.GetAwaiter().GetResult());
    }
}
