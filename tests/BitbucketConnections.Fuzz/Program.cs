using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using BitbucketConnections.Fuzz.Targets;

namespace BitbucketConnections.Fuzz;

/// <summary>Gives generated inputs to all parsers of the module, and writes those that a parser did not handle.</summary>
internal static class Program
{
    private const string Usage = """
        --inputs N       the number of inputs of all targets together (default: 1000000)
        --seed N         the seed of the inputs (default: 1): the same seed makes the same inputs
        --target NAME    only the targets whose name contains NAME
        --threads N      the number of threads (default: the number of processors, at most 2)
        --finds FOLDER   where to write finds (default: fuzz-finds in the folder for temporary files)
        --json FILE      writes the figures as JSON
        --replay FILE    gives the input of a find to its target, and shows what happens
        --growth all     gives each target long inputs instead, and shows the slowest
        --show N         writes input N of the target
        """;

    private static int Main(string[] arguments)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < arguments.Length; i += 2)
        {
            if (i + 1 >= arguments.Length || !Usage.Contains(arguments[i] + " ", StringComparison.Ordinal))
            {
                Console.Error.WriteLine(Usage);
                return 2;
            }

            options[arguments[i]] = arguments[i + 1];
        }

        if (options.TryGetValue("--replay", out var file))
        {
            return Replay(FuzzFind.Parse(File.ReadAllText(file)));
        }

        var targets = FuzzTargets.All.Where(target => target.Name.Contains(options.GetValueOrDefault("--target", string.Empty), StringComparison.OrdinalIgnoreCase)).ToList();
        if (targets.Count == 0)
        {
            Console.Error.WriteLine($"No target has this name. Targets: {string.Join(", ", FuzzTargets.All)}.");
            return 2;
        }

        var seed = ulong.Parse(options.GetValueOrDefault("--seed", "1"), CultureInfo.InvariantCulture);
        if (options.TryGetValue("--show", out var number))
        {
            var index = long.Parse(number, CultureInfo.InvariantCulture);
            Console.Write(new FuzzFind(targets[0].Name, FuzzInputs.Create(targets[0], seed, index), seed, index, "none"));
            return 0;
        }

        return options.ContainsKey("--growth") ? Grow(targets) : Run(targets, seed, options);
    }

    private static int Grow(IReadOnlyList<FuzzTarget> targets)
    {
        var isSlow = false;
        foreach (var target in targets)
        {
            var (time, input) = FuzzGrowth.Slowest(target);
            isSlow |= time > FuzzGrowth.Limit;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{target.Name,-32} {time.TotalMilliseconds,10:0.0} ms  {JsonSerializer.Serialize(input)}"));
        }

        return isSlow ? 1 : 0;
    }

    private static int Run(IReadOnlyList<FuzzTarget> targets, ulong seed, Dictionary<string, string> options)
    {
        var folder = options.GetValueOrDefault("--finds") ?? Path.Combine(Path.GetTempPath(), "fuzz-finds");
        var inputs = long.Parse(options.GetValueOrDefault("--inputs", "1000000"), CultureInfo.InvariantCulture);
        var threads = options.TryGetValue("--threads", out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : Math.Min(2, Environment.ProcessorCount);
        foreach (var (target, index) in InProgress.Left(folder).ToList())
        {
            Console.WriteLine($"An earlier process ended during input {index} of {target}. Show the input with --target {target} --show {index} and the seed of that process.");
        }

        InProgress.Forget(folder);
        IReadOnlyList<FuzzFigures> figures;
        using (var progress = new InProgress(folder, threads))
        {
            figures = new FuzzRun(seed, progress).Run(targets, inputs, threads);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"Target",-32} {"inputs",9} {"accepted",9} {"slowest",11} {"foreign",8}"));
        foreach (var target in figures)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{target.Target.Name,-32} {target.Inputs,9} {target.Accepted,9} {target.Slowest.TotalMilliseconds,8:0.0} ms {target.Finds.Count,8}"));
        }

        foreach (var find in figures.SelectMany(target => target.Finds))
        {
            Console.WriteLine($"{find.Save(folder)}: {string.Join(" ", find.Problem.Split('\n').Take(5).Select(line => line.Trim()))}");
        }

        var foreign = figures.Sum(target => target.Finds.Count);
        if (options.TryGetValue("--json", out var path))
        {
            File.WriteAllText(path, JsonSerializer.Serialize(new
            {
                Seed = seed,
                Inputs = figures.Sum(target => target.Inputs),
                Foreign = foreign,
                SlowestMilliseconds = figures.Max(target => target.Slowest.TotalMilliseconds),
                Targets = figures.Select(target => new { target.Target.Name, target.Inputs, target.Accepted, SlowestMilliseconds = target.Slowest.TotalMilliseconds, target.SlowestIndex, Foreign = target.Finds.Count }),
            }));
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{figures.Sum(target => target.Inputs)} inputs with seed {seed}, {foreign} finds, slowest {figures.Max(target => target.Slowest.TotalMilliseconds):0.0} ms"));
        return foreign == 0 ? 0 : 1;
    }

    private static int Replay(FuzzFind find)
    {
        var problem = FuzzRun.Try(FuzzTargets.Get(find.Target), find.Input);
        Console.WriteLine(problem ?? "The target handled the input.");
        return problem is null ? 0 : 1;
    }
}
