using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using BitbucketConnections.Generator.Catalog;

namespace BitbucketConnections.Generator;

/// <summary>Dispatches the first word of the command line to its verb.</summary>
public static class Program
{
    // A new verb is one line here.
    private static readonly IVerb[] s_verbs =
    [
        new CatalogVerb(),
    ];

    /// <summary>Runs a verb.</summary>
    /// <param name="arguments">The verb and its arguments.</param>
    /// <returns>0; 2 when the command line is wrong.</returns>
    public static int Main(string[] arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        return Run(arguments, Console.Out, Console.Error);
    }

    /// <summary>Runs a verb, as a test does.</summary>
    /// <param name="arguments">The verb and its arguments.</param>
    /// <param name="output">What was written.</param>
    /// <param name="errors">What is wrong with the command line.</param>
    /// <returns>0; 2 when the command line is wrong.</returns>
    public static int Run(IReadOnlyList<string> arguments, TextWriter output, TextWriter errors)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(errors);
        try
        {
            var verb = s_verbs.FirstOrDefault(v => arguments.Count > 0 && v.Name == arguments[0])
                ?? throw new UsageException("Give one of these words:");
            verb.Run([.. arguments.Skip(1)], output);
            return 0;
        }
        catch (UsageException wrong)
        {
            errors.WriteLine(wrong.Message);
            foreach (var verb in s_verbs)
            {
                errors.WriteLine($"  {verb.Name} {verb.Usage}");
            }

            return 2;
        }
    }
}
